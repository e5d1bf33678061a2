"""Precision and recall of ``tanwen lint`` by rule family on texts labelled blind by two readers, and its speed.

python benchmarks/lint.py                  tables, one a text, and how far the readers agree
python benchmarks/lint.py --show guide     of one text; also what was missed and what nobody labelled

Texts that are held out are scored and never shown.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.lint_scores import HELD_OUT, Result, agreement, labelled, score, table


def main(arguments: list[str]) -> int:
    """Print the tables."""
    total, unseen = Result(), Result()
    names = {one for one in arguments if not one.startswith("--")}
    for text in labelled():
        if names and text.name not in names:
            continue
        if not text.present:
            print(f"{text.name}: the text is not here, or another than was labelled: skipped\n")
            continue
        both, every = agreement(text)
        result = score(text)
        total.add(result)
        if text.name in HELD_OUT:
            unseen.add(result)
        print(f"{text.name}: {every} labels, {both} by both readers")
        print("\n".join(table(result)))
        if "--show" in arguments and text.name not in HELD_OUT:
            for mark in result.missed:
                print(f"  missed {text.path.name}:{mark.line} {'/'.join(mark.rules)} {mark.at or ''}")
            for hit in result.false:
                print(f"  alarm  {hit.finding.position} {hit.rule.rule.id} {hit.breach.fragment!r} {hit.breach.en}")
        print()
    print("held out: " + ", ".join(sorted(HELD_OUT)))
    print("\n".join(table(unseen)))
    print("\nall texts")
    print("\n".join(table(total)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
