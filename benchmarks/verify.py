"""Verifying an edited Word file of 150 pages by its own map: the whole process, as a reviewer waits for it.

    python benchmarks/verify.py [--repeat 5]

The content is that of ``word.py``, its table cells as numbers of a ledger: 120 tables of 12 x 6, 3,960 numbers. Ten
numbers were changed, ten controls removed, twenty paragraphs reworded. ``saved by LibreOffice`` is the same file after
LibreOffice opened and saved it, where that is installed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import word

from generator.base.archive import entries
from generator.document.blocks import Cell, Document, DocumentFact, Row, Table
from generator.document.display import Display
from generator.document.inlines import FactRef, Str
from generator.render.docx import write

_NUMBER = re.compile(r"[\d,]+\.\d+")
AIM = 2.0


def with_numbers(document: Document) -> Document:
    """Return the document with each figure of its tables as a fact."""
    facts: dict[str, DocumentFact] = {}

    def cell(one: Cell) -> Cell:
        text = one.inlines[0].text if isinstance(one.inlines[0], Str) else ""
        if not _NUMBER.fullmatch(text):
            return one
        key = f"n[{len(facts)}]"
        facts[key] = DocumentFact(key, f"f{len(facts):06d}", text.replace(",", ""), "t", key, "confirmed")
        return Cell((FactRef(key, Display(digits=len(text.partition(".")[2]))),))

    blocks = tuple(
        replace(one, rows=tuple(Row(tuple(cell(c) for c in row.cells), row.role) for row in one.rows))
        if isinstance(one, Table)
        else one
        for one in document.blocks
    )
    return replace(document, blocks=blocks, facts=facts)


def edited(data: bytes) -> bytes:
    """Return the file as people changed it."""
    import io
    import zipfile

    body = {info.filename: content for info, content in entries(data)}
    text = body["word/document.xml"].decode()
    controls = list(re.finditer(r"<w:sdt>.*?<w:t[^>]*>([^<]*)</w:t></w:r></w:sdtContent></w:sdt>", text))
    changes: list[tuple[int, int, str]] = []
    for place, control in enumerate(controls[50:2050:100]):
        if place % 2:
            run = control[0][control[0].index("<w:sdtContent>") + 14 : -len("</w:sdtContent></w:sdt>")]
            changes.append((*control.span(), run))
        else:
            changes.append((*control.span(1), "9,999.99"))
    for paragraph in list(re.finditer(r'BodyTextFirstIndent"/></w:pPr>.*?preserve">([^<]{6})', text))[10:1010:50]:
        changes.append((*paragraph.span(1), "审阅时改写"))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    body["word/document.xml"] = text.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in body.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def saved(file: Path) -> Path | None:
    """Return the file as LibreOffice saves it, or nothing without LibreOffice."""
    if shutil.which("soffice") is None:
        return None
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"]
    target = file.parent / "saved"
    subprocess.run([*command, str(target), str(file)], capture_output=True, check=False, timeout=600)
    made = target / file.name
    return made if made.is_file() else None


def seconds(file: Path) -> tuple[float, int]:
    """Return the wall time of one run of the command, and how many findings it had."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "generator", "verify", str(file), "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return time.perf_counter() - start, done.stdout.count('"rule"')


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    document, pictures = word.document(word.content())
    data = write(with_numbers(document), pictures=pictures, pages=None).value
    assert data is not None
    with tempfile.TemporaryDirectory() as folder:
        files = {"edited": Path(folder) / "edited.docx"}
        files["edited"].write_bytes(edited(data))
        if (back := saved(files["edited"])) is not None:
            files["edited, saved by LibreOffice"] = back
        runs: dict[str, list[tuple[float, int]]] = {name: [] for name in files}
        for _ in range(repeat):
            for name, file in files.items():
                runs[name].append(seconds(file))
    sys.stdout.write("| file | median s | aim s | findings |\n| --- | ---: | ---: | ---: |\n")
    for name, measured in runs.items():
        wall = statistics.median(one for one, _ in measured)
        sys.stdout.write(f"| {name} | {wall:.2f} | {AIM:g} | {measured[0][1]} |\n")


if __name__ == "__main__":
    main()
