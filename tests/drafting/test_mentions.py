"""Mentions of a draft's own numbers, and those that belong to other documents or are no numbers of clauses at all."""

from __future__ import annotations

import pytest

from generator.drafting.mentions import mentions
from generator.drafting.read.text import read_text

OWN = [
    ("按5.2、5.3和5.4进行。", ["5.2", "5.3", "5.4"]),
    ("见5.2～5.4。", ["5.2", "5.4"]),
    ("见第4章、第5章。", ["第4章", "第5章"]),
    ("表1、2给出了值，见表3和表4。", ["表1", "2", "表3", "表4"]),
    ("按公式（2）计算，式（A.1）给出了因子。", ["公式（2）", "式（A.1）"]),
    ("见图A.1和附录B。", ["图A.1", "附录B"]),
    ("附录A、B给出了清单。", ["附录A", "B"]),
    ("见5.2 a)，并按4.3 b)的规定。", ["5.2", "4.3"]),
    ("见GB/T 1.1—2020的8.5，并按5.3的规定。", ["5.3"]),
    ("（见4.2，2015年版的3.1）", ["4.2"]),
    ("见《管理规范》，见第5章。", ["第5章"]),
    ("应满足5.2.1的要求。", ["5.2.1"]),
]
OTHERS = [
    "应符合GB/T 1.1—2020的8.5的规定。",
    "按GB/T 1.1—2020中8.5、附录A和表2的规定。",
    "《管理规范》第5章和第6章。",
    "ISO 14064-1:2018，6.3的规定。",
    "系数取1.5，温度为25.3 ℃，按0.5计算。",
    "版本为1.2.3的软件。",
    "报表1份，列表2项，代表3人，地图1幅。",
]


@pytest.mark.parametrize(("text", "expected"), OWN)
def test_own_numbers_are_mentioned_in_order_at_their_places(text: str, expected: list[str]) -> None:
    draft = read_text(f"名称规范\n1 范围\n{text}\n", "d")
    found = mentions(draft)
    assert [one.text for one in found] == expected
    assert all(one.piece.text[one.start :].startswith(one.text) for one in found)


@pytest.mark.parametrize("text", OTHERS)
def test_numbers_of_other_documents_and_quantities_are_none(text: str) -> None:
    assert mentions(read_text(f"名称规范\n1 范围\n{text}\n", "d")) == ()
