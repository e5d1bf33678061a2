"""The page of the calculations: what each module's docstring says of its method, and which examples prove it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: What the docstring of a module that records facts must say, each as a paragraph of its own.
LABELS = ("Method", "Inputs", "Outputs", "Errors", "Example", "Marks")
_LABEL = re.compile(rf"^({'|'.join(LABELS)}|Units): ", re.MULTILINE)
_RECORDS = re.compile(r"\b(?:derive|give|give_amount|_derive|_give)\(")
_CODE = re.compile(r"``([^`]+)``")
_ID = re.compile(r"(?<![\w./])([a-z_]+)\.[a-z][a-z0-9_]*(?:\[[^\]]*\])?")
_ROLE = re.compile(r":\w+:`~?([^`]+)`")

#: Modules through which the methods of a package record: they are no methods themselves.
_SHARED = ("frame", "series")

#: Where worked examples lie; those of the first two calculations have forms of their own.
_EXAMPLES = {"inventory": "examples", "pathway": "pathway_examples"}


@dataclass(frozen=True)
class Page:
    """A module's docstring: title, prose, labelled paragraphs."""

    module: str
    title: str
    prose: str
    labels: dict[str, str]


def package_of(module: str) -> Path:
    """Return the folder of a calculation's package."""
    return ROOT.joinpath(*module.split(".")).parent


def records(path: Path) -> bool:
    """Whether a module records facts, and so is a method that the page shows; a frame is what the methods share."""
    return path.stem not in _SHARED and bool(_RECORDS.search(path.read_text("utf-8")))


def read(path: Path) -> Page:
    """Read a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    title, _, rest = text.partition("\n\n")
    parts = _LABEL.split(rest)
    labels = {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}
    return Page(path.stem, " ".join(title.split()), parts[0].strip(), labels)


def lacking(path: Path) -> list[str]:
    """Return the labels that the docstring of a module lacks."""
    page = read(path)
    return [label for label in LABELS if not page.labels.get(label)]


def examples(calculation: str) -> Iterator[tuple[str, str]]:
    """Yield name and source of every worked example of a calculation."""
    import yaml

    home = ROOT / "tests" / "calculations"
    folder = home / _EXAMPLES[calculation] if calculation in _EXAMPLES else home / calculation / "worked"
    for path in sorted(folder.glob("*.yaml")):
        example = yaml.safe_load(path.read_text("utf-8"))
        yield str(example["name"]), str(example["from"])


def calculation_page() -> str:
    """Return ``docs/calculations.md``."""
    from generator.calculations.versions import CALCULATIONS

    lines = [
        "# Calculations",
        "",
        "Written from the modules themselves by `python tools/docs.py`; edit them there. A project's sections say which"
        " calculations run; `tanwen facts` lists what they made, `tanwen explain` follows each number down.",
        "",
        "| calculation | version | runs where the project has | after |",
        "| --- | --- | --- | --- |",
    ]
    for name, one in CALCULATIONS.items():
        sections = ", ".join(f"`{section}`" for section in one.sections)
        lines.append(f"| [{name}](#{name.replace('_', '-')}) | {one.version} | {sections} | {', '.join(one.needs)} |")
    for name, one in CALCULATIONS.items():
        lines += ["", f"## {name}", "", *_calculation(package_of(one.module))]
        shown = f"tests/projects/calculations/{name.replace('_', '-')}"
        if (ROOT / shown).is_dir():
            lines += ["", f"**A project to look at**: `{shown}`."]
        listed = [f"- {title}. From: {source}" for title, source in examples(name)]
        if listed:
            lines += ["", "**Worked examples** (`tests/calculations`):", "", *listed]
    return "\n".join(lines) + "\n"


def _calculation(package: Path) -> Iterator[str]:
    run = read(package / "run.py")
    yield _shown(run.title)
    if run.prose:
        yield ""
        yield _shown(run.prose)
    for path in sorted(package.rglob("*.py")):
        if records(path) and (page := read(path)).labels:
            yield from ("", f"### {name_of(path, package)}", "", _shown(page.title))
            if page.prose:
                yield from ("", _shown(page.prose))
            for label, text in page.labels.items():
                said = _with_ids(text)
                yield from ("", f"**{label}.** {_shown(said[:1].upper() + said[1:])}")


def name_of(path: Path, package: Path) -> str:
    """Return what the page calls a module."""
    return f"{package.name}/{path.relative_to(package).with_suffix('').as_posix()}"


def _with_ids(text: str) -> str:
    """Return a paragraph that gives ids of facts in plain text with them as code, never with a capital letter."""
    from generator.compose.sheets.families import FAMILIES

    pieces = re.split(r"(``[^`]*``|`[^`]*`)", text)
    plain = (_ID.sub(lambda found: f"`{found[0]}`" if found[1] in FAMILIES else found[0], one) for one in pieces[::2])
    pieces[::2] = list(plain)
    return "".join(pieces)


def _shown(text: str) -> str:
    """Return docstring text as Markdown; a paragraph that ends in ``::`` leads into a block of code as it stands."""
    return _ROLE.sub(r"`\1`", _CODE.sub(r"`\1`", text)).replace("::\n", ":\n")
