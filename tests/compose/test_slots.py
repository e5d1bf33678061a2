"""Author slots: the client's own words, with references to facts and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.blocks import AuthorSlot
from tests.compose.making import composed, document, spell, tree

TEXT = '# 标题\n\n{{ slot("words") }}\n'


def test_an_unwritten_slot_stands_with_its_prompt(tmp_path: Path) -> None:
    slot = document(tmp_path, TEXT).blocks[1]
    assert isinstance(slot, AuthorSlot)
    assert not slot.written
    assert (slot.slot, slot.prompt, slot.responsible) == ("words", "写明原因", "能源管理岗")
    assert slot.file == "projects/p/content/report/words.md"
    assert slot.origin.line == 3


def test_blank_text_is_unwritten(tmp_path: Path) -> None:
    slot = document(tmp_path, TEXT, slots={"words": "\n  \n"}).blocks[1]
    assert isinstance(slot, AuthorSlot)
    assert not slot.written


def test_a_written_slot_has_its_own_lines_and_ids(tmp_path: Path) -> None:
    words = (
        "总量{{ inventory.total | full }}，\n见{{ project.client.short }}。\n\n"
        "- 一^[注]\n- 二\n\n| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n"
    )
    text = "文^[前]\n\n" + TEXT + "\n尾^[后]\n"
    lines = tree(document(tmp_path, text, slots={"words": words})).splitlines()
    assert lines == [
        "Paragraph demo.p1 @demo.md:1 body 文⟦demo.fn1: 前⟧",
        "Heading demo.h1 @demo.md:3 1 标题",
        "AuthorSlot slot-words @demo.md:5 written",
        "  Paragraph slot-words.p1 @words.md:1 body 总量⟦inventory.total[period=2024,basis=location] unit⟧，见岚河。",
        "  ListBlock slot-words.l1 @words.md:4 bulleted",
        "    - slot-words.i1 @4",
        "      Paragraph slot-words.p2 @words.md:4 body 一⟦slot-words.fn1: 注⟧",
        "    - slot-words.i2 @5",
        "      Paragraph slot-words.p3 @words.md:5 body 二",
        "  Table slot-words.t1 @words.md:7 [] l1 l1 ",
        "    header @7 | 甲 | 乙",
        "    data @9 | 1 | 2",
        "Paragraph demo.p2 @demo.md:7 body 尾⟦demo.fn2: 后⟧",
    ]


@pytest.mark.parametrize(
    ("words", "line", "rule"),
    [
        ("一\n{% for s in project.sources %}x{% endfor %}\n", 2, "CP041"),
        ("{% set x = 1 %}\n", 1, "CP041"),
        ('一\n\n{{ table(id="x") }}\n', 3, "CP041"),
        ("{{ project.sources | length }}\n", 1, "CP041"),
        ("{{ inventory.total if inventory.total else 3 }}\n", 1, "CP041"),
        ("一\n\n{{ inventory.totl }}\n", 3, "CP012"),
        ("{{ inventory.total | round }}\n", 1, "CP041"),
        ("{{ projekt }}\n", 1, "CP041"),
        ("{{ 5 }}\n", 1, "CP015"),
        ("一\n{{ project.__class__ }}\n", 2, "CP017"),
        ("一\n{{ inventory.total\n", 2, "CP010"),
        ("一\n[x](javascript:alert(1))\n", 1, "CP033"),
        ("一\n\n二\x07\n", 3, "CP021"),
    ],
)
def test_what_an_author_may_not_write_is_found_in_the_author_s_file(
    words: str, line: int, rule: str, tmp_path: Path
) -> None:
    outcome = composed(tmp_path, TEXT, slots={"words": words})
    (finding,) = outcome.findings
    assert finding.rule == rule
    assert str(finding.position) == f"projects/p/content/report/words.md:{line}"
    assert outcome.value is not None


def test_a_slot_placed_twice_is_a_finding(tmp_path: Path) -> None:
    outcome = composed(tmp_path, TEXT + '\n{{ slot("words") }}\n')
    (finding,) = outcome.findings
    assert (finding.rule, finding.position.line) == ("CP034", 5)


def test_a_slot_in_english_asks_in_english(tmp_path: Path) -> None:
    made = composed(tmp_path, "{{ project.client.name }}\n\n" + TEXT, documents=[_english()]).value
    assert made is not None
    assert spell(made.blocks[0].inlines) == "Lanhe"
    slot = made.blocks[2]
    assert isinstance(slot, AuthorSlot)
    assert slot.prompt == "say why"


def _english() -> dict[str, object]:
    return {
        "id": "report",
        "template": "demo",
        "version": "1.0",
        "audience": "internal",
        "engagement": "advice",
        "date": "2025-04-18",
        "language": "en",
    }
