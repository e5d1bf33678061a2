"""The revision record of a document: where it stands, what it says, and where there is none."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from generator.checks.matcher.mentions import find
from generator.compose import compose
from generator.compose.revisions import shown_version
from generator.document.blocks import Contents, Document, Paragraph, Table
from generator.document.walk import plain_text
from generator.inspect.numbers import loose_digits
from generator.project.issued import Revision
from tests.compose.making import MANIFEST, document, ledger, project, template

FIRST = Revision("1.0", "2025-04-18", "首次发布", "某咨询公司")
NEXT = Revision("1.1", "2025-06-30", "更正2024年外购电力数据128兆瓦时", "某咨询公司", approved="设备部能源管理岗")


def made(root: Path, *revisions: Revision, manifest: str = MANIFEST, **order: Any) -> Document:
    loaded = dataclasses.replace(project(root), revisions={"report": revisions, "other": (FIRST,)})
    asked = loaded.file.documents[0].model_copy(update=order)
    outcome = compose(
        loaded, ledger(), asked, template(root, {"demo.md": "# 总量\n\n文字。\n"}, manifest), build="b", final=True
    )
    assert outcome.value is not None, outcome.findings
    return outcome.value


def cells(made: Document) -> list[list[str]]:
    table = next(block for block in made.blocks if isinstance(block, Table))
    return [[plain_text(cell.inlines) for cell in row.cells] for row in (*table.header, *table.rows)]


def test_it_stands_before_the_contents_with_the_newest_last(tmp_path: Path) -> None:
    made_ = made(tmp_path, FIRST, NEXT, manifest=MANIFEST.replace("contents: false", "contents: true"))
    title, table, contents, *_ = made_.blocks
    assert isinstance(title, Paragraph)
    assert plain_text(title.inlines) == "修订记录"
    assert isinstance(table, Table)
    assert isinstance(contents, Contents)
    assert cells(made_) == [
        ["版本", "日期", "修订内容", "编制", "批准"],
        ["V1.0", "2025-04-18", "首次发布", "某咨询公司", ""],
        ["V1.1", "2025-06-30", "更正2024年外购电力数据128兆瓦时", "某咨询公司", "设备部能源管理岗"],
    ]
    assert table.id not in made_.numbering.labels, "it is no numbered table of the text"


def test_it_speaks_the_documents_language(tmp_path: Path) -> None:
    head = cells(made(tmp_path, FIRST, language="en"))[0]
    assert head == ["Version", "Date", "Change", "Prepared by"]


def test_a_document_that_was_never_issued_has_none(tmp_path: Path) -> None:
    assert made(tmp_path).blocks == document(tmp_path, "# 总量\n\n文字。\n").blocks


def test_a_draft_standard_keeps_the_elements_that_it_has(tmp_path: Path) -> None:
    made_ = made(tmp_path, FIRST, manifest=MANIFEST.replace("theme: report", "theme: standard"))
    assert not any(isinstance(block, Table) for block in made_.blocks)


def test_what_it_says_of_old_figures_is_not_asked_of_the_ledger(tmp_path: Path) -> None:
    made_ = made(tmp_path, FIRST, NEXT)
    for row in cells(made_)[1:]:
        assert list(loose_digits(" ".join(row), made_.names)) == []
    assert [mention.text for mention in find("V1.0")] == []
    assert not any(name in ("V1.0", "1.0", "2025-04-18") for name in made_.names), "these would hide figures elsewhere"


@pytest.mark.parametrize(
    ("asked", "issued", "shown"),
    [
        ("1.0", [], "1.0"),
        ("送审稿", [], "送审稿"),
        ("送审稿", ["1.0"], "1.0"),
        ("1.0", ["1.0"], "1.0"),
        ("1.0", ["1.0", "1.10"], "1.10"),
        ("1.9", ["1.10"], "1.10"),
        ("2.0", ["1.10"], "2.0"),
    ],
)
def test_the_cover_shows_the_last_edition_or_the_one_that_comes(asked: str, issued: list[str], shown: str) -> None:
    assert shown_version(asked, [dataclasses.replace(FIRST, version=one) for one in issued]) == shown
