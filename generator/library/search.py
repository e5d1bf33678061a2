"""Search over all figures of all data sets."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.data_sets import DataSet, Figure, data_set_ids, load_data_set
from generator.base.findings import Finding, Outcome, Position, Rule, Severity
from generator.base.text import Language, Text

AMBIGUOUS = Rule(
    "LG760",
    "figures-ambiguous",
    Severity.ERROR,
    "A search for one figure found several, or none. What tells them apart is the data set, the region, the data year "
    "and the purpose: one kWh can need five factors. Wrong: `tanwen factors 电力 --one`. Right: `tanwen factors 全国 "
    "--set cn-electricity --year 2023 --purpose location --one`.",
)

_MARKS = {
    "confirmed": Text("已核实", "confirmed"),
    "secondary": Text("转引", "secondary"),
    "unconfirmed": Text("未核实", "unconfirmed"),
}
_HEAD = (
    (Text("数据集", "set"), "data_set"),
    (Text("名称", "item"), "item"),
    (Text("参数", "property"), "property"),
    (Text("地区", "region"), "region"),
    (Text("年份", "year"), "year"),
    (Text("数值", "value"), "value"),
    (Text("单位", "unit"), "unit"),
    (Text("用途", "purpose"), "purpose"),
    (Text("可信度", "mark"), "mark"),
    (Text("出处", "source"), "source"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a search asks for: words that must all be found, and fields that must be equal (empty: any)."""

    words: tuple[str, ...]
    data_set: str = ""
    year: int | None = None
    region: str = ""
    purpose: str = ""
    mark: str = ""

    def fits(self, one: Figure) -> bool:
        """Whether a figure's fields are the ones asked for."""
        return (
            self.data_set in ("", one.data_set)
            and self.year in (None, one.year)
            and self.region in ("", one.region)
            and self.purpose in ("", one.purpose)
            and self.mark in ("", one.mark)
        )


def load_all(workspace: Path | None) -> Outcome[tuple[DataSet, ...]]:
    """Load the newest version of every data set of a workspace and of those that come with Tanwen."""
    outcomes = [load_data_set(name, workspace) for name in data_set_ids(workspace)]
    found = tuple(outcome.value for outcome in outcomes if outcome.value is not None)
    return Outcome(found, tuple(finding for outcome in outcomes for finding in outcome.findings))


def search(sets: Iterable[DataSet], wanted: Wanted) -> tuple[Figure, ...]:
    """Return the figures that fit: those whose item is named exactly first, else in the order of the sets."""
    words = [_folded(word) for word in wanted.words]
    scored: list[tuple[int, int, Figure]] = []
    for one in sets:
        other_names: dict[str, list[str]] = {}
        for alias, item in one.aliases.items():
            other_names.setdefault(item, []).append(alias)
        for figure in one.figures:
            if not wanted.fits(figure):
                continue
            names = [figure.item, figure.name.en, *other_names.get(figure.item, ())]
            text = _folded(" ".join([*names, figure.property, figure.region, figure.purpose, one.id, one.title.zh]))
            if all(word in text for word in words):
                exact = any(_folded(name) in words for name in names)
                scored.append((0 if exact else 1, len(scored), figure))
    return tuple(figure for _, _, figure in sorted(scored, key=lambda row: row[:2]))


def nearest(sets: Iterable[DataSet], words: Sequence[str]) -> tuple[str, ...]:
    """Return items that are spelled like what was asked for."""
    found = [f"{one.id}/{item}" for one in sets for word in words for item in one.nearest(word) if _near(word, item)]
    return tuple(dict.fromkeys(found))[:6]


def _near(word: str, item: str) -> bool:
    return bool(set(_folded(word)) & set(_folded(item)))


def not_one(found: Sequence[Figure], near: Sequence[str], wanted: Wanted) -> Finding:
    """Return the finding for a search that should have found one figure."""
    asked = " ".join(wanted.words)
    listed = [str(one) for one in found[:12]] or list(near) or ["-"]
    return AMBIGUOUS.at(
        found[0].position if found else Position("content"),
        f"“{asked}”对应 {len(found)} 个数值",
        f"{len(found)} figures fit {asked!r}",
        hint_zh=("候选：" if found else "相近的：") + "；".join(listed),
        hint_en=("candidates: " if found else "nearest: ") + "; ".join(listed),
        related=[one.position for one in found[1:12]],
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


# -------------------------------------------------------------------------------------------------- writing


def _fields(one: Figure, language: Language) -> dict[str, str]:
    source = " ".join(filter(None, [one.document, one.locator]))
    return {
        "data_set": one.data_set,
        "item": one.item,
        "property": one.property,
        "region": one.region,
        "year": str(one.year or ""),
        "value": str(one.value),
        "unit": one.unit.text,
        "purpose": one.purpose,
        "mark": _MARKS[one.mark].say(language),
        "source": source,
    }


def as_table(found: Sequence[Figure], language: Language) -> str:
    """Return figures as aligned columns, bounds and notes after the source."""
    head = tuple(title.say(language) for title, _ in _HEAD)
    rows = [head]
    for one in found:
        fields = _fields(one, language)
        extra = f"  [{one.low}–{one.high}]" if one.low is not None or one.high is not None else ""
        note = f"  {one.note}" if one.note else ""
        rows.append((*(fields[key] for _, key in _HEAD[:-1]), fields["source"] + extra + note))
    widths = [max(_width(row[column]) for row in rows) for column in range(len(head))]
    lines = ["  ".join(cell + " " * (widths[i] - _width(cell)) for i, cell in enumerate(row)).rstrip() for row in rows]
    return "\n".join(lines) + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def as_json(found: Sequence[Figure], language: Language) -> str:
    """Return figures as JSON, values as decimal strings, each with its place."""
    rows = []
    for one in found:
        row = {key: text for key, text in _fields(one, language).items() if text} | {"mark": one.mark}
        if one.low is not None or one.high is not None:
            row |= {"low": str(one.low), "high": str(one.high)}
        if one.note:
            row["note"] = one.note
        rows.append({**row, "position": str(one.position)})
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def as_csv(found: Sequence[Figure], language: Language) -> str:
    """Return figures as csv."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([key for _, key in _HEAD])
    writer.writerows([list(_fields(one, language).values()) for one in found])
    return out.getvalue()
