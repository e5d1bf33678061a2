"""The example of a draft standard with its papers, built as a client gets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.build.options import Built
from generator.drafting.lint import lint
from generator.drafting.read.files import read_draft
from tests.build.workspaces import FLAT, ROOT, build, tanwen, workspace

NAME = "jichuan-standard"
PAPERS = ("feasibility", "proposal", "drafting-statement", "comments", "review", "promotion")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return workspace(tmp_path, NAME)


def _errors(built: Built) -> list[str]:
    return [f"{one.position} {one.rule} {one.message.en}" for one in built.findings if one.severity.value == "error"]


def test_every_paper_is_delivered_in_every_form(root: Path) -> None:
    built = build(root, NAME, final=True)
    assert _errors(built) == []
    made = {path.name for path in (root / "output" / NAME).iterdir()}
    assert {f"{paper}.{form}" for paper in PAPERS for form in FLAT} <= made


def test_a_chapter_of_the_draft_makes_the_papers_anew(root: Path) -> None:
    """What is printed of a clause comes from the draft's files: a title that changed may not stay in the cache."""
    build(root, NAME, formats=("md",))
    file = root / "projects" / NAME / "content" / "standard" / "10-control.md"
    file.write_text(file.read_text(encoding="utf-8").replace("## 凭证抽查", "## 凭证的抽查"), encoding="utf-8")
    build(root, NAME, formats=("md",))
    text = (root / "output" / NAME / "comments.draft.md").read_text(encoding="utf-8")
    assert "10.2 凭证的抽查" in text
    assert "10.2 凭证抽查" not in text


@pytest.mark.parametrize("own", [("*",), ("draft-standard", "shared"), ("standard-drafting-statement", "shared")])
def test_templates_of_the_workspace_name_the_clauses_of_its_draft(root: Path, own: tuple[str, ...]) -> None:
    """A clause that is not found is printed by its id: the draft's template may lie with the paper's, or not."""
    for name in own:
        for folder in (ROOT / "templates").glob(name):
            shutil.copytree(folder, root / "templates" / folder.name)
    build(root, NAME, formats=("md",), documents=("drafting-statement",))
    text = (root / "output" / NAME / "drafting-statement.draft.md").read_text(encoding="utf-8")
    assert "涉及条款：10.2 凭证抽查" in text
    assert "sampling" not in text


@pytest.mark.office
def test_the_table_of_comments_lies_on_landscape_pages_with_all_of_its_rows(root: Path) -> None:
    built = build(root, NAME, formats=("docx", "pdf"), documents=("comments",))
    assert _errors(built) == []
    pages = PdfReader(root / "output" / NAME / "comments.draft.pdf").pages
    lying = [page for page in pages if page.mediabox.width > page.mediabox.height]
    assert 2 <= len(lying) < len(pages)
    text = "".join("".join(page.extract_text().split()) for page in lying)
    for row in ("1全文", "10.2凭证抽查", "26附录B"):
        assert row in text
    assert all("处理说明" in "".join(page.extract_text().split()) for page in lying), "the header repeats"


def test_the_linter_finds_nothing_in_the_example(root: Path) -> None:
    """What the project is built into must hold to the rules that it is an example of; its own chapters as well."""
    built = build(root, NAME, formats=("docx", "md"), documents=("draft",), final=True)
    assert [
        f"{one.position} {one.rule} {one.message.en}" for one in built.findings if one.severity.value != "note"
    ] == []
    for form in ("docx", "md"):
        draft = read_draft(root / "output" / NAME / f"draft.{form}", f"draft.{form}").value
        assert draft is not None
        assert [f"{hit.finding.rule} {hit.breach.en}" for hit in lint(draft).hits] == []


def test_a_project_is_linted_at_the_lines_of_its_chapters(root: Path) -> None:
    chapter = root / "projects" / NAME / "content" / "standard" / "10-control.md"
    clean = tanwen("lint", f"projects/{NAME}", cwd=root)
    assert clean.returncode == 0, clean.stderr
    chapter.write_text(chapter.read_text("utf-8") + "\n§ 企业必须保存凭证，见下文。\n", "utf-8")
    line = len(chapter.read_text("utf-8").splitlines())
    done = tanwen("lint", f"projects/{NAME}", "--rules", "MOD-01,CIT-03", "--format", "json", cwd=root)
    assert done.returncode == 1, done.stderr
    found = {
        (one["rule"], Path(one["position"]["path"]).name, one["position"]["line"])
        for one in json.loads(done.stdout)["findings"]
    }
    assert found == {("MOD-01", chapter.name, line), ("CIT-03", chapter.name, line)}


@pytest.mark.office
def test_a_table_that_does_not_end_on_its_page_goes_on_with_its_caption(root: Path) -> None:
    build(root, NAME, formats=("docx", "pdf"), documents=("draft",), final=True)
    pages = ["".join(page.extract_text().split()) for page in PdfReader(root / "output" / NAME / "draft.pdf").pages]
    assert 24 <= len(pages) <= 30
    assert any("园区凭证抽查记录（续）" in page for page in pages)
