"""The two example clients differ in every sentence that judges: the templates react to the numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.calculations.compute import compute
from generator.compose import compose
from generator.compose.templates import find_template
from generator.document.blocks import Paragraph
from generator.document.inlines import FactRef
from generator.document.walk import walk_blocks
from generator.project.load import load_project

ROOT = Path(__file__).resolve().parents[2]
#: Words with which a sentence takes a side about a number that it shows.
_JUDGES = re.compile(
    r"高于|低于|超出|上升|下降|增加|减少|不足|落后|领先|依赖|缺口|净收益|净支出|实现|目标线以内|没有改善|有所改善|较好|中等|偏低"
)


def _judging(client: str, template: str) -> set[str]:
    """Return the sentences that show a fact and judge it; facts as #, the client's names as C."""
    project = load_project(ROOT / "projects" / client).value
    assert project
    ledger = compute(project).value
    assert ledger
    order = next(order for order in project.file.documents if order.template == template)
    found = find_template(order.template, order.version).value
    assert found
    outcome = compose(project, ledger, order, found, build="test", final=True)
    assert outcome.findings == ()
    assert outcome.value
    own = (project.file.client.name.zh, project.file.client.short.zh)
    sentences: set[str] = set()
    for block in walk_blocks(outcome.value.blocks):
        if not isinstance(block, Paragraph) or block.style == "note":
            continue
        text = "".join("#" if isinstance(one, FactRef) else getattr(one, "text", "[]") for one in block.inlines)
        for name in own:
            text = text.replace(name, "C")
        sentences.update(s for s in re.split(r"[。；]", text) if "#" in s and _JUDGES.search(s))
    return sentences


@pytest.mark.parametrize("template", ["white-paper", "ghg-inventory-report"])
def test_no_judging_sentence_is_the_same_for_both(template: str) -> None:
    """One falls, one rises; one is on its line, one missed it: a sentence common to both would not have looked."""
    falling, rising = _judging("lanhe-foundry", template), _judging("chengyu-ceramics", template)
    assert len(falling) > 3
    assert len(rising) > 3
    assert falling & rising == set()
