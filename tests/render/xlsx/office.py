"""LibreOffice as an independent calculator: workbooks without cached values go in, calculated ones come out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

Cells = dict[str, list[list[object]]]


def stripped(data: bytes) -> bytes:
    """Return the workbook without any value beside a formula."""
    return edited(data, {r"(</f>)<v>[^<]*</v>": r"\1"})


def edited(data: bytes, changes: dict[str, str], sheet: str = "") -> bytes:
    """Return the workbook with patterns replaced in the XML of its sheets and their texts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith(("xl/worksheets/", "xl/sharedStrings")) and sheet in entry.filename:
                text = part.decode()
                for pattern, replacement in changes.items():
                    text = re.sub(pattern, replacement, text)
                part = text.encode()
            new.writestr(entry.filename, part)
    return out.getvalue()


def recalculated(books: dict[str, bytes], folder: Path) -> dict[str, Cells]:
    """Let LibreOffice calculate stripped workbooks, all in one run; return the cells of their sheets by name."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("no LibreOffice here")
    out = folder / "out"
    paths = []
    for name, data in books.items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(bare := stripped(data))
        assert not any(isinstance(c, float) and c for c in _beside_formulas(bare))
        paths.append(str(path))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), *paths],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return {name: cells((out / f"{name}.xlsx").read_bytes()) for name in books}


def _beside_formulas(data: bytes) -> list[object]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return [float(value) for part in parts for value in re.findall(r"</f><v>([^<]*)</v>", part)]


def cells(data: bytes) -> Cells:
    """Return the values of every sheet."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
