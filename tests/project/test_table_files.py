"""Files that are no table, or more than a table: formats, damage, bombs, paths."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.project.project_folder import (
    HEADER,
    TABLE,
    book,
    load_book,
    load_project,
    load_rows,
    only,
    place,
    said,
    sheet_table,
    write,
)

ROWS = [["品种", "月份", "用量", "单位"], ["柴油", "2024-03", 1.5, "t"]]
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512


def loaded(tmp_path: Path, content: bytes, name: str = "ledger.xlsx") -> tuple[str, str, str]:
    table = sheet_table().replace("ledger.xlsx", name)
    found = only(load_project(write(tmp_path, table=table, data={f"data/{name}": content})))
    return str(found.position), found.rule, found.message.zh


def repacked(tmp_path: Path, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """Return a sound workbook with its parts changed."""
    book(tmp_path, ROWS)
    with zipfile.ZipFile(tmp_path / "acme" / "data" / "ledger.xlsx") as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    change(parts)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_the_old_format_is_refused_with_advice(tmp_path: Path) -> None:
    found = only(
        load_project(
            write(tmp_path, table=sheet_table().replace("ledger.xlsx", "ledger.xls"), data={"data/ledger.xls": OLD})
        )
    )
    assert (str(found.position), found.rule) == ("acme/data/ledger.xls", "IN042")
    assert found.message.zh == "旧的 .xls 格式不能读取"
    assert found.hint is not None
    assert found.hint.zh == "在 Excel 或 WPS 中另存为 .xlsx，然后写 file: data/ledger.xlsx"


def test_the_old_format_is_known_by_its_content_too(tmp_path: Path) -> None:
    assert loaded(tmp_path, OLD) == ("acme/data/ledger.xlsx", "IN042", "文件是旧的 .xls 格式，或加了密码")


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (b"", "ledger.xlsx", ("acme/data/ledger.xlsx:1", "IN004", "文件为空")),
        (b" \n", "ledger.csv", ("acme/data/ledger.csv:1", "IN004", "文件为空")),
        (b"PK\x03\x04 broken", "ledger.xlsx", ("acme/data/ledger.xlsx", "IN044", "文件已损坏，不是有效的 .xlsx")),
        (b"hello", "ledger.xlsx", ("acme/data/ledger.xlsx", "IN044", "文件已损坏，不是有效的 .xlsx")),
        (b"x", "ledger.ods", ("acme/data/ledger.ods", "IN042", "不支持的表格格式“.ods”")),
    ],
)
def test_a_file_that_is_no_table(tmp_path: Path, content: bytes, name: str, expected: tuple[str, str, str]) -> None:
    assert loaded(tmp_path, content, name) == expected


def test_a_part_that_unpacks_a_thousand_times(tmp_path: Path) -> None:
    bomb = repacked(tmp_path, lambda p: p.update({"xl/media/image1.bin": b"\0" * (64 * 1024 * 1024)}))
    position, rule, message = loaded(tmp_path, bomb)
    assert (position, rule) == ("acme/data/ledger.xlsx", "IN043")
    assert message.startswith("部件 xl/media/image1.bin 的压缩比为 ")


def test_a_part_that_is_larger_than_the_archive_says(tmp_path: Path) -> None:
    content = repacked(tmp_path, lambda p: p.update({SHEET: p[SHEET] + b" " * 200_000}))
    with zipfile.ZipFile(BytesIO(content)) as archive:
        size = archive.getinfo(SHEET).file_size
    lying = content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert loaded(tmp_path, lying) == ("acme/data/ledger.xlsx[台账]", "IN043", f"部件 {SHEET} 的大小与目录不符")


def test_a_stray_cell_far_out(tmp_path: Path) -> None:
    found = only(load_book(tmp_path, ROWS, lambda b, s: s.write("XFD1048576", 1)))
    assert (str(found.position), found.rule) == ("acme/data/ledger.xlsx[台账]", "IN043")
    assert found.message.zh == "工作表的范围达到 16384 × 1048576（列 × 行）：远处有多余的单元格"


def test_a_stray_cell_with_quotes_of_the_other_kind(tmp_path: Path) -> None:
    far = b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row></sheetData>"
    content = repacked(tmp_path, lambda p: p.update({SHEET: p[SHEET].replace(b"</sheetData>", far)}))
    assert loaded(tmp_path, content)[1] == "IN043"


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"?>", b"?>" + bomb, 1)

    assert loaded(tmp_path, repacked(tmp_path, change)) == (
        "acme/data/ledger.xlsx",
        "IN043",
        "部件 xl/sharedStrings.xml 含有 DOCTYPE",
    )


def test_a_damaged_sheet(tmp_path: Path) -> None:
    content = repacked(tmp_path, lambda p: p.update({SHEET: p[SHEET][:-120] + b"<<<"}))
    position, rule, _ = loaded(tmp_path, content)
    assert (position, rule) == ("acme/data/ledger.xlsx[台账]", "IN044")


def test_an_openpyxl_formula_has_no_result(tmp_path: Path) -> None:
    """What openpyxl writes: a formula and an empty value element."""

    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = re.sub(rb'<c r="C2"><v>1.5</v></c>', rb'<c r="C2"><f>1+1</f><v /></c>', parts[SHEET])

    assert loaded(tmp_path, repacked(tmp_path, change)) == (
        "acme/data/ledger.xlsx[台账!C2]",
        "IN061",
        "公式没有保存计算结果",
    )


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("../other/energy.csv", "路径“../other/energy.csv”用 .. 离开了项目"),
        ("data/../../x.csv", "路径“data/../../x.csv”用 .. 离开了项目"),
        ("/etc/passwd", "路径“/etc/passwd”应为项目内的相对路径"),
        ("C:\\energy.csv", "路径“C:\\energy.csv”应为项目内的相对路径"),
        ("..\\energy.csv", "路径“..\\energy.csv”用 .. 离开了项目"),
    ],
)
def test_a_path_that_leaves_the_project(tmp_path: Path, file: str, message: str) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "energy.csv").write_text(HEADER)
    found = only(load_project(write(tmp_path, table=TABLE.replace("data/ledger.csv", f"'{file}'"))))
    assert (str(found.position), found.rule, found.message.zh) == (place(tmp_path, "'" + file), "IN040", message)
    assert found.hint is not None
    assert found.hint.zh == "例如 file: data/energy.xlsx"


def test_a_symbolic_link_that_leaves_the_project(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(HEADER + "柴油,2024-03,1,t\n")
    root = write(tmp_path, table=TABLE)
    (root / "data").mkdir()
    (root / "data" / "ledger.csv").symlink_to(tmp_path / "secret.csv")
    found = only(load_project(root))
    assert (found.rule, found.message.zh) == ("IN040", "路径“data/ledger.csv”经符号链接离开了项目")


def test_a_table_that_is_not_there(tmp_path: Path) -> None:
    found = only(load_project(write(tmp_path, table=TABLE, data={"data/energy.csv": HEADER})))
    assert (str(found.position), found.rule) == (place(tmp_path, "data/ledger.csv"), "IN001")
    assert found.message.zh == "表格文件“data/ledger.csv”不存在或无法读取"
    assert found.hint is not None
    assert found.hint.zh == "该文件夹中有：energy.csv"


def test_a_csv_in_no_known_encoding(tmp_path: Path) -> None:
    found = only(load_rows(tmp_path, HEADER.encode() + b"\xff\xff\xff,2024-03,1,t\n"))
    assert (str(found.position), found.rule) == ("acme/data/ledger.csv:2:1", "IN048")
    assert found.message.zh == "文件不是 UTF-8 / GB18030 编码（第 2 行第 1 字节）"


def test_a_csv_in_another_encoding_than_it_says(tmp_path: Path) -> None:
    table = TABLE + "      encoding: utf-8\n"
    found = only(load_rows(tmp_path, (HEADER + "柴油,2024-03,1,t\n").encode("gb18030"), table))
    assert (found.rule, found.message.zh) == ("IN048", "文件不是 utf-8 编码（第 1 行第 3 字节）")
    wrong = only(load_rows(tmp_path, HEADER, TABLE + "      encoding: latin-9\n"))
    assert wrong.message.zh == "不支持的编码 latin-9"


def test_a_quote_that_does_not_close(tmp_path: Path) -> None:
    found = only(load_rows(tmp_path, HEADER + '柴油,2024-03,1,t\n"柴油,2024-04,1,t\n'))
    assert (found.position.line, found.rule) == (3, "IN048")


def test_no_fault_of_a_table_hides_those_of_another(tmp_path: Path) -> None:
    second = TABLE.split("tables:\n")[1].replace("id: ledger", "id: two").replace("ledger.csv", "two.csv")
    data = {"data/ledger.csv": HEADER + "柴油,2024-03,,t\n", "data/two.csv": HEADER + "煤,2024-03,1,t\n"}
    outcome = load_project(write(tmp_path, table=TABLE + second, data=data))
    assert said(outcome) == [
        "acme/data/ledger.csv:2 IN050 缺少数量（diesel 2024-03）",
        "acme/data/two.csv:2 IN055 排放源“煤”不存在",
    ]
