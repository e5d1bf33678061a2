"""What templates see of the project: the fields of its typed models, names in the document's language, nothing else."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from generator.base.text import Language, Text
from generator.compose.facts import Offered
from generator.project.models import Names, ProjectFile

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Wording(str):
    """A name in the document's language; ``.zh`` and ``.en`` give either."""

    __slots__ = ("en", "zh")
    zh: str
    en: str

    @classmethod
    def of(cls, text: Text, language: Language) -> Wording:
        """Build the wording of ``text`` in ``language``."""
        made = cls(text.say(language).strip())
        made.zh, made.en = text.zh, text.en
        return made


class View(Offered):
    """A model of the project file: its fields, and what ``extra`` adds."""

    __slots__ = ("_extra", "_language", "_node")

    def __init__(self, node: Any, language: Language, extra: Mapping[str, Callable[[], Any]] | None = None) -> None:
        self._node = node
        self._language = language
        self._extra = extra or {}

    def offer(self, name: str) -> Any:
        """Return a field as templates see it."""
        if name in self._extra:
            return seen(self._extra[name](), self._language)
        if name in self.fields():
            return seen(getattr(self._node, name), self._language)
        raise KeyError(name)

    def fields(self) -> tuple[str, ...]:
        """The names of the model's fields."""
        own = (
            tuple(type(self._node).model_fields)
            if isinstance(self._node, BaseModel)
            else tuple(field.name for field in fields(self._node))
        )
        return (*own, *self._extra)

    @property
    def kind(self) -> str:
        """What the model is called."""
        return type(self._node).__name__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and other._node is self._node

    def __hash__(self) -> int:
        return id(self._node)


def seen(value: Any, language: Language) -> Any:
    """Return a value of the project as templates see it: models as views, lists as tuples, names in one language."""
    if isinstance(value, Names):
        return Wording.of(value.text, language)
    if isinstance(value, Text):
        return Wording.of(value, language)
    if isinstance(value, BaseModel) or (is_dataclass(value) and not isinstance(value, type)):
        return View(value, language)
    if isinstance(value, (list, tuple)):
        return tuple(seen(item, language) for item in value)
    if isinstance(value, Mapping):
        return {key: seen(item, language) for key, item in value.items()}
    return value


def project_view(project_id: str, file: ProjectFile, language: Language, comments: Callable[[], Any] = tuple) -> View:
    """Return ``project``: the project file, with shortcuts to what stands deeper or in tables."""
    pathway = file.pathway
    return View(
        file,
        language,
        {
            "id": lambda: project_id,
            "sites": lambda: file.boundary.sites,
            "exclusions": lambda: file.boundary.exclusions,
            "measures": lambda: pathway.measures if pathway else (),
            "scenarios": lambda: pathway.scenarios if pathway else (),
            "years": lambda: file.periods.reporting,
            "current": lambda: file.periods.current,
            "base_year": lambda: file.periods.base_year.year,
            "comments": comments,
        },
    )


def lookups(file: ProjectFile, language: Language) -> Iterator[tuple[str, str, Callable[[str], Any | None]]]:
    """Yield (name, what it finds, function) of the look-ups that templates may call with an id."""
    firms = {firm.id: firm for firm in file.firms}
    engaged = {one.id: firms.get(one.firm) for one in file.engagements}
    pathway, process = file.pathway, file.standard_process
    tables: dict[str, tuple[str, dict[str, Any]]] = {
        "site": ("site", {one.id: one for one in file.boundary.sites}),
        "source_of": ("source", {one.id: one for one in file.sources}),
        "responsible": ("responsible role", {one.id: one for one in file.responsible}),
        "metric_of": ("metric", {one.id: one for one in file.metrics}),
        "measure_of": ("measure", {one.id: one for one in (pathway.measures if pathway else ())}),
        "scenario_of": ("scenario", {one.id: one for one in (pathway.scenarios if pathway else ())}),
        "target_of": ("target", {one.id: one for one in file.targets}),
        "instrument_of": ("instrument", {one.id: one for one in file.instruments}),
        "engagement_of": ("engagement", {one.id: one for one in file.engagements}),
        "firm_of": ("firm or engagement", {**firms, **engaged}),
        "body_of": ("body", {one.id: one for one in (process.bodies if process else ())}),
        "trial_of": ("trial", {one.id: one for one in (process.trials if process else ())}),
    }
    for name, (what, table) in tables.items():
        yield name, what, _finder(table, language)


def _finder(table: dict[str, Any], language: Language) -> Callable[[str], Any | None]:
    def find(one: str) -> Any | None:
        found = table.get(one)
        return None if found is None else seen(found, language)

    return find


def spell_date(day: datetime.date, language: Language) -> str:
    """Return 2025年4月18日, or 18 April 2025."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def spell_month(period: str, language: Language, short: bool = False) -> str:
    """Return 2024年3月 or March 2024 for ``2024-03`` (short: 3月, Mar); 2024年 for a year.

    Raises:
        ValueError: the text is neither a year nor a month.
    """
    year, _, month = period.partition("-")
    if not (year.isdecimal() and len(year) == 4 and (not month or (month.isdecimal() and 1 <= int(month) <= 12))):
        raise ValueError(period)
    if not month:
        return f"{year}年" if language == "zh" else year
    if language == "en":
        name = _MONTHS[int(month) - 1]
        return name[:3] if short else f"{name} {year}"
    return f"{int(month)}月" if short else f"{year}年{int(month)}月"
