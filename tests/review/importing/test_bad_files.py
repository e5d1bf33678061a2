"""Files that are not what they should be: each is told for what it is, and nothing is taken over by mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.reviewing import review
from generator.word import Comment, commented, read_word
from tests.build.workspaces import tanwen
from tests.review.importing.editing import LANHE, REPORT, Edited, Import, W, edited, of, slot, text_of
from tests.word.making import made, para, run


def _refused(root: Path, data: bytes, document: str = "") -> list[str]:
    outcome = review(data, "edited.docx", root / "projects" / LANHE, document, "en")
    assert outcome.value is None
    return [finding.rule for finding in outcome.findings]


def _emptied(file: Edited) -> None:
    body = file.root.find(f"{W}body")
    assert body is not None
    for block in list(body)[3:-1]:
        body.remove(block)


@pytest.mark.parametrize("named", ["", REPORT])
def test_a_strangers_file_is_no_document_of_the_project(root: Path, named: str) -> None:
    stranger = made("".join(para(run(f"另一份文件的第{n}段，与本项目无关。" * 40)) for n in range(60)))
    assert _refused(root, stranger, named)[-1] == "RV301"


def test_a_file_of_another_project_and_broken_bytes_are_refused(root: Path, standard: bytes) -> None:
    assert _refused(root, standard) == ["RV301"]
    assert _refused(root, b"PK\x03\x04 no archive", REPORT)[-1].startswith("IN4")


def test_an_emptied_file_deletes_nothing_and_keeps_its_comments(report: bytes, importing: Import) -> None:
    data = edited(report, _emptied)
    read = read_word(data).value
    assert read is not None
    found = importing(commented(read, [Comment(1, 0, 1, "王审", "WS", "", "正文呢？")]).data).found
    assert [finding.rule for finding in found.findings] == ["RV304"]
    assert not found.items
    assert not found.texts
    assert [one.text for one in found.comments] == ["正文呢？"]


def _without_help(file: Edited) -> None:
    """Take the map, the bookmarks and all controls away, as a program does that knows none of them."""
    for name in [n for n in file.parts if n.startswith("customXml/")]:
        del file.parts[name]
    for kind in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(file.root.iter(f"{W}{kind}")):
            file.delete_element(mark)
    for control in list(file.root.iter(f"{W}sdt")):
        inside = control.find(f"{W}sdtContent")
        for one in list(inside) if inside is not None else ():
            control.addprevious(one)
        file.delete_element(control)
    file.replace(file.paragraph("台账由设备能源部汇总"), "财务部", "财务管理部")
    file.replace(file.paragraph("公司对报告中"), "37,036", "37,000")


def test_without_map_bookmarks_and_controls_text_alone_finds_the_place(report: bytes, root: Path) -> None:
    data = edited(report, _without_help)
    outcome = review(data, "edited.docx", root / "projects" / LANHE, REPORT, "en")
    assert outcome.value is not None, outcome.findings
    found = outcome.value.found
    assert [finding.rule for finding in found.findings] == ["RV302"]
    (wording,) = of(found.items, "patch")
    assert "财务管理部按季度" in found.texts[slot("data-management")]
    assert wording.position is not None
    assert wording.position.line == 3
    (number,) = of(found.items, "input")
    assert (number.old, number.new, number.fact) == ("37,036", "37,000", "inventory.total[period=2024,basis=location]")


def test_comments_on_nothing_and_over_several_paragraphs_are_kept(report: bytes, importing: Import) -> None:
    def over(file: Edited) -> None:
        first = file.paragraph("电力、天然气和蒸汽以贸易结算表")
        last = file.paragraph("台账由设备能源部汇总")
        first.insert(1, file.element("commentRangeStart", id="0"))
        last.append(file.element("commentRangeEnd", id="0"))
        last.append(file.element("r", file.element("commentReference", id="0")))

    read = read_word(report).value
    assert read is not None
    empty = next(p for p in read.paragraphs if not p.text and p.number > 20 and not p.cell)
    asked = [Comment(2, 0, 0, "王审", "WS", "", "跨两段"), Comment(empty.number, 0, 0, "王审", "WS", "", "空处")]
    data = commented(read, asked).data
    found = importing(edited(_moved_range(data), over)).found
    by_text = {one.text: one for one in found.comments}
    assert set(by_text) == {"跨两段", "空处"}
    wide = by_text["跨两段"]
    assert (wide.file, wide.line) == (slot("data-management"), 1)
    assert wide.quote.startswith("电力、天然气和蒸汽")
    assert by_text["空处"].quote == ""


def _moved_range(data: bytes) -> bytes:
    """Take the first comment's marks away; the test puts them elsewhere."""

    def gone(file: Edited) -> None:
        for kind in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for one in list(file.root.iter(f"{W}{kind}")):
                if one.get(f"{W}id") == "0":
                    file.delete_element(one)

    return edited(data, gone)


def test_the_command_tells_what_it_found_and_leaves_a_patch_that_git_takes(report: bytes, root: Path) -> None:
    def change(file: Edited) -> None:
        file.replace(file.paragraph("台账由设备能源部汇总"), "财务部", "财务管理部")
        assert text_of(file.paragraph("台账由设备能源部汇总"))

    (root / "edited.docx").write_bytes(edited(report, change))
    told = tanwen("review", "import", "edited.docx", "--project", f"projects/{LANHE}", "--patch", "out.patch", cwd=root)
    assert told.returncode == 0, told.stderr
    assert f"{slot('data-management')}:3" in told.stderr
    assert "to take over 1" in told.stderr
    patch = (root / "out.patch").read_text("utf-8")
    assert patch.count("\n+") == 2
    before = (root / slot("data-management")).read_text("utf-8")
    import subprocess

    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "apply", "out.patch"], cwd=root, check=True)
    assert (root / slot("data-management")).read_text("utf-8") == before.replace("财务部按季", "财务管理部按季")
