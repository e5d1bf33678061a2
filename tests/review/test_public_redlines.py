"""The redline of a public document goes where the document goes: no inputs, files or cells in its comments."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from generator.base.archive import parts
from generator.review.compare import compare_sides
from generator.review.redlines import redlines
from generator.review.side import Side

REPORT = "ghg-report-2024"


def public(side: Side) -> Side:
    documents = {key: dataclasses.replace(one, audience="public") for key, one in side.documents.items()}
    return dataclasses.replace(side, documents=documents)


def comments(old: Side, new: Side) -> bytes:
    made = redlines(old, new, compare_sides(old, new), "zh")
    assert made.value is not None
    return parts(made.value[REPORT]).get("word/comments.xml", b"")


def test_causes_stand_in_the_redline_of_a_clients_document_and_not_of_a_public_one(
    states: Callable[[str], Side],
) -> None:
    old, new = states("base"), states("activity")
    assert b"value-chain.csv" in comments(old, new)
    assert b"value-chain.csv" not in comments(public(old), public(new))
