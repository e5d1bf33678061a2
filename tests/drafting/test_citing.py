"""Citations found in labelled sentences, with what they name and whether they are normative."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.base.findings import Position
from generator.drafting.citing import citations, titles
from generator.drafting.draft import Draft, Kind, Part, Piece

LABELLED = yaml.safe_load(Path(__file__).with_name("citations.yaml").read_text("utf-8"))
PLACES = {
    "paragraph": (Kind.PARAGRAPH, Part.BODY),
    "item": (Kind.ITEM, Part.BODY),
    "note": (Kind.NOTE, Part.BODY),
    "example": (Kind.EXAMPLE, Part.BODY),
    "source": (Kind.SOURCE, Part.TERMS),
    "terms": (Kind.PARAGRAPH, Part.TERMS),
    "foreword": (Kind.PARAGRAPH, Part.FOREWORD),
    "introduction": (Kind.PARAGRAPH, Part.INTRODUCTION),
    "scope": (Kind.PARAGRAPH, Part.SCOPE),
    "cell": (Kind.CELL, Part.BODY),
}
VERDICT = {"NORMATIVE": "N", "INFORMATIVE": "I", "UNTOLD": "?"}


def draft_of(text: str, place: str = "paragraph", kind: str = "code", lead: str = "") -> Draft:
    """Return a draft of one piece, after its lead-in."""
    texts = [(lead, Kind.PARAGRAPH, Part.BODY)] if lead else []
    texts.append((text, *PLACES[place]))
    pieces = tuple(
        Piece(index, Position("draft.txt", index + 1), words, words, what, part)
        for index, (words, what, part) in enumerate(texts)
    )
    return Draft("draft.txt", "txt", "", kind, pieces, ())


@pytest.mark.parametrize("case", LABELLED, ids=lambda case: f"{case.get('kind', 'code')}-{case['text'][:30]}")
def test_each_citation_is_found_with_its_clause_and_force(case: dict[str, Any]) -> None:
    draft = draft_of(case["text"], case.get("place", "paragraph"), case.get("kind", "code"), case.get("lead", ""))
    found = [[one.name, one.year, one.clause, VERDICT[one.force.name]] for one in citations(draft)]
    assert found == case["cites"]
    for one in citations(draft):
        assert one.piece.text[one.start : one.end] == one.text


def test_a_title_is_told_before_and_behind_its_number_and_alone() -> None:
    behind, ahead, alone = (
        draft_of("应执行GB/T 2589《综合能耗计算通则》的要求。"),
        draft_of("应执行《综合能耗计算通则》（GB/T 2589）的要求。"),
        draft_of("应执行《综合能耗计算通则》的要求，见GB/T 2589。"),
    )
    assert [(one.title, one.title_first) for one in citations(behind)] == [("综合能耗计算通则", False)]
    assert [(one.title, one.title_first) for one in citations(ahead)] == [("综合能耗计算通则", True)]
    assert [one.title for one in citations(alone)] == [""]
    assert not titles(behind)
    assert not titles(ahead)
    assert [(one.title, one.force.name) for one in titles(alone)] == [("综合能耗计算通则", "NORMATIVE")]
