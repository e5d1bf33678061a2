"""The review list: nothing twice, answers kept and written back into the next draft, errors at their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.options import Options
from generator.build.review_writing import write_import
from generator.build.reviewing import review
from generator.build.sides import stages_at
from generator.build.workspace import workspace_of
from generator.project.review_file import ReviewComment, ReviewFile, Unplaced, read_review, spelled
from generator.review.answers import with_answers
from generator.word import Comment, Reply, commented, read_word, threads
from tests.build.workspaces import build
from tests.review.importing.editing import LANHE, REPORT, Edited, edited, of, slot

_WORDS = "逐车过磅"


def _asked(data: bytes, *replies: Reply, done: bool = False) -> bytes:
    read = read_word(data).value
    assert read is not None
    paragraph = next(p for p in read.paragraphs if f"成型燃料{_WORDS}" in p.text)
    at = paragraph.text.index(_WORDS)
    place = (paragraph.number, at, at + len(_WORDS))
    first = Comment(*place, "王审", "WS", "2024-05-06T09:30:00Z", '依据？\n“{{ 7*7 }}” #: \\ "', replies, done)
    cover = Comment(1, 0, 1, "王审", "WS", "2024-05-06T09:31:00Z", "换封面")
    return commented(read, [first, cover]).data


def _import(root: Path, data: bytes, **how: bool) -> list[ReviewComment]:
    folder = root / "projects" / LANHE
    outcome = review(data, "edited.docx", folder, "", "en", **how)
    assert outcome.value is not None, outcome.findings
    _, faults = write_import(outcome.value, None, apply=True)
    assert not faults
    listed = read_review(folder, root)
    assert not listed.findings
    assert listed.value is not None
    return listed.value.comments


def test_a_second_import_doubles_nothing_keeps_answers_and_adds_replies(report: bytes, root: Path) -> None:
    first, cover = _import(root, _asked(report))
    assert (first.file, first.line, first.quote, first.state) == (slot("data-management"), 1, _WORDS, "open")
    assert first.text == '依据？\n“{{ 7*7 }}” #: \\ "'
    assert (cover.block, cover.file) == ("", "")
    file = root / "projects" / LANHE / "review.yaml"
    text = (
        file.read_text("utf-8")
        .replace('answer: ""', 'answer: "见过磅单。"', 1)
        .replace("state: open", "state: answered", 1)
    )
    file.write_text(text, "utf-8")
    _import(root, _asked(report))
    assert file.read_text("utf-8") == text
    again = _import(root, _asked(report, Reply("李编", "LB", "2024-05-08T08:00:00Z", "收到"), done=True))
    assert [one.id for one in again] == [first.id, cover.id]
    assert (again[0].answer, again[0].state) == ("见过磅单。", "done")
    assert [one.text for one in again[0].replies] == ["收到"]


def test_answers_stand_in_the_next_draft_at_their_words_and_nowhere_else(report: bytes, root: Path) -> None:
    _import(root, _asked(report, Reply("李编", "LB", "2024-05-08T08:00:00Z", "有过磅单吗")))
    file = root / "projects" / LANHE / "review.yaml"
    text = (
        file.read_text("utf-8")
        .replace('answer: ""', 'answer: "有，见附录。"', 1)
        .replace("state: open", "state: done", 1)
    )
    file.write_text(text, "utf-8")
    before = read_word(report).value
    drafts = {}
    for final in (False, True):
        made = build(root, LANHE, formats=("docx",), documents=(REPORT,), final=final)
        path = next(f for f in made.files if f.suffix == ".docx")
        drafts[final] = read_word(path.read_bytes()).value
    draft, last = drafts[False], drafts[True]
    assert before is not None
    assert draft is not None
    assert last is not None
    assert last.comments == ()
    assert [p.text for p in draft.paragraphs] == [p.text for p in before.paragraphs], "the text is what it was"
    at_words, at_cover = threads(draft.comments)
    assert [(c.author, c.text) for c in at_words][1:] == [
        ("李编", "有过磅单吗"),
        ("衡序碳管理咨询有限公司", "有，见附录。"),
    ]
    place = at_words[-1]
    assert draft.paragraphs[place.paragraph - 1].text[place.start : place.end] == _WORDS
    assert [c.done for c in at_words] == [True, True, True]
    assert at_words[-1].date == "2025-07-25T00:00:00Z", "the document's date, which is later than what it answers"
    assert [(c.author, c.text, c.done) for c in at_cover] == [("王审", "“仅”：换封面", False)], (
        "an open question stands"
    )
    reviewed = review(draft.data, "again.docx", root / "projects" / LANHE, "", "en").value
    assert reviewed is not None
    assert reviewed.found.current, "an answer changes nothing of what a build is called by"
    came_back = _import(root, draft.data)
    assert [len(one.replies) for one in came_back] == [1, 0], "our own answer is no reply of others"


@pytest.mark.parametrize(
    ("asked", "own", "said"),
    [
        ("2026-05-06T09:30:00Z", "2026-05-07T00:00:00Z", "2026-05-07T00:00:00Z"),
        ("2026-05-06T09:30:00Z", "2026-05-06T00:00:00Z", ""),
        ("", "", ""),
        ("", "2026-05-07T00:00:00Z", "2026-05-07T00:00:00Z"),
    ],
)
def test_an_answer_never_bears_the_date_of_its_question(
    report: bytes, root: Path, asked: str, own: str, said: str
) -> None:
    """The day of the answer is known to nobody: the document's date where it can be right, else none."""
    stages = stages_at(root / "projects" / LANHE, workspace_of(root), Options(root / "output", ("docx",)))
    document = stages.document(next(one for one in stages.orders if one.id == REPORT))
    assert document is not None
    one = ReviewComment(
        id="c-1", document=REPORT, author="王审", text="依据？", date=asked, quote=_WORDS, answer="有。"
    )
    written = with_answers(report, document, [one], "我方", own).value
    assert written is not None
    read = read_word(written).value
    assert read is not None
    assert [(c.author, c.date) for c in threads(read.comments)[0]] == [("王审", asked), ("我方", said)]


def test_what_belongs_nowhere_is_kept_and_template_words_become_an_override(report: bytes, root: Path) -> None:
    def change(file: Edited) -> None:
        file.replace(
            file.paragraph("活动数据以计量表计、结算单据和台账为准"), "和台账为准", "和原始台账为准", tracked=True
        )
        cover = next(p for p in file.paragraphs() if "温室气体排放核算报告" in "".join(p.itertext()))
        file.replace(cover, "报告", "报告书")

    data = edited(report, change)
    outcome = review(data, "edited.docx", root / "projects" / LANHE, "", "en")
    assert outcome.value is not None
    (note,) = of(outcome.value.found.items, "template")
    assert str(note.position) == "templates/ghg-inventory-report/1.0/sections/05-activity.md:6"
    assert not outcome.value.found.texts
    _import(root, data, override=True)
    section = root / "projects" / LANHE / "content" / REPORT / "sections" / "05-activity.md"
    assert "结算单据和原始台账为准" in section.read_text("utf-8")
    listed = read_review(root / "projects" / LANHE, root).value
    assert listed is not None
    assert [one.new for one in listed.unplaced if "报告书" in one.new]


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("state: opened", 5),
        ("states: open", 5),
        ("line: one", 5),
    ],
)
def test_a_mistake_in_the_list_is_told_at_its_line(tmp_path: Path, wrong: str, line: int) -> None:
    text = (
        f'tanwen: 1\ncomments:\n  - id: c-1\n    document: report\n    {wrong}\n    author: 王审\n    text: "依据？"\n'
    )
    (tmp_path / "review.yaml").write_text(text, "utf-8")
    found = read_review(tmp_path, tmp_path)
    assert [finding.position.line for finding in found.findings] == [line]


def test_a_list_is_spelled_so_that_it_is_read_as_it_was(tmp_path: Path) -> None:
    hard = "a: b # c\n- \"d\" \\ 'e'\t{{ f }} 2024-01-01"
    comment = ReviewComment(id="c-1", document="report", author="null", text=hard, quote="yes", answer="~", line=3)
    listed = ReviewFile(tanwen=1, comments=[comment], unplaced=[Unplaced(document="report", kind="added", new=hard)])
    (tmp_path / "review.yaml").write_text(spelled(listed), "utf-8")
    found = read_review(tmp_path, tmp_path)
    assert not found.findings
    assert found.value is not None
    assert found.value.model_dump() == listed.model_dump()
