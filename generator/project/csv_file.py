"""A csv file as a grid: encoding and separator found, or as the table says."""

from __future__ import annotations

import csv
import io

from generator.base.findings import Finding, Position
from generator.project import table_faults
from generator.project.grid import Grid

_SEPARATORS = ",;\t|"
_ENCODINGS = {"": "", "utf-8": "utf-8", "utf8": "utf-8", "gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030"}
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LONGEST_CELL = 1024 * 1024


def csv_grid(data: bytes, path: str, encoding: str, header: int) -> tuple[Grid | None, list[Finding]]:
    """Read a csv file from its bytes.

    Args:
        data: the file.
        path: how findings call it.
        encoding: what the project says it is in, or nothing: then a byte-order mark decides, else UTF-8 where it
            fits, else GB18030.
        header: the row of the column headers, which tells the separator.
    """
    text, fault = _decode(data, path, encoding)
    if fault:
        return None, [fault]
    separator = _separator(text, header)
    rows: list[list[str]] = []
    lines: list[int] = []
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    start = 1
    try:
        for row in reader:
            rows.append(row)
            lines.append(start)
            start = reader.line_num + 1
    except csv.Error as error:
        at = Position(path, start, 1)
        zh, en = f"第 {start} 行无法读取：{error}", f"line {start} cannot be read: {error}"
        return None, [
            table_faults.CSV.at(
                at, zh, en, hint_zh='引号成对：字段内的 " 写成 ""', hint_en='close the quotes; write " as ""'
            )
        ]
    return Grid(path, "", rows, lines), []


def _decode(data: bytes, path: str, encoding: str) -> tuple[str, Finding | None]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            encoding = name
            break
    known = _ENCODINGS.get(encoding.lower(), encoding if encoding in ("utf-8-sig", "utf-16") else None)
    if known is None:
        zh, en = f"不支持的编码 {encoding}", f"encoding {encoding} is not supported"
        return "", table_faults.CSV.at(
            Position(path, 1, 1), zh, en, hint_zh="encoding: gb18030", hint_en="encoding: gb18030"
        )
    fault: Finding | None = None
    for name in (known,) if known else ("utf-8", "gb18030"):
        try:
            return data.decode(name), None
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - data.rfind(b"\n", 0, error.start)
            tried = name if known else "UTF-8 / GB18030"
            fault = table_faults.CSV.at(
                Position(path, line, column),
                f"文件不是 {tried} 编码（第 {line} 行第 {column} 字节）",
                f"the file is not {tried} (line {line}, byte {column})",
                hint_zh="另存为 CSV UTF-8，或写 encoding: gb18030",
                hint_en="save it as CSV UTF-8, or write encoding: gb18030",
            )
    return "", fault


def _separator(text: str, header: int) -> str:
    line = next((part for i, part in enumerate(io.StringIO(text), 1) if i == header), "")
    counts = {s: line.count(s) for s in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda s: counts[s])
    return best if counts[best] else ","
