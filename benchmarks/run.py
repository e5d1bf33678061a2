"""All benchmarks in one run; their figures go into the table of README.md, between its two marks.

Usage: python benchmarks/run.py [--print]
"""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_MARKED = re.compile(r"(<!-- benchmarks -->\n).*?(<!-- /benchmarks -->)", re.DOTALL)

Line = tuple[str, str, str]


def rows_of(script: str) -> dict[str, list[str]]:
    """Run a benchmark and return the rows of the tables that it prints, by their first cell."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / script)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{script}: {done.stderr}")
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and not set(cells[0]) <= set("-: "):
            found.setdefault(cells[0], cells[1:])
    return found


def build() -> list[Line]:
    """Whole builds of an example."""
    words = {
        "cold": "one example, two documents, docx + html + xlsx + md: cold, two pictures drawn by Chromium",
        "cold, no browser": "the same without a browser",
        "one line changed": "the same after one line of prose changed",
        "nothing changed": "the same with nothing changed",
    }
    rows = rows_of("build.py")
    return [(words[case], f"{rows[case][0]} s", f"< {float(rows[case][1]):g} s") for case in words]


def word() -> list[Line]:
    """The Word writer beside others."""
    rows = rows_of("word.py")
    floor = next(cells for route, cells in rows.items() if route.startswith("floor"))
    ours = rows["Tanwen"]
    aim = f"< 2 x the floor of {floor[0]} ms (the same XML serialised and deflated)"
    lines = [("Word file of 150 pages, in-process", f"{ours[0]} ms, {ours[1]} x", aim)]
    for route, cells in rows.items():
        if route.startswith(("docxtpl", "pandoc")):
            lines.append((f"the same by {route}", f"{cells[0]} ms", "peer"))
    return lines


def table_rows() -> list[Line]:
    """A sheet of 100,000 rows."""
    rows = rows_of("rows.py")
    both = rows["load and compute"]
    return [
        ("100,000 activity rows: load and compute", f"{both[0]} s, {both[1]} x", "< 3 x python-calamine alone"),
        ("the same: peak memory", f"{both[3]} MiB", "< 400 MB"),
    ]


def calculations() -> list[Line]:
    """A region's inventory and its drivers, and a simulation."""
    region, drivers, draws = rows_of("region.py"), rows_of("drivers.py"), rows_of("monte_carlo.py")
    both = float(region["compute"][0]) + float(drivers["ledger, I additive"][0])
    return [
        ("regional inventory, 23 years x 47 sectors x 20 items: compute", f"{region['compute'][0]} s", ""),
        ("its chained LMDI, 4 drivers: compute", f"{drivers['ledger, I additive'][0]} s", ""),
        ("both", f"{both:.2f} s", "< 1 s"),
        (
            "10,000 Monte Carlo draws over 500 parameters",
            f"{draws['engine'][0]} s, {draws['engine'][1]} x",
            "< 3 x bare numpy",
        ),
    ]


def drafts() -> list[Line]:
    """The linter of draft standards: its speed, and how well it does on the labelled texts that are here."""
    rows = rows_of("drafts.py")
    text, word, peer = (cells for case, cells in rows.items() if case != "case")
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "lint.py")], capture_output=True, text=True, check=True
    )
    scores = [line.split() for line in done.stdout.splitlines() if re.match(r"all +\d", line)]
    return [
        ("draft standard of 100 pages as text: all rules", f"{text[0]} s", text[-1]),
        ("the same as Word file: read, all rules, a comment at each finding", f"{word[0]} s, {word[1]} x", word[-1]),
        ("the same by python-docx: open, read, save", f"{peer[0]} s", "peer"),
        *(
            (f"{what}: findings", f"precision {one[-1]}, recall {one[3]}", "0.9, 0.9")
            for what, one in zip(("three labelled drafts held out", "all labelled drafts"), scores[-2:], strict=True)
        ),
    ]


def matcher() -> list[Line]:
    """The matcher of typed numbers, on each corpus of labelled sentences."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "matcher.py")], capture_output=True, text=True, check=True
    )
    lines: list[Line] = []
    corpus, what = "", iter(("", ""))
    for line in done.stdout.splitlines():
        if line.endswith(" sentences"):
            corpus, what = line, iter(("numbers found", "verdicts on them"))
        elif line.startswith("| all |"):
            precision, recall = (cell.strip() for cell in line.strip("|").split("|")[-2:])
            lines.append((f"{corpus}: {next(what)}", f"precision {precision}, recall {recall}", ""))
    return lines


def verify() -> list[Line]:
    """Verification of an edited Word file, whole process."""
    rows = rows_of("verify.py")
    return [
        (f"tanwen verify, 150 pages, 3,960 numbers: {case}", f"{cells[0]} s", "< 2 s")
        for case, cells in rows.items()
        if case != "file"
    ]


def table(lines: list[Line]) -> str:
    """Return the figures as a Markdown table."""
    head = ["| case | figure | aim or peer |", "| --- | --- | --- |"]
    machine = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    body = [f"| {case} | {figure} | {aim} |" for case, figure, aim in lines]
    return "\n".join([*head, *body, "", f"Medians of one run of `make bench` ({machine}).", ""])


def main() -> None:
    """Run everything and rewrite the table, or print it."""
    made = table([*build(), *word(), *table_rows(), *calculations(), *drafts(), *verify(), *matcher()])
    if "--print" in sys.argv[1:]:
        sys.stdout.write(made)
        return
    text = README.read_text("utf-8")
    if not _MARKED.search(text):
        raise SystemExit("README.md has no marks for the table")
    README.write_text(_MARKED.sub(lambda found: found[1] + made + found[2], text), "utf-8")
    sys.stdout.write(made)


if __name__ == "__main__":
    main()
