"""An author's text that would be read for minutes is refused at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.compose.templates import read_template
from generator.document.blocks import AuthorSlot
from tests.compose.making import composed, spell, told

LINE = "projects/p/content/report/words.md:3 CP018"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("^[" * 5000, "括号嵌套超过 20 层"),
        ("[" * 5000, "括号嵌套超过 20 层"),
        ("[a](" * 3000, "括号嵌套超过 20 层"),
        ("[@" * 5000, "括号嵌套超过 20 层"),
        ("约1.5万t至3%，" * 100, "一段或全文中的数过多，请列成表"),
        ("约1.5万t。\n\n" * 1000, "一段或全文中的数过多，请列成表"),
        ("1" * 10_000, "数超过 40 位"),
        ("一" * 10_000, "数超过 40 位"),
        ("好" * 30_000, "一段超过 20000 个字"),
    ],
)
def test_a_text_beyond_the_bounds_is_refused_at_its_line(text: str, message: str, tmp_path: Path) -> None:
    outcome = composed(tmp_path, '{{ slot("words") }}\n', slots={"words": f"好。\n\n{text}\n"})
    (line,) = told(outcome.findings)
    assert line.startswith("projects/p/content/report/words.md:")
    assert line.endswith(f"CP018 {message}")
    assert outcome.value is not None
    (slot,) = outcome.value.blocks
    assert isinstance(slot, AuthorSlot)
    assert "本章未能生成" in spell(slot.blocks[0].inlines)


def test_the_line_is_that_of_the_paragraph(tmp_path: Path) -> None:
    outcome = composed(tmp_path, '{{ slot("words") }}\n', slots={"words": "好。\n\n" + "[" * 50 + "\n"})
    assert told(outcome.findings) == [f"{LINE} 括号嵌套超过 20 层"]


def test_long_texts_with_brackets_and_numbers_are_read(tmp_path: Path) -> None:
    text = (
        "2024年用电1,234万kWh（见[网站](https://example.org/a(b))），其中\\[绿电\\]占3%^[据[来源](https://example.org)]。\n\n"
    ) * 200
    outcome = composed(tmp_path, '{{ slot("words") }}\n', slots={"words": text})
    assert not outcome.findings


def test_a_table_may_hold_many_numbers(tmp_path: Path) -> None:
    text = "| 月 | 用量 |\n| - | - |\n" + "| 一 | 12 |\n" * 150
    assert not composed(tmp_path, '{{ slot("words") }}\n', slots={"words": text}).findings


FRACTIONS = "\\frac{a}{" * 300 + "x" + "}" * 300


def test_a_formula_without_end_is_refused_in_texts_and_templates(tmp_path: Path) -> None:
    outcome = composed(tmp_path, '{{ slot("words") }}\n', slots={"words": f"好。\n\n式为${FRACTIONS}$。\n"})
    assert told(outcome.findings) == [f"{LINE} 公式过长或嵌套过深"]
    outcome = composed(tmp_path, "一\n\n{{ equation('" + FRACTIONS.replace("\\", "\\\\") + "', id='eq') }}\n")
    assert told(outcome.findings) == ["templates/demo/1.0/sections/demo.md:3 CP018 公式过长或嵌套过深"]


@pytest.mark.parametrize("text", ["a: " + "[" * 3000, "requires: " + "[" * 900 + "]" * 900])
def test_a_manifest_without_end_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "templates" / "demo" / "1.0").mkdir(parents=True)
    (tmp_path / "templates" / "demo" / "1.0" / "template.yaml").write_text(text)
    outcome = read_template(tmp_path / "templates" / "demo" / "1.0", tmp_path / "templates")
    assert outcome.value is None
    assert [(f.rule, f.position.path) for f in outcome.findings] == [("CP002", "templates/demo/1.0/template.yaml")]
    assert outcome.findings[0].message.zh == "嵌套过深"
