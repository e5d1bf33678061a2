"""Workbooks of the example clients."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.calculations.compute import compute
from generator.compose.workbook import build_workbook
from generator.document.workbook import Workbook
from generator.ledger.ledger import Ledger
from generator.project.load import load_project
from generator.project.models import DocumentOrder
from generator.project.project import Project

sys.path.append(str(Path(__file__).parent))

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Example:
    """An example client with its ledger and the workbook of its first document."""

    project: Project
    ledger: Ledger
    order: DocumentOrder
    workbook: Workbook


def _example(name: str) -> Example:
    project = load_project(ROOT / "projects" / name).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    order = project.file.documents[0]
    return Example(project, ledger, order, build_workbook(project, ledger, order))


@pytest.fixture(scope="session")
def foundry() -> Example:
    return _example("lanhe-foundry")


@pytest.fixture(scope="session")
def ceramics() -> Example:
    return _example("chengyu-ceramics")
