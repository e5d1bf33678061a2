"""The templates that come along, on the example clients: no finding, all references resolve, all figures mentioned."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.resources import template_root
from generator.calculations.compute import compute
from generator.compose import compose
from generator.compose.templates import find_template
from generator.document.blocks import Heading, Table
from generator.document.inlines import CrossRef
from generator.document.pictures import Chart, Picture
from generator.document.walk import inlines_of, walk_blocks
from generator.ledger.ledger import Ledger
from generator.project.load import load_project
from generator.project.project import Project
from tests.compose.making import told

PROJECTS = template_root().parent / "projects"


@pytest.fixture(scope="module", params=["lanhe-foundry", "chengyu-ceramics"])
def client(request: pytest.FixtureRequest) -> tuple[Project, Ledger]:
    project = load_project(PROJECTS / str(request.param)).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    return project, ledger


def test_an_example_composes_whole(client: tuple[Project, Ledger], tmp_path: Path) -> None:
    project, ledger = client
    for order in project.file.documents:
        template = find_template(order.template, order.version).value
        assert template is not None
        outcome = compose(project, ledger, order, template, build="b", final=True, bytecode=tmp_path)
        assert told(outcome.findings) == []
        assert outcome.value is not None
        blocks = list(walk_blocks(outcome.value.blocks))
        ids = [block.id for block in blocks]
        assert len(ids) == len(set(ids))
        targets = {one.target for block in blocks for one in inlines_of(block) if isinstance(one, CrossRef)}
        assert targets <= set(ids)
        figures = [b for b in blocks if isinstance(b, (Chart, Picture)) or (isinstance(b, Table) and b.caption)]
        assert [figure.id for figure in figures if figure.id not in targets] == []
        assert all(block.origin.line > 0 and block.origin.path for block in blocks)
        labels = outcome.value.numbering.labels
        assert all(block.id in labels for block in blocks if isinstance(block, Heading) and block.numbered)
