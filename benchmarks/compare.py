"""Two versions of a 150-page report compared: piece by piece, and written as summary, page and JSON.

    python benchmarks/compare.py [--repeat 5]

Content and the 35 edits as in ``redline.py``: 300 headings, 1,500 paragraphs, 120 tables of 12 x 6, 20 pictures. With
``twice`` the report stands in the file two times over. Processor seconds in this process, medians of the runs; loading
the words of Chinese is in the first run and so not in the median.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import timed
from redline import _edited, _with_facts
from word import content, document

from generator.document.blocks import Document
from generator.document.numbering import number
from generator.ledger.ledger import LedgerBuilder
from generator.review.as_json import as_json
from generator.review.compare import compare_sides
from generator.review.page import page
from generator.review.side import Side
from generator.review.summary import summary


def _side(name: str, whole: Document) -> Side:
    nowhere = Path("/nowhere")
    ledger = LedgerBuilder().close()
    return Side(name, nowhere / "projects/x", nowhere, None, ledger, {"report": whole}, {"report": "sample@1.0"})


def _twice(whole: Document) -> Document:
    again = tuple(replace(block, id=f"again-{block.id}") for block in whole.blocks)
    blocks = (*whole.blocks, *again)
    return replace(whole, blocks=blocks, numbering=number(blocks, "zh"))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    whole, _ = document(content())
    old = _with_facts(whole)
    new = _edited(old)
    print("| pages | compare | summary | page | JSON | changes |\n| ---: | ---: | ---: | ---: | ---: | ---: |")
    for pages, one, other in ((150, old, new), (300, _twice(old), _twice(new))):
        sides = (_side("old", one), _side("new", other))
        changes = compare_sides(*sides)
        routes: tuple[Callable[[], object], ...] = (
            lambda sides=sides: compare_sides(*sides),  # type: ignore[misc]
            lambda changes=changes: summary(changes, "zh"),  # type: ignore[misc]
            lambda changes=changes: page(changes, "zh"),  # type: ignore[misc]
            lambda changes=changes: as_json(changes, "zh"),  # type: ignore[misc]
        )
        times = [statistics.median(timed(route)[1]["work"] for _ in range(repeat)) for route in routes]
        print(f"| {pages} | {' | '.join(f'{t:.2f} s' for t in times)} | {len(changes.documents[0].blocks)} |")


if __name__ == "__main__":
    main()
