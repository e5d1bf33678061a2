"""What an import is making: the rows to write, and everything that its report says of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.base.findings import Finding, Position
from generator.base.text import Language, Text
from generator.base.units import Unit
from generator.project.importing import rules
from generator.project.project import Table
from generator.project.sections.imports import Import
from generator.project.suggestions import listing, nearest

#: Totals that were computed in binary floating point differ from their sums by this part.
_SAME = Decimal("1e-6")
_LISTED = 12
_LONGEST = 40
_WORD = re.compile(r"^[^\W\d][\w./%^·-]*$")
_NUMBER = re.compile(r"^[-+]?[0-9]+(?:\.[0-9]+)?$")


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """A total of the file beside the sum of the rows that it covers."""

    what: str
    stated: Decimal
    summed: Decimal
    at: Position

    @property
    def agrees(self) -> bool:
        """Whether the two are one number."""
        return abs(self.stated - self.summed) <= _SAME * max(abs(self.stated), abs(self.summed))


@dataclass
class Draft:
    """The table being made. Rows with a fault are refused, each with a finding; rows passed over are listed."""

    spec: Import
    table: Table
    head: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    skipped: dict[str, list[Position]] = field(default_factory=dict)
    changed: list[Text] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    totals: list[TotalCheck] = field(default_factory=list)
    meanings: dict[str, dict[str, str]] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    _lost: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def cell(self, name: str, row: int) -> str:
        """Return a cell of words, empty where the import has no such column."""
        column = self.table.text.get(name)
        return column[row] if column is not None else ""

    def at(self, row: int, column: str) -> Position:
        """Where a cell of a row stands."""
        known = column if column in self.table.letters else next(iter(self.table.letters))
        return self.table.position(row, known)

    def passes_over(self, row: int, column: str) -> bool:
        """Whether a row is listed under ``skip`` by the label in ``column``; it is noted."""
        label = self.cell(column, row)
        if label not in self.spec.skip:
            return False
        self.skipped.setdefault(label, []).append(self.at(row, column))
        return True

    def is_total(self, row: int, column: str) -> bool:
        """Whether a row is a total by the label in ``column``."""
        return self.cell(column, row) in self.spec.totals

    def meaning(self, column: str, row: int, ids: Sequence[str] = ()) -> str:
        """Return the id that a label stands for: as mapped, or an id itself; nothing refuses the row."""
        label = self.cell(column, row)
        given = self.spec.map.get(column, {})
        found = given.get(label) or (label if label in ids or label in given.values() else "")
        if found:
            self.meanings.setdefault(column, {})[label] = found
        else:
            self._lost.setdefault((column, label), []).append(row)
        return found

    def refuse_lost(self, ids: Sequence[str] = ()) -> None:
        """Turn labels without a meaning into findings, one a label with all its places."""
        for (column, label), rows in self._lost.items():
            count = len(rows)
            known = [*self.spec.map.get(column, {}), *ids]
            shown = label if len(label) <= _LONGEST else f"{label[:_LONGEST]}…"
            near = self.spec.map.get(column, {}).get(nearest(label, known), "") or nearest(label, known) or "…"
            self.refused.append(
                rules.UNMAPPED.at(
                    self.at(rows[0], column),
                    f"“{shown}”没有对应的编号（{count} 行）" if label else f"{column} 为空（{count} 行）",
                    f"{shown!r} has no meaning ({count} rows)" if label else f"{column} is empty ({count} rows)",
                    hint_zh=f"在 map.{column} 下写 {shown}: {near}；标题行写入 skip。已知：{listing(known)}",
                    hint_en=f"under map.{column}: {shown}: {near}; headings under skip. Known: {listing(known)}",
                    related=[self.at(row, column) for row in rows[1:_LISTED]],
                )
            )

    def compare(self, what: str, stated: Decimal, summed: Decimal, at: Position) -> None:
        """Hold a total against the sum of its rows."""
        check = TotalCheck(what, stated, summed, at)
        self.totals.append(check)
        if not check.agrees:
            self.refused.append(
                rules.TOTAL_DIFFERS.at(
                    at,
                    f"{what}的合计为 {stated}，各行之和为 {summed}",
                    f"the total of {what} is {stated}, its rows add up to {summed}",
                    hint_zh="核对是否漏行、重复，或把小计写入 skip",
                    hint_en="look for rows left out or counted twice; sub-totals go under skip",
                )
            )

    def text(self) -> str:
        """Return the table as csv; a text that a spreadsheet would run as a formula is quoted."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.head)
        writer.writerows([_inert(cell) for cell in row] for row in self.rows)
        return out.getvalue()


def _inert(cell: str) -> str:
    """Return a cell as a spreadsheet will not run it: what begins as a formula and is no number gets an apostrophe."""
    return f"'{cell}" if cell.startswith(("=", "@", "+", "-", "\t", "\r")) and not _NUMBER.match(cell) else cell


def report(draft: Draft, written: bool, language: Language) -> str:
    """Return the report: what was read, changed, passed over, compared and refused, and how to name the table."""
    spec, zh = draft.spec, language == "zh"
    lines = [f"{spec.id}: {draft.table.path} -> {spec.to}"]
    read = f"读入 {len(draft.table)} 行，" if zh else f"read {len(draft.table)} rows, "
    made = f"写出 {len(draft.rows)} 行" if zh else f"wrote {len(draft.rows)} rows"
    lines.append(f"  {read}{made if written else ('未写出' if zh else 'wrote nothing')}")
    for column, found in draft.meanings.items():
        renamed = {label: name for label, name in found.items() if label != name}
        for label, name in renamed.items():
            lines.append(f"  {column}: {label} -> {name}")
    lines += [f"  {text.say(language)}" for text in draft.changed]
    for label, places in draft.skipped.items():
        lines.append(f"  {'略过' if zh else 'passed over'} {label}: {len(places)} ({places[0]})")
    agreed = sum(check.agrees for check in draft.totals)
    if draft.totals:
        word = "合计相符" if zh else "totals that agree"
        lines.append(f"  {word}: {agreed}/{len(draft.totals)}")
    if draft.refused:
        lines.append(f"  {'拒收' if zh else 'refused'}: {len(draft.refused)}")
    if written:
        lines += ["", f"  {'在 project.yaml 中引用：' if zh else 'name it in project.yaml:'}", *_naming(draft)]
    return "\n".join(lines) + "\n"


def _naming(draft: Draft) -> list[str]:
    """Return the lines that make the project read the table."""
    spec, file = draft.spec, _plain(draft.spec.to)
    if spec.kind in ("ledger", "meter"):
        columns = ", ".join(f"{name}: {name}" for name in draft.head)
        return [
            "    activity:",
            "      tables:",
            f"        - {{id: {spec.id}, file: {file}, columns: {{{columns}}}}}",
        ]
    words = [name for name in draft.head if name not in draft.units]
    values = ", ".join(
        f"{_plain(name)}: {{header: {_plain(name)}, unit: {_plain(unit.text)}}}" for name, unit in draft.units.items()
    )
    columns = ", ".join(f"{name}: {name}" for name in words)
    return [
        "    tables:",
        f"      - {{id: {spec.id}, file: {file}, columns: {{{columns}}}, values: {{{values}}}}}",
    ]


def _plain(text: str) -> str:
    """Return a text as it may stand in a flow of YAML: quoted where a mark of YAML or a number would be read in it."""
    return text if _WORD.match(text) else json.dumps(text, ensure_ascii=False)
