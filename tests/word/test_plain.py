"""A Word file as lines: what a reader sees, in order, one line a paragraph and a row."""

from __future__ import annotations

from generator.word.plain import plain_lines
from tests.word.making import made, para, read, run, table, tracked

_HEADING = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
)
_NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:pStyle w:val="1"/><w:suff w:val="space"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def lines(body: str, extra: dict[str, str] | None = None, styles: str = "") -> list[str]:
    return list(plain_lines(read(made(body, extra, styles=styles))))


def test_headings_carry_their_rebuilt_number_and_level() -> None:
    body = para("范围", '<w:pStyle w:val="1"/>') + para("正文。") + para("边界", '<w:pStyle w:val="1"/>') + para("")
    assert lines(body, {"numbering": _NUMBERS}, _HEADING) == ["# 1 范围", "正文。", "# 2 边界"]


def test_a_row_is_a_line_and_what_stands_in_a_cell_stays_in_it() -> None:
    merged = "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    body = table(("项目", "a|b"), (para("一") + para("二"), "3.5")).replace(
        "</w:tbl>", f"<w:tr>{merged}{merged}</w:tr></w:tbl>"
    )
    assert lines(body) == ["| 项目 | a\\|b |", "| 一 / 二 | 3.5 |", "|  |  |"]


def test_footnotes_are_numbered_as_they_come_and_follow_their_block() -> None:
    second = run("乙") + '<w:r><w:footnoteReference w:id="3"/></w:r>' + run("后")
    body = para(run("甲") + '<w:r><w:footnoteReference w:id="7"/></w:r>') + table((para(second),)) + para("末")
    notes = f'<w:footnote w:id="3">{para("注三")}</w:footnote><w:footnote w:id="7">{para("注七")}</w:footnote>'
    assert lines(body, {"footnotes": notes}) == ["甲[^1]", "[^1]: 注七", "| 乙[^2]后 |", "[^2]: 注三", "末"]


def test_tracked_changes_read_as_accepted_and_are_counted() -> None:
    body = para(run("总量") + tracked("del", "1") + tracked("ins", "2"))
    assert lines(body) == ["总量2", "[2 tracked changes, read as accepted]"]


def test_nothing_in_a_file_can_steer_the_terminal() -> None:
    assert lines(para(run("红\x9b31m字\u202e"))) == ["红\ufffd31m字\ufffd"]


def test_a_comment_is_told_with_its_place() -> None:
    body = para('<w:commentRangeStart w:id="4"/>' + run("总量") + '<w:commentRangeEnd w:id="4"/>')
    comment = f'<w:comment w:id="4" w:author="甲" w:date="2026-01-01T00:00:00Z">{para("核对")}</w:comment>'
    assert lines(body, {"comments": comment})[-1] == "[comment 4 at paragraph 1, 甲, 2026-01-01T00:00:00Z] 核对"
