"""What counts as words and as facts of a chapter, and what is neither."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.document.blocks import Document, Table
from generator.document.reading import START, ReadSection, read_sections
from tests.compose.making import document

TEXT = """# 一 {#sec-one}

总量为{{ inventory.total | full }}，见[@tbl-a]。

{% call table(id="tbl-a", unit="tCO2e", widths=[2, 1]) %}
表

| 项 | 值 |
| :--- | ---: |
| {{ TOTAL }}甲 | {{ inventory.total(period=2023) }} |
{% endcall %}

# 二 {#sec-two}

乙，**重**要。
"""


def _read(made: Document, values: Callable[[str], str] = lambda key: f"{key}=1") -> dict[str, ReadSection]:
    return {section.id: section for section in read_sections(made, values)}


def _hashes(made: Document, **values: str) -> dict[str, tuple[str, str]]:
    read = _read(made, lambda key: values.get("value", "1") if key.startswith("inventory.total[period=2023") else "1")
    return {name: (section.words, section.facts) for name, section in read.items()}


def test_chapters_are_known_by_their_heading_and_hold_their_blocks(tmp_path: Path) -> None:
    read = _read(document(tmp_path, "前言。\n\n" + TEXT))
    assert list(read) == [START, "sec-one", "sec-two"]
    assert [block.id for block in read["sec-one"].blocks] == ["sec-one", "demo.p2", "tbl-a"]
    assert (read["sec-one"].title, read["sec-one"].label) == ("一", "1")


def test_a_chapter_before_it_changes_nothing_but_its_number(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    one, other = document(first, TEXT), document(second, "# 零 {#sec-zero}\n\n文。\n\n" + TEXT)
    assert other.numbering.labels["sec-two"] == "3"
    assert _hashes(one) == {name: both for name, both in _hashes(other).items() if name != "sec-zero"}


def test_an_exact_value_is_a_fact_of_its_own_chapter_alone(tmp_path: Path) -> None:
    made = document(tmp_path, TEXT)
    before, after = _hashes(made), _hashes(made, value="1.0000001")
    assert before["sec-one"][0] == after["sec-one"][0]
    assert before["sec-one"][1] != after["sec-one"][1]
    assert before["sec-two"] == after["sec-two"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("乙，", "丙，"),
        ("总量为", "合计为"),
        ("| 项 |", "| 项目 |"),
        ("| full", "| show(digits=3, with_unit=True)"),
        ("# 二", "# 贰"),
    ],
)
def test_words_labels_and_digits_are_words(tmp_path: Path, old: str, new: str) -> None:
    before = _hashes(document(tmp_path / "a", TEXT))
    after = _hashes(document(tmp_path / "b", TEXT.replace(old, new)))
    changed = [name for name in before if before[name] != after[name]]
    assert len(changed) == 1
    assert before[changed[0]][1] == after[changed[0]][1]


@pytest.mark.parametrize(
    ("old", "new"),
    [("**重**", "重"), ("[2, 1]", "[3, 1]"), ("| :--- |", "| :---: |"), ("\n\n总量", "\n\n\n总量")],
)
def test_design_and_places_are_neither(tmp_path: Path, old: str, new: str) -> None:
    assert _hashes(document(tmp_path / "a", TEXT)) == _hashes(document(tmp_path / "b", TEXT.replace(old, new)))


def test_a_written_slot_is_read_where_its_author_wrote_it(tmp_path: Path) -> None:
    text = '# 一 {#sec-one}\n\n{{ slot("words") }}\n'
    made = document(tmp_path, text, slots={"words": "因产量下降。\n"})
    block = _read(made)["sec-one"].blocks[-1]
    assert block.origin.path == "projects/p/content/report/words.md"
    again = document(tmp_path, text, slots={"words": "因停产。\n"})
    assert _hashes(made) != _hashes(again)


def test_a_revision_record_is_nothing_to_read(tmp_path: Path) -> None:
    made = document(tmp_path, TEXT)
    record = Table("front.revisions", made.blocks[0].origin, (), (), (), ())
    issued = dataclasses.replace(made, blocks=(record, *made.blocks))
    assert _hashes(issued) == _hashes(made)


def test_the_digits_of_the_document_are_words(tmp_path: Path) -> None:
    made = document(tmp_path, TEXT)
    assert _hashes(made)["sec-one"][0] != _hashes(dataclasses.replace(made, digits={"tCO2e": 0}))["sec-one"][0]
