"""The summary of a range: bounded, and nothing in a repository can speak Markdown in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.base.findings import Finding, Position, Severity
from generator.base.git import Repository, Revision
from generator.base.text import Text
from generator.build.ci import summary as module
from generator.build.ci.results import Result
from generator.build.ci.span import Span
from generator.build.ci.summary import Artefact, Page, summary
from generator.build.ci.touched import Touched, TouchedDocument
from generator.ledger.changes import LedgerChanges
from generator.review.changes import Changes, SideName, TemplateChange

NASTY = "a|b`c`<img src=x>[l](http:e.example) @team #1 &amp;"


def page(*results: Result, subject: str = "Subject", artefacts: tuple[Artefact, ...] = ()) -> Page:
    commit = Revision("a" * 40, "Somebody", "2026-01-05T00:00:00Z", subject)
    root = Path("/nowhere")
    span = Span("a..b", root, Repository(root), commit, commit, True, False, (commit,), ())
    return Page(span, results, artefacts, "en")


def touched(place: str, *documents: str) -> Touched:
    return Touched(place, "changed", None, True, tuple(TouchedDocument(d, "t@1", "changed") for d in documents))


def changes(templates: int) -> Changes:
    name = SideName("old", "projects/p")
    listed = tuple(TemplateChange(f"document-{n}-" + "x" * 200, "t@1", "t@2") for n in range(templates))
    return Changes(name, name, LedgerChanges((), (), ()), templates=listed)


def test_words_of_a_repository_are_words() -> None:
    finding = Finding("NU001", Severity.ERROR, Text(NASTY, NASTY), Position(f"projects/{NASTY}/x.md", 3))
    result = Result(touched(f"projects/{NASTY}", NASTY), findings=(finding,), remarks=(Text(NASTY, NASTY),))
    told = summary(page(result, subject=NASTY, artefacts=(Artefact(NASTY, NASTY, "Word", "d/x y)|z.docx"),)))
    shown = re.sub(r"(?<!\\)`[^`\n]*`", "", told)  # what stands between these is shown as it is
    assert not re.findall(r"(?<!\\)<(?!!--|br>)", shown)
    assert not re.findall(r"(?<!\\)\]\(http", shown)
    assert "@team" not in shown
    row = next(line for line in told.splitlines() if "[Word]" in line)
    assert "(d/x%20y%29%7Cz.docx)" in row
    assert len(re.findall(r"(?<!\\)\|", row)) == 8


def test_it_fits_into_a_comment_and_names_what_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    results = [Result(touched(f"projects/p{n}", "d"), changes=changes(15)) for n in range(30)]
    listed = tuple(Artefact(f"p{n}", "", "changes.md", f"review/p{n}/changes.md") for n in range(30))
    monkeypatch.setattr(module, "_MOST", 20_000)
    told = summary(page(*results, artefacts=listed))
    assert len(told) < 25_000
    assert "## `p0`" in told
    assert "## Further projects" in told
    assert "- `p29` [changes.md](review/p29/changes.md)" in told
    assert told.count("<details>") == told.count("</details>")


def test_many_errors_are_counted_and_the_first_are_told() -> None:
    found = tuple(
        Finding("NU001", Severity.ERROR, Text(f"错 {n}", f"wrong {n}"), Position("projects/p/x.md", n))
        for n in range(1, 31)
    )
    told = summary(page(Result(touched("projects/p", "d"), findings=found)))
    assert "1 document of 1 project touched, 0 numbers changed; 30 errors" in told
    assert "- `projects/p/x.md:20` wrong 20 (NU001)" in told
    assert "wrong 21" not in told
    assert "and 10 more: see findings.sarif" in told
