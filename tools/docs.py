"""Write the pages of ``docs/`` that come from the code; ``--check`` only says which of them are out of date."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import generator
from tools.calculation_pages import calculation_page


def rules() -> str:
    """Return the manual of the rules of every stage."""
    from generator.base.findings import Rule
    from generator.checks.manual import rules_manual
    from generator.drafting.manual import drafting_manual

    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if "__main__" in module.name or module.name.startswith("generator.cli"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            for rule in value if isinstance(value, tuple) else (value,):
                if isinstance(rule, Rule):
                    found.setdefault(rule.id, rule)
    return rules_manual(found.values()) + "\n" + drafting_manual()


def inspection() -> str:
    """Return the published list of digit strings that need no fact."""
    from generator.inspect.numbers import KINDS

    lines = [
        "# What inspection allows",
        "",
        "Every rendered file is read back (`generator/inspect`). Each number in it must be a fact of the ledger at the",
        "digits shown: a content control in Word, a `<data>` element in HTML, a chart point in the embedded workbook,",
        "a cell in xlsx. Any other digit string is a finding (IS005) unless it is one of these kinds. Results of",
        "Word fields (numbering of headings and captions, cross-references, page numbers, table of contents) and the",
        "cover's own fields (title, number, edition, date) are numbering and data of the document, and no figures.",
        "",
        "| kind | 种类 | pattern |",
        "| --- | --- | --- |",
    ]
    for kind in KINDS:
        pattern = kind.pattern.pattern.replace("|", "\\|").replace("`", "")
        lines.append(f"| {kind.name} | {kind.zh} | `{pattern}` |")
    return "\n".join(lines) + "\n"


def commands() -> str:
    """Return the help of every command."""
    from typer.main import get_command

    from generator.cli import app

    parts = [
        "# Commands",
        "",
        "Exit codes: 0 done; 1 a finding of severity error stands; 2 unreadable input or command.",
        "",
    ]
    names = sorted(name for name, command in get_command(app).commands.items() if not command.hidden)
    for name in ("", *names):
        done = subprocess.run(
            [sys.executable, "-m", "generator", *([name] if name else []), "--help"],
            cwd=ROOT,
            env={"TERMINAL_WIDTH": "100", "COLUMNS": "100", "PATH": "", "PYTHONIOENCODING": "utf-8", "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
        )
        body = done.stdout.replace("python -m generator", "tanwen").rstrip()
        parts += [
            f"## tanwen {name}".rstrip(),
            "",
            "```text",
            "\n".join(x.rstrip() for x in body.split("\n")).strip(),
            "```",
            "",
        ]
    return "\n".join(parts)


def pages() -> dict[Path, str]:
    """Return every generated page with what it should say."""
    return {
        ROOT / "docs" / "rules.md": rules(),
        ROOT / "docs" / "inspection.md": inspection(),
        ROOT / "docs" / "commands.md": commands(),
        ROOT / "docs" / "calculations.md": calculation_page(),
    }


def main(arguments: list[str]) -> int:
    """Write the pages, or with ``--check`` compare them."""
    stale = [path for path, text in pages().items() if not path.is_file() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is not what the code says: run python tools/docs.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(pages()[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
