"""The redline of a 150-page report with 35 edits, beside python-redlines with its Docxodus engine, in one run.

    python benchmarks/redline.py [--repeat 5] [--peer PYTHON]

Content as in ``word.py``, from a fixed seed: 300 headings, 1,500 paragraphs, 120 tables of 12 x 6, 20 pictures; the
numbers of the last column are facts in content controls. Each route is a process of its own: start, imports, reading
both files, writing the redline. ``--peer`` (or REDLINE_PEER) is a Python that has python-redlines and its Docxodus
engine installed; without one only our own figures are given. ``marked`` is the number of characters inside insertions,
deletions and moves; ``accept`` and ``reject`` say of how many paragraphs the text is not that of the new or the old
file after deciding on all changes.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import in_turn
from word import content, document

from generator.base.findings import Position
from generator.document.blocks import Block, Cell, Document, DocumentFact, Heading, Paragraph, Row, Table
from generator.document.display import Display
from generator.document.inlines import FactRef, Str
from generator.document.numbering import number
from generator.render.docx import write

_OURS = (
    "import sys\n"
    "from pathlib import Path\n"
    "from generator.word.redline import redline\n"
    "old, new, out = (Path(name) for name in sys.argv[1:4])\n"
    "made = redline(old.read_bytes(), new.read_bytes(), author='A', date='2026-01-01T00:00:00Z', notes={})\n"
    "out.write_bytes(made.value)\n"
)
_PEER = (
    "import sys\n"
    "from pathlib import Path\n"
    "from python_redlines import DocxodusEngine\n"
    "old, new, out = (Path(name) for name in sys.argv[1:4])\n"
    "made = DocxodusEngine().run_redline('A', original=old.read_bytes(), modified=new.read_bytes())\n"
    "out.write_bytes(made[0])\n"
)
_WORDS = (
    "核算边界覆盖全部生产设施与辅助系统排放因子取自最新公布数据活动数据由计量器具读取并与账单核对不确定性按误差传播"
)


def pair() -> tuple[bytes, bytes]:
    """Return the report and the report after 35 edits."""
    whole, pictures = document(content())
    whole = _with_facts(whole)
    files = []
    for one in (whole, _edited(whole)):
        written = write(one, pictures=pictures, pages=None)
        assert written.value is not None
        files.append(written.value)
    return files[0], files[1]


def _with_facts(whole: Document) -> Document:
    """Make the last column of every table numbers of the ledger."""
    facts: dict[str, DocumentFact] = {}
    blocks: list[Block] = []
    for block in whole.blocks:
        if isinstance(block, Table):
            block = replace(block, rows=tuple(_row_of_facts(row, facts) for row in block.rows))
        blocks.append(block)
    return replace(whole, blocks=tuple(blocks), facts=facts)


def _row_of_facts(row: Row, facts: dict[str, DocumentFact]) -> Row:
    last = row.cells[-1].inlines[0]
    assert isinstance(last, Str)
    key = f"emission[n={len(facts) + 1}]"
    facts[key] = DocumentFact(key, f"f{len(facts) + 1:05d}", last.text.replace(",", ""), "tCO2e", key, "confirmed")
    return Row((*row.cells[:-1], Cell((FactRef(key, Display(digits=2)),))), row.role)


def _edited(whole: Document) -> Document:
    """Return the report after the edits: 12 of words, 8 of numbers, 4 of cells, 3 + 3 paragraphs, 2 moves, 3 rows."""
    chance = random.Random(11)  # edits from a fixed seed, nothing secret
    blocks = list(whole.blocks)
    facts = dict(whole.facts)

    def words(count: int) -> str:
        return "".join(chance.choice(_WORDS) for _ in range(count))

    def places(kind: type) -> list[int]:
        found = [n for n, block in enumerate(blocks) if isinstance(block, kind)]
        chance.shuffle(found)
        return found

    texts, tables = places(Paragraph), places(Table)
    for _ in range(12):
        at = texts.pop()
        block = blocks[at]
        assert isinstance(block, Paragraph)
        text = block.inlines[0].text  # type: ignore[union-attr]
        cut = chance.randint(5, len(text) - 12)
        blocks[at] = replace(block, inlines=(Str(text[:cut] + words(4) + text[cut + chance.randint(0, 6) :]),))
    for key in chance.sample(sorted(facts), 8):
        facts[key] = replace(facts[key], value=f"{chance.random() * 1e5:.2f}")
    for _ in range(4):
        at = tables.pop()
        block = blocks[at]
        assert isinstance(block, Table)
        row = block.rows[3]
        cells = (*row.cells[:3], Cell((Str("千克"),)), *row.cells[4:])
        blocks[at] = replace(block, rows=(*block.rows[:3], Row(cells, row.role), *block.rows[4:]))
    for step in range(3):
        at = tables.pop()
        block = blocks[at]
        assert isinstance(block, Table)
        rows = (*block.rows[:5], *block.rows[6:]) if step == 2 else (*block.rows[:5], block.rows[4], *block.rows[5:])
        blocks[at] = replace(block, rows=rows)
    gone = [texts.pop() for _ in range(3)]
    moved = [texts.pop() for _ in range(2)]
    came = [texts.pop() for _ in range(3)]
    result: list[Block] = []
    carried = [blocks[at] for at in moved]
    for at, block in enumerate(blocks):
        if at in gone or at in moved:
            continue
        result.append(block)
        if at in came:
            result.append(Paragraph(f"new{at}", Position("sample.md", 9000 + at), (Str(words(60) + "。"),)))
    for n, block in enumerate(carried):
        headings = [p for p, b in enumerate(result) if isinstance(b, Heading)]
        result.insert(headings[40 + 100 * n] + 1, block)
    return replace(whole, blocks=tuple(result), facts=facts, numbering=number(result, "zh"))


def measured(python: str, code: str, folder: Path, name: str) -> dict[str, float]:
    """Run one route; return its wall time in seconds."""
    command = [python, "-c", code, str(folder / "old.docx"), str(folder / "new.docx"), str(folder / f"{name}.docx")]
    root = str(Path(__file__).resolve().parent.parent)
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=root)
    return {"seconds": time.perf_counter() - start}


def marked(data: bytes) -> int:
    """Return the number of characters inside insertions, deletions and moves."""
    from generator.base.archive import parts, xml
    from generator.word.names import every

    wrappers = ("w:ins", "w:del", "w:moveFrom", "w:moveTo")
    root = xml(parts(data)["word/document.xml"])
    texts = {text for one in every(root, *wrappers) for text in every(one, "w:t", "w:delText")}
    return sum(len(text.text or "") for text in texts)


def wrong(data: bytes, wanted: bytes) -> int:
    """Return of how many paragraphs the text is another than in the wanted file."""
    import difflib

    from generator.word import read_word

    texts = []
    for one in (data, wanted):
        file = read_word(one).value
        assert file is not None
        texts.append([re.sub(r"\s+", " ", paragraph.text) for paragraph in file.paragraphs])
    matcher = difflib.SequenceMatcher(None, *texts, autojunk=False)
    return sum(max(b - a, d - c) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")


def main() -> None:
    """Print the table."""
    from generator.word import accepted, rejected

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--peer", default=os.environ.get("REDLINE_PEER", ""))
    given = parser.parse_args()
    old, new = pair()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.docx").write_bytes(old)
        (folder / "new.docx").write_bytes(new)
        routes = {"Tanwen": (sys.executable, _OURS)}
        if given.peer:
            routes["python-redlines, Docxodus"] = (given.peer, _PEER)
        cases = {
            route: (lambda python=python, code=code, n=n: measured(python, code, folder, f"out{n}"))
            for n, (route, (python, code)) in enumerate(routes.items())
        }
        rows = in_turn(cases, given.repeat)
        sys.stdout.write("| route | s | marked characters | accept | reject |\n| --- | ---: | ---: | ---: | ---: |\n")
        for n, (route, row) in enumerate(rows.items()):
            data = (folder / f"out{n}.docx").read_bytes()
            exact = (wrong(accepted(data), new), wrong(rejected(data), old))
            sys.stdout.write(f"| {route} | {row['seconds']:.2f} | {marked(data)} | {exact[0]} | {exact[1]} |\n")


if __name__ == "__main__":
    main()
