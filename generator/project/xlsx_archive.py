"""The inside of an .xlsx file before it is read: bounds on what it unpacks to, and the cells that have no value.

calamine gives an empty cell for a formula that was never calculated and for a formula error; both are found here, in
the sheet's own XML, and only where there are any.
"""

from __future__ import annotations

import copy
import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

LARGEST_FILE = 64 * 1024 * 1024
LARGEST_UNPACKED = 512 * 1024 * 1024
LARGEST_AREA = 20_000_000
_MOST_PARTS = 4096
_HIGHEST_RATIO = 250
_RATIO_COUNTS_FROM = 8 * 1024 * 1024

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# It begins with the letters that every writer puts there: a search for it runs at the speed of memory.
_FAR = re.compile(rb'r="(?:[A-Z]{2}|[A-Z]?(?:[7-9][0-9]{5}|[0-9]{7}))')
_ANY_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]*)([0-9]{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</(?:\w+:)?v>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_ERROR_TYPE = re.compile(rb"""\bt\s*=\s*["']e["']""")
_TEXT_TYPE = re.compile(rb"""\bt\s*=\s*["']str["']""")


class ArchiveError(ValueError):
    """A workbook that is not read; ``bounds`` tells a breach of the bounds from a damaged file."""

    def __init__(self, zh: str, en: str, *, bounds: bool = False) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        self.bounds = bounds


class Archive:
    """An .xlsx file whose parts were checked against the bounds.

    Raises:
        ArchiveError: on construction and in every method, where the file is damaged or exceeds the bounds.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError) as error:
            raise ArchiveError("文件已损坏，不是有效的 .xlsx", "the file is damaged: no valid .xlsx") from error
        self._check_directory()
        for info in self._zip.infolist():
            # calamine inflates these whole: what they unpack to must be what they say.
            if info.filename.endswith((".xml", ".rels")) and "/worksheets/sheet" not in info.filename:
                self.part(info.filename)
        self.sheets = self._sheet_parts()

    def _check_directory(self) -> None:
        parts = self._zip.infolist()
        total = sum(p.file_size for p in parts)
        if len(parts) > _MOST_PARTS:
            zh, en = f"压缩包内有 {len(parts)} 个部件，过多", f"the archive has {len(parts)} parts, too many"
            raise ArchiveError(zh, en, bounds=True)
        if total > LARGEST_UNPACKED:
            size = LARGEST_UNPACKED // 1048576
            zh, en = (
                f"解压后为 {total // 1048576} MB，上限 {size} MB",
                f"it unpacks to {total // 1048576} MB; limit {size} MB",
            )
            raise ArchiveError(zh, en, bounds=True)
        for part in parts:
            ratio = part.file_size / max(part.compress_size, 1)
            if part.file_size > _RATIO_COUNTS_FROM and ratio > _HIGHEST_RATIO:
                zh = f"部件 {part.filename} 的压缩比为 {ratio:.0f}，疑似压缩炸弹"
                raise ArchiveError(zh, f"part {part.filename} unpacks {ratio:.0f} times: a zip bomb", bounds=True)

    def part(self, name: str) -> bytes:
        """Return a part's bytes, checked: not more than the directory says, no document type."""
        try:
            said = self._zip.getinfo(name)
            more = copy.copy(said)
            more.file_size = said.file_size + 65536  # else zipfile stops where the directory says the part ends
            with self._zip.open(more) as stream:
                data = stream.read(said.file_size + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            OSError,
            EOFError,
            ValueError,
        ) as error:
            raise ArchiveError(f"部件 {name} 已损坏", f"part {name} is damaged") from error
        except Exception as error:  # zlib.error has no common base with the others
            raise ArchiveError(f"部件 {name} 已损坏", f"part {name} is damaged") from error
        if len(data) > said.file_size:
            zh, en = f"部件 {name} 的大小与目录不符", f"part {name} is larger than the archive says"
            raise ArchiveError(zh, en, bounds=True)
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise ArchiveError(f"部件 {name} 含有 DOCTYPE", f"part {name} has a document type", bounds=True)
        return data

    def _sheet_parts(self) -> dict[str, str]:
        """Map each sheet's name to its part, in the workbook's order."""
        try:
            book = ElementTree.fromstring(self.part("xl/workbook.xml"))  # noqa: S314 - no DTD passes part()
            relations = ElementTree.fromstring(self.part("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
        except ElementTree.ParseError as error:
            raise ArchiveError("工作簿目录已损坏", "the workbook's directory is damaged") from error
        targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
        found = {}
        for sheet in book.iter():
            if sheet.tag.endswith("}sheet") or sheet.tag == "sheet":
                target = targets.get(sheet.get(_RELATION, ""), "")
                found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return found

    def odd_cells(self, sheet: str) -> dict[tuple[int, int], str]:
        """Check a sheet's area and return its cells without a value.

        Returns:
            (row, column) from 0 -> the error value of an error cell, or nothing for a formula without a stored result.
        """
        part = self.sheets.get(sheet, "")
        if "worksheets" not in part:
            raise ArchiveError(f"“{sheet}”不是数据工作表", f"{sheet!r} is no sheet of data")
        xml = self.part(part)
        _check_area(xml)
        prefixed = b":worksheet" in xml[:2048]
        if not (prefixed or b"<f" in xml or b't="e"' in xml):
            return {}
        odd = {}
        for found in _CELL.finditer(xml):
            attributes, content = found[1], found[2] or b""
            fault = _fault(attributes, content)
            reference = _REFERENCE.search(attributes)
            if fault is not None and reference:
                odd[int(reference[2]) - 1, number(reference[1].decode())] = fault
        return odd


def _fault(attributes: bytes, content: bytes) -> str | None:
    value = _VALUE.search(content)
    shown = value[1].strip() if value else b""
    if _ERROR_TYPE.search(attributes):
        return shown.decode("ascii", "replace") or "#N/A"
    if not _FORMULA.search(content) or shown:
        return None
    # The empty text is a result too: =IF(A1="","",A1) stores <v></v> with the type str.
    return None if value and _TEXT_TYPE.search(attributes) else ""


def _check_area(xml: bytes) -> None:
    """Refuse a sheet whose last cell lies so far out that its area would fill the memory."""
    if not _FAR.search(xml) and b"'" not in xml and b" r =" not in xml:
        return  # columns A to Z and rows below 700,000
    columns, rows = 26, 0
    for found in _ANY_PLACE.finditer(xml):
        rows = max(rows, int(found[2]))
        if len(found[1]) > 1:
            columns = max(columns, number(found[1].decode()) + 1)
    if rows * columns > LARGEST_AREA:
        far = f"{columns} × {rows}"
        raise ArchiveError(
            f"工作表的范围达到 {far}（列 × 行）：远处有多余的单元格",
            f"the sheet reaches over {far} (columns x rows): a stray cell lies far out",
            bounds=True,
        )


def number(text: str) -> int:
    """Return the column of its letters, counted from 0."""
    value = 0
    for letter in text:
        value = value * 26 + ord(letter) - 64
    return value - 1
