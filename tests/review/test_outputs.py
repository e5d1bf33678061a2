"""What summaries and pages do with text that would rather be markup, a mention or a command to the terminal."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.findings import Finding, Position, Severity
from generator.base.text import Text
from generator.document.blocks import Document
from generator.review.as_json import as_json
from generator.review.changes import Changes
from generator.review.compare import compare_sides
from generator.review.page import page
from generator.review.summary import markdown, summary
from tests.review.texts import document, heading, paragraph, shown, side, table

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "甲|乙 | 丙",
    "[x](javascript:alert(1))",
    "@somebody #12 !3 ~label",
    "`code` **bold** </details>",
    "https://example.invalid/x",
    "\x1b[31m red \u202e turned",
    "& < > \" '",
)


def _document(said: str, value: str) -> Document:
    rows = [[said, value], ["电力", said]]
    return document(
        heading("sec-a", said),
        paragraph("a.p1", said, "，合计为", shown("total"), f"，说明{value}。"),
        table("tbl-a", rows, [said, "数量"], said),
        values={"total": value},
        references=[said + value],
    )


def _changes(said: str) -> Changes:
    finding = Finding("NU001", Severity.ERROR, Text(said, said), Position(f"projects/{said}", 1))
    old = side(_document(said, "10"), name=said, values={"total": "10"})
    return compare_sides(old, side(_document(said + said, "12"), values={"total": "12"}, findings=(finding,)))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _check_page(changes: Changes) -> _Tags:
    read = _Tags()
    read.feed(page(changes, "zh").decode())
    assert not read.open
    assert not read.tags & {"script", "img", "iframe", "form", "link", "b"}
    assert not {name for name in read.attributes if name.startswith("on")}
    return read


@pytest.mark.parametrize("said", HOSTILE)
def test_a_page_shows_hostile_text_as_text(said: str) -> None:
    read = _check_page(_changes(said))
    plain = re.sub("[\x00-\x1f\u202a-\u202e]", "", said).replace("\ufffd", "")
    assert plain.strip()[:12] in "".join(read.words).replace("\ufffd", "")


@pytest.mark.parametrize("said", HOSTILE)
@pytest.mark.parametrize("full", [False, True])
def test_markdown_holds_no_link_mention_or_element_but_its_own(said: str, full: bool) -> None:
    made = markdown(_changes(said), "zh", full=full)
    outside = re.sub(r"`[^`]*`", "", made)
    assert not re.search(r"(?<!\\)\[[^\]\\]*\]\(", outside)
    assert set(re.findall(r"(?<!\\)<(/?[a-z]+)", outside)) <= {
        "br", "ins", "/ins", "del", "/del", "details", "/details", "summary", "/summary",
    }  # fmt: skip
    assert not re.search(r"[@#!~]\w", outside)
    assert "://" not in outside
    for table_row in re.findall(r"(?m)^\|.*$", made):
        assert len(re.findall(r"(?<!\\)\|", table_row)) == 6


@pytest.mark.parametrize("said", HOSTILE)
def test_a_terminal_gets_no_control_characters(said: str) -> None:
    for full in (False, True):
        made = summary(_changes(said), "en", full=full)
        assert all(char.isprintable() or char == "\n" for char in made)


@given(st.text(max_size=30))
def test_any_text_leaves_the_outputs_whole(said: str) -> None:
    changes = _changes(said)
    _check_page(changes)
    assert json.loads(as_json(changes, "zh"))["documents"][0]["id"] == "report"
    opened, closed = (len(re.findall(rf"(?m)^<{tag}", markdown(changes, "en"))) for tag in ("details", "/details"))
    assert opened == closed


def test_what_came_and_went_is_said_in_both_languages() -> None:
    one, none = side(_document("甲", "10"), values={"total": "10"}), side(name="none")
    assert "report) · 新增" in summary(compare_sides(none, one), "zh")
    assert "report) · removed" in summary(compare_sides(one, none), "en")
    assert "removed" in markdown(compare_sides(one, none), "en")
    assert "neither side has a document" in summary(compare_sides(none, none), "en")
