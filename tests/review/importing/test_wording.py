"""Edits of what Markdown shows, carried into the Markdown: it then shows what was written, whatever was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from generator.base.findings import Position
from generator.compose.inlines import InlineReader
from generator.compose.markdown import MarkdownReader
from generator.compose.run import Run
from generator.document.inlines import Str
from generator.review.importing.literal import literal, showable
from generator.review.importing.mapping import map_line, prefix_end
from generator.review.importing.wording import apply, joined, reword, snippets_of

_WORDS = st.text(alphabet="电力天然气，。（）a1 \\*_[]{}$^<>~|#&;`!%:/-", min_size=1, max_size=8)
_FACT, _REFERENCE, _NOTE = chr(0x100000), chr(0x100001), chr(0x100002)


@st.composite
def _sources(draw: Any) -> tuple[str, str]:
    """An author's paragraph and the line that it shows."""
    source, shown = "", ""
    for kind in draw(st.lists(st.integers(0, 6), min_size=1, max_size=7)):
        words = draw(st.text(alphabet="电力天然气采购，。ab1", min_size=1, max_size=6))
        if kind == 0:
            source, shown = f"{source}**{words}**，", f"{shown}{words}，"
        elif kind == 1 and _FACT not in shown:
            source, shown = source + "{{ a.b | full }}", f"{shown}{_FACT}\u00a0t"
        elif kind == 2 and _REFERENCE not in shown:
            source, shown = source + "见[@tbl-a]", f"{shown}见{_REFERENCE}"
        elif kind == 3 and _NOTE not in shown:
            source, shown = f"{source}^[{words}]", shown + _NOTE
        elif kind == 4:
            source, shown = f"{source}[{words}](https://example.org/a)", shown + words
        elif kind == 5:
            source, shown = source + "\\*" + words, shown + "*" + words
        else:
            source, shown = source + words + "，", shown + words + "，"
    return "甲" + source + "乙", "甲" + shown + "乙"


@example(("甲**1**，**1111a**，乙", "甲1，1111a，乙"), [(1, 0, "1"), (1, 6, ":")])
@example(("甲**111a11**，**1**，乙", "甲111a11，1，乙"), [(4, 4, ":")])
@given(_sources(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), _WORDS), max_size=3))
def test_a_reworded_line_is_what_its_new_source_shows(
    given_source: tuple[str, str], changes: Sequence[tuple[int, int, str]]
) -> None:
    source, shown = given_source
    mapped = map_line(source, 0, len(source), shown, "slot")
    assert mapped is not None
    new = shown
    for at, length, words in changes:
        at = min(at, len(new))
        new = new[:at] + words + new[at + length :]
    part = joined("a.md", "slot", [(mapped, shown)], "\n\n")
    done = reword(part, new, snippets_of(shown, mapped))
    text = source
    for edit in sorted((one.edit for one in done if one.edit), key=lambda e: e.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    wanted = apply(shown, done)
    if all(one.edit is not None for one in done):
        assert wanted.strip() == new.strip()
    plain = wanted.replace("{", "")  # a brace may be printed by an expression, which shows anything
    if plain == wanted:
        assert map_line(text, 0, len(text), wanted, "slot") is not None, (source, text, wanted)


def test_emphasis_that_a_deletion_brings_together_becomes_one() -> None:
    """Stars of two stretches that touch would be printed: ``****`` closes nothing."""
    source, shown = "**电力**，**天然气**增加", "电力，天然气增加"
    mapped = map_line(source, 0, len(source), shown, "slot")
    assert mapped is not None
    (done,) = reword(joined("a.md", "slot", [(mapped, shown)], "\n\n"), "电力天然气增加", {})
    assert done.edit is not None
    text = source[: done.edit.start] + done.edit.text + source[done.edit.end :]
    assert text == "**电力天然气**增加"
    (element,) = MarkdownReader().fragments([text])
    inlines = InlineReader(Run("zh", Position("a.md", 1)), frozenset()).read(element, Position("a.md", 1))
    assert [(one.text, one.bold) for one in inlines if isinstance(one, Str)] == [("电力天然气", True), ("增加", False)]


@given(st.text(min_size=1, max_size=40))
def test_literal_text_shows_itself_and_nothing_more(text: str) -> None:
    run = Run("zh", Position("a.md", 1))
    source = literal(text, "standard", begins=True)
    (element,) = MarkdownReader().fragments([source])
    shown = InlineReader(run, frozenset()).read(element, Position("a.md", 1))
    assert not run.findings
    assert all(isinstance(one, Str) and not (one.bold or one.italic or one.code) for one in shown if "\n" not in text)
    words = "".join(one.text for one in shown if isinstance(one, Str))
    assert "".join(words.split()) == "".join(showable(text).split())


@given(st.text(alphabet="{}%#- x", min_size=1, max_size=12))
def test_no_brace_of_a_stranger_opens_anything(text: str) -> None:
    bare = literal(text, "slot", begins=True).replace('{{ "{" }}', "")
    assert not any(mark in bare for mark in ("{{", "{%", "{#"))


def test_list_marks_and_headings_are_no_text_of_a_line() -> None:
    for source, dialect in (("- 甲", "slot"), ("## 甲", "slot"), ("§ 甲", "standard"), ("注：甲", "standard")):
        assert source[prefix_end(source, 0, len(source), dialect) :] == "甲"  # type: ignore[arg-type]  # a dialect
