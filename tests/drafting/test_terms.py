"""TRM-03 in Word: entry numbers that share the line of their term."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.drafting.lint import lint
from generator.drafting.read.text import read_text
from generator.drafting.rules.terms import setting

HEAD = "碳服务指南\n1 范围\n本文件提供了指导。\n3 术语和定义\n下列术语和定义适用于本文件。\n"
SHARED = "3.{0} 甲量{0} quantity\n第{0}个量。\n"
ALONE = "3.{0}\n甲量{0} quantity\n第{0}个量。\n"


@pytest.mark.parametrize(
    ("entries", "source", "lines"),
    [
        ((SHARED, SHARED, SHARED), "docx", [6]),  # one way of setting all: one finding
        ((SHARED, SHARED, SHARED), "txt", []),  # an export may have joined the lines
        ((ALONE, SHARED, ALONE, SHARED), "docx", [9, 14]),
        ((ALONE, ALONE), "docx", []),
    ],
)
def test_numbers_on_the_line_of_their_term(entries: tuple[str, ...], source: str, lines: list[int]) -> None:
    text = HEAD + "".join(entry.format(place) for place, entry in enumerate(entries, 1))
    draft = replace(read_text(text, "d"), source=source)
    assert [hit.finding.position.line for hit in lint(draft, [setting]).hits] == lines
