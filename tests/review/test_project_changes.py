"""An example client changed in one activity cell, one factor, one sentence and one template: each cause is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import pytest

from generator.review.as_json import as_json
from generator.review.changes import Changes
from generator.review.compare import compare_sides
from generator.review.notes import cause_text, notes
from generator.review.page import page
from generator.review.side import Side
from generator.review.summary import markdown, summary

States = Callable[[str], Side]
TOTAL = "inventory.total[period=2024,basis=location]"
CSV = "projects/lanhe-foundry/data/value-chain.csv:4"
SLOT = "projects/lanhe-foundry/content/ghg-report-2024/data-management.md"


def between(states: States, old: str, new: str) -> Changes:
    return compare_sides(states(old), states(new))


def test_a_state_compared_with_itself_is_the_same(states: States) -> None:
    changes = between(states, "base", "base")
    assert changes.same
    assert "没有差别" in summary(changes, "zh")
    assert json.loads(as_json(changes, "en"))["same"] is True


def test_an_activity_cell_is_named_with_its_line_and_the_whole_change(states: States) -> None:
    changes = between(states, "base", "activity")
    first = changes.headlines[0]
    assert (first.key, first.number.old, first.number.new) == (TOTAL, "37,036 t CO₂e", "37,861 t CO₂e")
    assert [(share.group, share.share) for share in first.number.shares] == [("activity", 825)]
    assert f"6,820 → 7,320 t  {CSV}" in summary(changes, "en")
    causes = {cause for one in changes.documents for block in one.blocks for cause in block.causes}
    assert causes == {"data"}
    assert not changes.templates


def test_a_factor_is_named_with_its_line(states: States) -> None:
    changes = between(states, "activity", "factor")
    assert {share.group for one in changes.headlines for share in one.number.shares if share.share} == {"factor"}
    assert "1.65 → 1.6" in summary(changes, "en")
    assert "projects/lanhe-foundry/project.yaml:" in summary(changes, "en")


def test_a_sentence_is_wording_of_the_file_that_it_stands_in(states: States) -> None:
    changes = between(states, "factor", "sentence")
    (block,) = [block for one in changes.documents for block in one.blocks]
    assert block.causes == ("wording",)
    assert (block.new_origin and block.new_origin.path, block.section.name) == (SLOT, "5.1 数据管理")
    assert not changes.ledger
    assert "[-百分之三十-]{+百分之四十+}" in summary(changes, "zh")


def test_a_template_is_named_and_the_lock_that_pins_another_one_too(states: States) -> None:
    changes = between(states, "sentence", "template")
    (block,) = [block for one in changes.documents for block in one.blocks]
    assert block.causes == ("template",)
    assert [(one.document, one.edited) for one in changes.templates] == [("ghg-report-2024", True)]
    assert ["template: its lock pins another content" in remark.en for remark in changes.remarks] == [True]


def test_all_four_together_are_told_apart(states: States) -> None:
    changes = between(states, "base", "template")
    causes = [cause for one in changes.documents for block in one.blocks for cause in block.causes]
    assert {cause: causes.count(cause) for cause in ("wording", "template")} == {"wording": 1, "template": 1}
    first = changes.headlines[0]
    shares = {share.group: share.share for share in first.number.shares}
    # 500 t more at the mean of both factors, and 0.05 less at the mean of both quantities: Shapley's shares of two
    assert shares == {"activity": Fraction(500 * 1625, 1000), "factor": Fraction(-5 * 7070, 100)}


def test_shown_shares_sum_to_the_shown_change_everywhere(states: States) -> None:
    changes = between(states, "base", "template")
    numbers = [number for one in changes.documents for number in one.shown if not number.unexplained]
    assert len(numbers) > 100
    for number in (*numbers, *(one.number for one in changes.headlines)):
        assert number.difference is not None
        assert sum((share.share for share in number.shares), number.rounding) == Fraction(number.difference)
        half = Fraction(1, 10**number.digits)
        assert abs(number.rounding) <= half  # two roundings of half a unit each


def test_swapped_sides_mirror(states: States) -> None:
    there, back = between(states, "base", "template"), between(states, "template", "base")
    assert {one.key: (one.number.old, one.number.new) for one in there.headlines} == {
        one.key: (one.number.new, one.number.old) for one in back.headlines
    }
    for one, other in zip(there.documents, back.documents, strict=True):
        assert sorted((b.old_block, b.new_block) for b in one.blocks) == sorted(
            (b.new_block, b.old_block) for b in other.blocks
        )
        assert {
            b.old_block: [(n.old, n.new) for n in b.numbers] for b in one.blocks if b.fate == "changed" and not b.worded
        } == {
            b.new_block: [(n.new, n.old) for n in b.numbers]
            for b in other.blocks
            if b.fate == "changed" and not b.worded
        }


def test_every_shown_number_that_differs_is_in_the_changes(states: States) -> None:
    """Asked the other way round: the texts of both sides are made again from the edits alone."""
    changes = between(states, "base", "template")
    for one in changes.documents:
        for row in one.rows:
            if row.change is None:
                assert row.old is None or row.new is None or row.old.text == row.new.text
        for block in one.blocks:
            if block.edits:
                assert "".join(run.text for run in block.edits if run.kind != "inserted") == block.old_text
                assert "".join(run.text for run in block.edits if run.kind != "deleted") == block.new_text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_summary(states: States, golden: Callable[[str, str], None], language: str) -> None:
    golden(f"summary.{language}.txt", summary(between(states, "base", "template"), language))  # type: ignore[arg-type]


def test_the_summary_as_markdown(states: States, golden: Callable[[str, str], None]) -> None:
    golden("summary.zh.md", markdown(between(states, "base", "template"), "zh"))


def test_a_short_summary_is_no_wall_and_a_full_one_leaves_nothing_out(states: States) -> None:
    changes = between(states, "base", "template")
    short, full = summary(changes, "zh"), summary(changes, "zh", full=True)
    assert len(short.splitlines()) < 80
    assert "另有" in short
    assert "另有" not in full
    assert all(one.number.label.zh in full for one in changes.headlines)


def test_notes_for_numbers_name_input_place_and_share(states: States) -> None:
    changes = between(states, "base", "activity")
    note = notes(changes, "ghg-report-2024", "zh")[TOTAL]
    assert "37,036 t CO₂e → 37,861 t CO₂e" in note
    assert f"活动数据 +825.0 t CO₂e：外购生铁：2024年活动数据 6,820 → 7,320 t（{CSV}" in note
    assert set(notes(changes, "white-paper-2025", "en")) <= {number.key for number in changes.documents[1].shown}
    assert CSV in cause_text(changes.ledger.by_key[TOTAL], "en")


def test_the_json_holds_exact_shares_and_names_each_input_once(states: States) -> None:
    data = json.loads(as_json(between(states, "base", "template"), "en"))
    changed = {fact["key"]: fact for fact in data["facts"]["changed"]}
    total = changed[TOTAL]
    assert sum(Fraction(cause["exact"]) for cause in total["causes"]) == Fraction(total["change"])
    assert Decimal(total["new"]["value"]) - Decimal(total["old"]["value"]) == Decimal(total["difference"])
    keys = [(one["key"], one.get("table"), one.get("detail")) for one in data["inputs"]]
    assert len(keys) == len(set(keys)) == 2
    assert {data["inputs"][at]["key"] for cause in total["causes"] for at in cause["inputs"]} == {
        key for key, *_ in keys
    }


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_closed_linked_and_runs_nothing(states: States) -> None:
    made = page(between(states, "base", "template"), "zh").decode()
    read = _Page()
    read.feed(made)
    assert not read.open
    assert not {"script", "link", "img", "iframe", "form"} & set(read.tags)
    assert len(read.ids) == len(set(read.ids))
    assert all(link.startswith("#") and link[1:] in read.ids for link in read.links)
    assert "<del>37,036</del>" in made
    assert "<ins>37,495</ins>" in made
