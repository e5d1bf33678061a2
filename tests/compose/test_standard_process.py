"""The papers of a standard, on the test project: complete, counting themselves, naming the clauses of the draft."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.base.findings import Finding
from generator.calculations.compute import compute
from generator.checks import check
from generator.compose import compose
from generator.compose.templates import find_template
from generator.document.blocks import Block, Document, Heading, Paragraph, Table
from generator.document.inlines import CrossRef, FactRef
from generator.document.walk import inlines_of, lines_of, plain_text, walk_blocks
from generator.project.load import load_project
from tests.compose.making import told, tree

PROJECT = Path(__file__).parents[1] / "projects" / "standard-process"
GOLDEN = Path(__file__).parent / "golden" / "standard-comments.txt"
PAPERS = ("feasibility", "proposal", "drafting-statement", "comments", "review", "promotion")
TODAY = datetime.date(2026, 3, 2)


def _composed(root: Path) -> tuple[dict[str, Document], list[Finding], list[Finding]]:
    """Return the documents of a project by id, what composing found, and what the checks found."""
    loaded = load_project(root)
    project = loaded.value
    assert project is not None, told(loaded.findings)
    computed = compute(project)
    assert computed.value is not None
    documents, findings = {}, [*loaded.findings, *computed.findings]
    for order in project.file.documents:
        template = find_template(order.template, order.version).value
        assert template is not None
        outcome = compose(project, computed.value, order, template, build="b", final=True)
        findings += outcome.findings
        if outcome.value is not None:
            documents[order.id] = outcome.value
    return documents, findings, list(check(project, computed.value, [*documents.values()], today=TODAY, final=True))


@pytest.fixture(scope="module")
def made() -> tuple[dict[str, Document], list[Finding], list[Finding]]:
    return _composed(PROJECT)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Copy the test project with one passage replaced."""

    def copy(name: str, old: str, new: str) -> Path:
        root = tmp_path / "standard-process"
        shutil.copytree(PROJECT, root)
        text = (root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        (root / name).write_text(text.replace(old, new), encoding="utf-8")
        return root

    return copy


def _table(document: Document, name: str) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.id == name)


def _words(blocks: tuple[Block, ...]) -> str:
    return "\n".join(plain_text(line, lambda ref: f"<{ref.key}>") for b in walk_blocks(blocks) for line in lines_of(b))


def _column(document: Document, name: str, place: int) -> list[str]:
    """What stands in a column of a table, facts by their key."""
    return [plain_text(row.cells[place].inlines) for row in _table(document, name).rows]


def test_every_paper_composes_whole(made: tuple[dict[str, Document], list[Finding], list[Finding]]) -> None:
    documents, findings, checked = made
    assert told(findings) == []
    assert told(checked) == []
    for name in PAPERS:
        blocks = list(walk_blocks(documents[name].blocks))
        targets = {one.target for block in blocks for one in inlines_of(block) if isinstance(one, CrossRef)}
        assert targets <= {block.id for block in blocks}
        assert [b.id for b in blocks if isinstance(b, Table) and b.caption and b.id not in targets] == []


def test_the_table_of_comments_is_the_tree_that_was_read_by_eye(
    made: tuple[dict[str, Document], list[Finding], list[Finding]],
) -> None:
    assert tree(made[0]["comments"]) == GOLDEN.read_text(encoding="utf-8")


def test_comments_name_the_clauses_of_the_draft_by_number_and_title(
    made: tuple[dict[str, Document], list[Finding], list[Finding]],
) -> None:
    clauses = _column(made[0]["comments"], "tbl-all", 1)
    assert len(clauses) == 26
    assert clauses[0] == "全文"
    assert {"1 范围", "3 术语和定义", "4 数据边界", "5.2 计量数据", "6.2 凭证抽查", "附录A 数据清单"} < set(clauses)


def test_a_chapter_that_is_moved_renumbers_the_papers(changed: Callable[[str, str, str], Path]) -> None:
    """The comments keep their ids; what is printed follows the draft."""
    first, second = "  - {file: 04-boundary.md, element: requirements}\n", "  - {file: 05-collection.md"
    documents, _, checked = _composed(changed("standard.yaml", first + second, second))
    assert "5.2 计量数据" not in _column(documents["comments"], "tbl-all", 1)
    assert "4.2 计量数据" in _column(documents["comments"], "tbl-all", 1)
    gone = [one for one in checked if one.rule == "RL030"]
    assert {one.position.cell for one in gone if one.position.path.endswith(".csv")} == {"B6", "B7", "B8"}
    assert all("boundary" in one.message.en for one in gone)


def test_a_comment_on_a_clause_that_is_not_there_is_told_at_its_cell(changed: Callable[[str, str, str], Path]) -> None:
    *_, checked = _composed(changed("data/comments.csv", "18,cross-check,", "18,cross-chek,"))
    assert [(one.rule, one.position.cell) for one in checked] == [("RL030", "B19")]
    assert "cross-check" in (checked[0].hint.en if checked[0].hint else "")


@pytest.mark.parametrize(
    "clause", ["6.1", "第6.1条", "6", "第6章", "附录A", "表A.1", "全文", "前言", "数据核对", "carbon-data"]
)
def test_a_clause_may_be_given_by_number_title_or_word(clause: str, changed: Callable[[str, str, str], Path]) -> None:
    *_, checked = _composed(changed("data/comments.csv", "18,cross-check,", f"18,{clause},"))
    assert told(checked) == []


@pytest.mark.parametrize("clause", ["6.9", "第9章", "附录B", "A", "表1", "抽样"])
def test_what_the_draft_does_not_have_is_no_clause(clause: str, changed: Callable[[str, str, str], Path]) -> None:
    """The one table of the draft stands in annex A, and is called by its letter."""
    *_, checked = _composed(changed("data/comments.csv", "18,cross-check,", f"18,{clause},"))
    assert [(one.rule, one.position.cell) for one in checked] == [("RL030", "B19")]


def test_counts_are_facts_and_no_template_types_one(
    made: tuple[dict[str, Document], list[Finding], list[Finding]],
) -> None:
    statement = _words(made[0]["drafting-statement"].blocks)
    assert "共收到意见<standard_process.comments>条，采纳<standard_process.comments[category=adopted]>条" in statement
    total = _table(made[0]["comments"], "tbl-bodies").rows[-1]
    keys = [one.key for cell in total.cells for one in cell.inlines if isinstance(one, FactRef)]
    verdicts = ("adopted", "partly", "rejected")
    assert keys == ["standard_process.comments", *(f"standard_process.comments[category={v}]" for v in verdicts)]


def test_the_statement_has_the_sequence_of_its_kind(
    made: tuple[dict[str, Document], list[Finding], list[Finding]],
) -> None:
    chapters = [
        plain_text(b.inlines) for b in made[0]["drafting-statement"].blocks if isinstance(b, Heading) and b.level == 1
    ]
    assert chapters == [
        "任务来源与必要性",
        "工作过程",
        "编制原则与协调性",
        "主要内容及其依据",
        "试验验证",
        "与国际国外文件的比较",
        "重大分歧意见的处理",
        "实施建议",
    ]


def test_a_review_that_was_not_held_leaves_no_figure(changed: Callable[[str, str, str], Path]) -> None:
    root = changed("standard_process.yaml", "\nreview:\n", "\npromotion-later:\n")
    text = (root / "standard_process.yaml").read_text(encoding="utf-8")
    begins, ends = text.index("\npromotion-later:\n"), text.index("\npromotion:\n")
    (root / "standard_process.yaml").write_text(text[:begins] + text[ends:], encoding="utf-8")
    documents, findings, _ = _composed(root)
    assert [one for one in told(findings) if "review" in one and "tbl" in one] == []
    assert "尚未审查" in _words(documents["promotion"].blocks)
    paragraphs = [b for b in documents["review"].blocks if isinstance(b, Paragraph)]
    assert any("没有登记审查情况" in plain_text(b.inlines) for b in paragraphs)
    assert not [b for b in documents["review"].blocks if isinstance(b, Table)]
