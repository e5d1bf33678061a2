"""Sheets that no program writes are refused before they are walked over."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from tests.project.project_folder import book, load_project, only, sheet_table, write

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [["品种", "月份", "用量", "单位"], ["柴油", "2024-03", 1, "t"], ["柴油", "2024-04", 2, "t"]]


def _with_merges(root: Path, merges: str) -> None:
    book(root, ROWS)
    file = root / "acme" / "data" / "ledger.xlsx"
    old, out = zipfile.ZipFile(file), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == SHEET:
                data = data.replace(b"</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>".encode())
            new.writestr(info.filename, data)
    file.write_bytes(out.getvalue())


def test_merged_cells_that_overlap_are_a_damaged_sheet(tmp_path: Path) -> None:
    _with_merges(tmp_path, '<mergeCell ref="A1:XFD1048576"/>' * 20_000)
    found = only(load_project(write(tmp_path, table=sheet_table())))
    assert (str(found.position), found.rule) == ("acme/data/ledger.xlsx[台账]", "IN044")
    assert found.message.en == "the workbook cannot be read: merged cells overlap"


def test_merged_cells_beyond_the_table_do_not_matter(tmp_path: Path) -> None:
    _with_merges(tmp_path, '<mergeCell ref="F1:XFD1048576"/><mergeCell ref="A500:D1048576"/>')
    assert load_project(write(tmp_path, table=sheet_table())).findings == ()


def test_a_merged_cell_that_ends_far_out_is_told_at_its_place(tmp_path: Path) -> None:
    _with_merges(tmp_path, '<mergeCell ref="A3:A1048576"/>')
    found = only(load_project(write(tmp_path, table=sheet_table())))
    assert (str(found.position), found.rule) == ("acme/data/ledger.xlsx[台账!A3]", "IN060")
