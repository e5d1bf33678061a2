"""Comments on a draft standard, wherever they were written: in the section itself or in a table beside it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.findings import Position
from generator.project.models import ProjectFile
from generator.project.project import Project, Table

if TYPE_CHECKING:
    from generator.project.sections.standard_process_consultation import Consultation, Verdict

#: What tables of comments call verdicts, beside what a project says itself.
VERDICT_WORDS: Mapping[str, Verdict] = {
    "采纳": "adopted",
    "已采纳": "adopted",
    "部分采纳": "partly",
    "不采纳": "rejected",
    "未采纳": "rejected",
    "adopted": "adopted",
    "partly": "partly",
    "rejected": "rejected",
}
_DATE = re.compile(r"^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?(?: 00:00:00)?$")
#: Keys of a comment that are words; a table has columns of the same names.
_WORDS = ("clause", "opinion", "reply", "commit")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment with what became of it.

    ``body`` is an id, or what the table calls a body that has none; ``verdict`` is empty where there is none.
    """

    id: str
    number: int | None
    clause: str
    opinion: str
    body: str
    received: datetime.date | None
    verdict: str
    reply: str
    commit: str
    at: Position
    places: Mapping[str, Position]

    def place(self, key: str) -> Position:
        """Where a part of it stands."""
        return self.places.get(key, self.at)


def comments_of(project: Project) -> tuple[Comment, ...]:
    """Return the comments of a project in the order in which they were written."""
    section = project.file.standard_process
    held = section.consultation if section is not None else None
    if held is None:
        return ()
    found = list(_entries(held))
    if held.table is not None and held.table.table in project.tables:
        found += _rows(held, project.tables[held.table.table], project.file)
    return tuple(found)


def _entries(held: Consultation) -> Iterator[Comment]:
    for one in held.comments:
        keys = ("number", "clause", "opinion", "body", "received", "verdict", "reply", "commit")
        yield Comment(
            one.id,
            one.number,
            one.clause.strip(),
            one.opinion.strip(),
            one.body,
            one.received,
            one.verdict or "",
            one.reply.strip(),
            one.commit,
            one.at,
            {key: one.place(key) for key in keys},
        )


def _rows(held: Consultation, table: Table, file: ProjectFile) -> Iterator[Comment]:
    assert held.table is not None
    section = file.standard_process
    bodies = {one.name.zh: one.id for one in section.bodies} if section is not None else {}
    bodies |= {one.id: one.id for one in section.bodies} if section is not None else {}
    bodies |= held.table.bodies
    verdicts = {**VERDICT_WORDS, **held.table.verdicts}
    for row in range(len(table)):
        words = {key: table.text[key][row].strip() if key in table.text else "" for key in _WORDS}
        number = table.values["number"][row]
        body, verdict = table.text["body"][row].strip(), table.text["verdict"][row].strip()
        places = {key: table.position(row, key) for key in (*table.text, "number")}
        yield Comment(
            f"{table.id}-{row + 1}",
            int(number) if number is not None and number == int(number) else None,
            words["clause"],
            words["opinion"],
            bodies.get(body, body),
            _date(table.text["received"][row]) if "received" in table.text else None,
            verdicts.get(verdict, verdict),
            words["reply"],
            words["commit"],
            table.position(row, "opinion"),
            places,
        )


def _date(text: str) -> datetime.date | None:
    found = _DATE.match(text.strip())
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
