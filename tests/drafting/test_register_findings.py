"""What rests on the register of standards: never an error from memory, never a blame for what the register lacks."""

from __future__ import annotations

import pytest

from generator.base.findings import Severity
from generator.base.standards import Standard, load_register
from generator.drafting.lint import Hit, lint
from generator.drafting.read.text import read_text
from generator.drafting.table import DRAFT_RULES

RULES = [one for one in DRAFT_RULES if one.rule.id in ("REF-10", "REF-12", "CIT-14")]
WITHDRAWN = [one for one in (load_register().value or {}).values() if one.withdrawn and one.number.startswith("GB")]


def _hits(text: str) -> list[Hit]:
    return list(lint(read_text(text, "draft.txt", "code"), RULES).hits)


def _draft(entry: str, sentence: str) -> str:
    return f"泵站运行规程\n2 规范性引用文件\n下列文件中的内容……\n{entry}\n4 运行\n{sentence}\n"


@pytest.mark.parametrize("one", WITHDRAWN, ids=lambda one: one.id)
def test_a_withdrawn_edition_from_memory_is_a_warning_that_says_so(one: Standard) -> None:
    number = one.number.replace("-", "—")
    found = _hits(_draft(f"{number}　{one.title.zh}", f"运行应符合{number}的规定。"))
    assert [hit.rule.rule.id for hit in found] == ["REF-10"]
    assert one.mark != "unconfirmed" or found[0].finding.severity is Severity.WARNING
    assert one.mark != "unconfirmed" or "未经核实" in found[0].finding.message.zh


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("GB/T 6682　分析实验室用水规范", "用水应符合GB/T 6682的规定。"),
        ("GB/T 191　包装储运标志", "包装应符合GB/T 191的规定。"),
        ("GB/T 12452　水平衡测试通则", "生活用水应符合GB 5749《生活饮用水标准》的规定。"),
        ("GB/T 12452　水平衡测试通则", "标志见《工业企业厂界环境噪声的排放标准》。"),
    ],
)
def test_a_title_that_the_register_has_otherwise_is_a_warning(entry: str, sentence: str) -> None:
    found = _hits(_draft(entry, sentence))
    assert len(found) == 1
    assert found[0].finding.severity is Severity.WARNING
    assert ("未经核实" in found[0].finding.message.zh) is ("6682" not in entry)


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("GB/T 99887—2031　泵站运行与维护", "运行应符合GB/T 99887—2031的规定。"),
        ("GB/T 6682—2030　实验室用水", "用水应符合GB/T 6682—2030的规定。"),
        ("SL/T 778　泵站技术管理规程", "运行应符合SL/T 778《泵站技术管理规程》的规定。"),
        ("ISO 99012　泵站（Pumping stations）", "运行应符合ISO 99012的规定。"),
        ("T/XBYZ 12—2024　一体化泵站", "运行应符合T/XBYZ 12—2024的规定，另见《泵站运行手册汇编》。"),
    ],
)
def test_documents_that_the_register_lacks_are_not_blamed(entry: str, sentence: str) -> None:
    assert _hits(_draft(entry, sentence)) == []
