"""What a person edits in a Word file comes back to its file and line, also through LibreOffice; --apply reads so."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest

from generator.build.review_writing import write_import
from generator.build.reviewing import Reviewed
from generator.review.importing.report import findings_of
from generator.word import Comment, Reply, commented, read_word
from tests.build.workspaces import build
from tests.review.importing.editing import (
    LANHE,
    REPORT,
    WHEN,
    WHO,
    Edited,
    Import,
    W,
    edited,
    of,
    slot,
    through_libreoffice,
)


def _by_hand(file: Edited) -> None:
    """Three numbers changed, one control deleted, one number typed, two paragraphs reworded, one moved."""
    file.type_over(file.control(file.paragraph("公司对报告中")), "37,000")
    file.type_over(file.control(file.paragraph("主厂区屋顶光伏全年运行"), 1), "1,234")
    cell = next(c for c in file.root.iter(f"{W}sdt") if any(a.tag == f"{W}tc" for a in c.iterancestors()))
    file.type_over(cell, "999.99")
    control = file.control(file.paragraph("同期铸件产量由"))
    run = copy.deepcopy(next(control.iter(f"{W}r")))
    number = run.find(f"{W}t")
    assert number is not None
    number.text = "20,111"
    control.addprevious(run)
    file.delete_element(control)
    file.replace(file.paragraph("台账由设备能源部汇总"), "按季度", "每3个月")
    file.replace(file.paragraph("电力、天然气和蒸汽以贸易结算表"), "逐车过磅", "逐车称重", tracked=True)
    file.replace(file.paragraph("公司将逐年更新清单"), "优先以", "优先用")
    file.move(file.paragraph("本报告采用的活动数据"), file.paragraph("公司对报告中"))


def _discussed(data: bytes, words: str) -> bytes:
    read = read_word(data).value
    assert read is not None
    paragraph = next(p for p in read.paragraphs if words in p.text and not p.in_toc)
    at = paragraph.text.index(words)
    reply = Reply("李编", "LB", "2026-05-07T09:30:00Z", "见过磅单")
    asked = Comment(paragraph.number, at, at + len(words), WHO, "WS", WHEN, "称重的依据？", (reply,))
    return commented(read, [asked]).data


@pytest.fixture(scope="module")
def returned(report: bytes) -> bytes:
    return _discussed(edited(report, _by_hand), "逐车称重")


def _expect_all(found: Reviewed) -> None:
    items = found.found.items
    numbers = {(str(i.position).rpartition("/")[2], i.old, i.new) for i in of(items, "input")}
    assert {one for one in numbers if not one[0].startswith("00-summary")} == {
        ("management-statement.md:5", "37,036", "37,000"),
        ("year-on-year.md:1", "1,365", "1,234"),
        ("year-on-year.md:5", "20,420", "20,111"),
    }
    assert [i.new for i in of(items, "input") if i.position and "00-summary.md" in i.position.path] == ["999.99"]
    assert all(i.fact and any(one.position for one in i.inputs) for i in of(items, "input"))
    typed = next(i for i in of(items, "input") if i.new == "20,111")
    assert [str(one.position) for one in typed.inputs] == [f"projects/{LANHE}/project.yaml:670:13"]
    total = next(i for i in of(items, "input") if i.new == "37,000")
    gas = next(one for one in total.inputs if one.value == "12 rows")
    assert gas.label == "Natural gas at Lanhe: activity of 2024", "rows go by the name of their source"
    assert str(gas.position) == f"projects/{LANHE}/data/energy-ledger.xlsx"
    assert not [one for one in total.inputs if one.label.startswith("2024-")]
    (refused,) = (f for f in findings_of(found.found, "edited.docx") if f.rule == "RV305" and "37,000" in f.message.en)
    assert refused.hint is not None
    assert f"; and {len(total.inputs) - 6} more; all of them: tanwen explain '{total.fact}'" in refused.hint.en
    wording = {(i.kind, i.position.path if i.position else "", i.position.line if i.position else 0)
               for i in of(items, "patch")}  # fmt: skip
    assert wording == {
        ("reworded", slot("data-management"), 1),
        ("reworded", slot("data-management"), 3),
        ("reworded", slot("management-statement"), 7),
        ("moved", slot("management-statement"), 3),
    }
    assert [i.typed for i in of(items, "patch") if i.typed] == [("3",)]
    assert next(i for i in of(items, "patch") if "称重" in i.new).author == WHO
    assert not of(items, "unplaced")
    assert not of(items, "manual")
    (thread,) = found.found.comments
    assert (thread.file, thread.line, thread.quote) == (slot("data-management"), 1, "逐车称重")
    assert (thread.author, thread.initials, thread.text) == (WHO, "WS", "称重的依据？")
    assert [(one.author, one.text) for one in thread.replies] == [("李编", "见过磅单")]


def test_everything_is_found_at_its_line_and_applied_it_reads_so(
    returned: bytes, importing: Import, root: Path
) -> None:
    found = importing(returned)
    _expect_all(found)
    written, faults = write_import(found, None, apply=True)
    assert not faults
    assert set(written) == {slot("data-management"), slot("management-statement"), f"projects/{LANHE}/review.yaml"}
    made = build(root, LANHE, formats=("docx",), documents=(REPORT,))
    again = read_word(next(f for f in made.files if f.suffix == ".docx").read_bytes()).value
    wanted = read_word(returned).value
    assert again is not None
    assert wanted is not None
    refused = {"37,000": "37,036", "1,234": "1,365", "20,111": "20,420", "999.99": "6,656"}
    texts = [p.text for p in wanted.paragraphs if not p.in_toc]
    for typed, computed in refused.items():
        texts = [t.replace(typed, computed) for t in texts]
    built_texts = [p.text for p in again.paragraphs if not p.in_toc]
    assert [t for t in texts if len(t) > 4] == [t for t in built_texts if len(t) > 4]


@pytest.mark.office
def test_libreoffice_saving_the_file_changes_nothing_of_it(returned: bytes, importing: Import, tmp_path: Path) -> None:
    direct = importing(returned)
    saved = importing(through_libreoffice(returned, tmp_path))
    _expect_all(saved)
    assert saved.found.texts == direct.found.texts
    assert [one.model_dump() for one in saved.found.comments] == [one.model_dump() for one in direct.found.comments]
