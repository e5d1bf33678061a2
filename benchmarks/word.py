"""Word files of a 150-page report, four ways, side by side in one run: the floor, Tanwen, docxtpl, pandoc.

    python benchmarks/word.py [--repeat 7]

The content is made up from a fixed seed: 300 headings, 1,500 paragraphs, 120 tables of 12 x 6, 20 pictures. The
floor is serialising and deflating the XML of Tanwen's own file. Figures are medians in one process, except pandoc's,
which is a program of its own. Tanwen's file has a table of contents, bookmarks, fields and repeated headers, which the
two others do not write.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generator.base.findings import Position
from generator.document.blocks import Block, Cell, Column, Contents, Cover, Document, Heading, Paragraph, Row, Table
from generator.document.inlines import Str
from generator.document.numbering import number
from generator.document.pictures import Picture
from generator.render.docx import write

_WORDS = (
    "核算边界覆盖全部生产设施与辅助系统排放因子取自最新公布数据活动数据由计量器具读取并与账单核对不确定性按误差传播"
)
_CHAPTERS, _SECTIONS, _PARAGRAPHS = 20, 15, 5


@dataclass(frozen=True)
class Content:
    """What every route writes: (kind, level or nothing, text, rows, picture)."""

    items: tuple[tuple[str, int, str, tuple[tuple[str, ...], ...], bytes], ...]


def content(seed: int = 7) -> Content:
    """Return the made-up report."""
    chance = random.Random(seed)  # content from a fixed seed, nothing secret

    def words(count: int) -> str:
        return "".join(chance.choice(_WORDS) for _ in range(count))

    items: list[tuple[str, int, str, tuple[tuple[str, ...], ...], bytes]] = []
    for place in range(_CHAPTERS * _SECTIONS):
        section = place % _SECTIONS
        level = 1 if section == 0 else 2 if section % 3 == 1 else 3
        items.append(("heading", level, words(10), (), b""))
        items.extend(("text", 0, words(chance.randint(50, 90)) + "。", (), b"") for _ in range(_PARAGRAPHS))
        if place % 5 < 2:
            head = ("序号", "排放源", "活动数据", "单位", "因子", "排放量")
            rows = tuple(
                (
                    str(r),
                    words(4),
                    f"{chance.random() * 1e4:,.2f}",
                    "吨",
                    f"{chance.random():.4f}",
                    f"{chance.random() * 1e5:,.2f}",
                )
                for r in range(1, 12)
            )
            items.append(("table", 0, "排放源清单", (head, *rows), b""))
        if section == 7:
            items.append(("picture", 0, "能源流向", (), _png(chance)))
    return Content(tuple(items))


def _png(chance: random.Random, width: int = 320, height: int = 180) -> bytes:
    rows = b"".join(b"\x00" + bytes(chance.getrandbits(8) & 0x3F for _ in range(width)) for _ in range(height))

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


# --------------------------------------------------------------------------------------------------- Tanwen


def document(made: Content) -> tuple[Document, dict[str, bytes]]:
    """Return the report as a block tree, as compose hands it over."""
    blocks: list[Block] = [Contents("toc", Position("sample.md", 1), "目录", 3)]
    pictures: dict[str, bytes] = {}
    columns = (Column("center"), Column(), Column("right"), Column("center"), Column("right"), Column("right"))
    for line, (kind, level, text, rows, picture) in enumerate(made.items, start=2):
        block_id, origin = f"b{line}", Position("sample.md", line)
        if kind == "heading":
            blocks.append(Heading(block_id, origin, level, (Str(text),)))
        elif kind == "text":
            blocks.append(Paragraph(block_id, origin, (Str(text),)))
        elif kind == "table":
            head, *rest = (tuple(Cell((Str(value),)) for value in row) for row in rows)
            data = tuple(Row(row) for row in rest)
            blocks.append(Table(block_id, origin, (Str(text),), columns, (Row(head, "header"),), data))
        else:
            blocks.append(Picture(block_id, origin, "sankey", (Str(text),), alt=text))
            pictures[block_id] = picture
    cover = Cover("温室气体排放报告", "2024 年度", "示例企业", "示例咨询", "NO-1", "1.0", "2025年4月18日")
    whole = Document(
        "report", "sample@1.0", "zh", "report", "client", False, cover, tuple(blocks), {}, (), {}, number(blocks, "zh"),
        "2025-04-18",
    )  # fmt: skip
    return whole, pictures


def floor(docx: bytes) -> Callable[[], bytes]:
    """Return the floor: serialise the same tree and deflate the same parts."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])

    def run() -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                whole = etree.tostring(root, encoding="UTF-8", standalone=True) if name == "word/document.xml" else data
                kind = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
                archive.writestr(zipfile.ZipInfo(name), whole, compress_type=kind)
        return buffer.getvalue()

    return run


# -------------------------------------------------------------------------------------------------- docxtpl


def with_docxtpl(made: Content) -> Callable[[], bytes]:
    """Return the route of one looping docxtpl template."""
    import docx
    from docx.shared import Cm
    from docxtpl import DocxTemplate, InlineImage

    plain = docx.Document()
    add = plain.add_paragraph
    add("{%p for x in items %}")
    for level in (1, 2, 3):
        add(f"{{%p if x.kind == 'h{level}' %}}")
        plain.add_heading("{{ x.value }}", level)
        add("{%p endif %}")
    add("{%p if x.kind == 'text' or x.kind == 'picture' %}")
    add("{{ x.value }}")
    add("{%p endif %}")
    add("{%p if x.kind == 'table' %}")
    table = plain.add_table(rows=3, cols=6)
    table.style = "Table Grid"
    table.cell(0, 0).text = "{%tr for r in x.value %}"
    for column in range(6):
        table.cell(1, column).text = f"{{{{ r[{column}] }}}}"
    table.cell(2, 0).text = "{%tr endfor %}"
    add("{%p endif %}")
    add("{%p endfor %}")
    buffer = io.BytesIO()
    plain.save(buffer)
    template = buffer.getvalue()

    def run() -> bytes:
        filled = DocxTemplate(io.BytesIO(template))
        filled.init_docx()
        items = []
        for kind, level, text, rows, picture in made.items:
            value: object = rows if kind == "table" else text
            if kind == "picture":
                value = InlineImage(filled, io.BytesIO(picture), width=Cm(14))
            items.append({"kind": f"h{level}" if kind == "heading" else kind, "value": value})
        filled.render({"items": items}, autoescape=True)
        out = io.BytesIO()
        filled.save(out)
        return out.getvalue()

    return run


# --------------------------------------------------------------------------------------------------- pandoc


def with_pandoc(made: Content, folder: Path) -> Callable[[], bytes]:
    """Return the route of pandoc on Markdown with a reference document and a table of contents."""
    lines: list[str] = []
    for place, (kind, level, text, rows, picture) in enumerate(made.items):
        if kind == "heading":
            lines += ["#" * level + " " + text, ""]
        elif kind == "table":
            head, *rest = rows
            lines += ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
            lines += ["| " + " | ".join(row) + " |" for row in rest] + ["", f": {text}", ""]
        elif kind == "picture":
            (folder / f"{place}.png").write_bytes(picture)
            lines += [f"![{text}]({place}.png)", ""]
        else:
            lines += [text, ""]
    (folder / "report.md").write_text("\n".join(lines), encoding="utf-8")
    reference = subprocess.run(
        ["pandoc", "--print-default-data-file", "reference.docx"], capture_output=True, check=True
    )
    (folder / "reference.docx").write_bytes(reference.stdout)
    command = ["pandoc", "report.md", "-o", "report.docx", "--reference-doc=reference.docx", "--toc"]

    def run() -> bytes:
        subprocess.run(command, cwd=folder, check=True)
        return (folder / "report.docx").read_bytes()

    return run


# ----------------------------------------------------------------------------------------------------- run


def medians(routes: dict[str, Callable[[], bytes]], repeat: int) -> dict[str, tuple[float, int]]:
    """Return each route's median time in milliseconds and its file's size in bytes.

    The routes take turns, so that a machine that slows down for a while slows all of them down.
    """
    sizes = {name: len(run()) for name, run in routes.items()}
    times: dict[str, list[float]] = {name: [] for name in routes}
    for _ in range(repeat):
        for name, run in routes.items():
            began = time.perf_counter()
            run()
            times[name].append((time.perf_counter() - began) * 1000)
    return {name: (statistics.median(times[name]), sizes[name]) for name in routes}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=9)
    repeat = parser.parse_args().repeat
    made = content()
    whole, pictures = document(made)

    def ours() -> bytes:
        outcome = write(whole, pictures=pictures, pages=None)
        assert outcome.value is not None
        return outcome.value

    with tempfile.TemporaryDirectory() as folder:
        routes = {
            "floor: serialise and deflate the same XML": floor(ours()),
            "Tanwen": ours,
            "docxtpl, one looping template": with_docxtpl(made),
        }
        if shutil.which("pandoc"):
            routes["pandoc with a reference document"] = with_pandoc(made, Path(folder))
        rows = medians(routes, repeat)
    base = next(iter(rows.values()))[0]
    sys.stdout.write("| route | median ms | times the floor | file KiB |\n| --- | ---: | ---: | ---: |\n")
    for name, (milliseconds, size) in rows.items():
        sys.stdout.write(f"| {name} | {milliseconds:.0f} | {milliseconds / base:.2f} | {size / 1024:.0f} |\n")


if __name__ == "__main__":
    main()
