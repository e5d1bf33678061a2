"""What came of a touched project: its documents built and checked, and compared with those before the range."""

from __future__ import annotations

import dataclasses
import datetime
from dataclasses import dataclass
from pathlib import Path

from generator.base.findings import Finding, in_order
from generator.base.text import Text
from generator.build.ci.span import Span
from generator.build.ci.touched import Touched
from generator.build.options import Built, Options, Progress
from generator.build.pipeline import build_project
from generator.build.sides import project_side, revision_side
from generator.review.changes import Changes
from generator.review.compare import compare_sides
from generator.review.side import Side

#: Where the documents of a range are built, below the folder of its artefacts.
BUILT = "documents"


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the documents of a range are built, and where everything about it is written."""

    target: Path
    formats: tuple[str, ...]
    final: bool = False
    locked: bool = True


@dataclass(frozen=True, slots=True)
class Result:
    """A touched project with both of its sides, what differs, what was built, and what is found in it now.

    ``old`` and ``changes`` are there where both sides can be read; nothing but ``touched`` where the project is gone.
    """

    touched: Touched
    old: Side | None = None
    new: Side | None = None
    changes: Changes | None = None
    built: Built | None = None
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Text, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that stand at the newer end and refuse a final document."""
        return tuple(finding for finding in self.findings if finding.blocks_final)


def result_of(span: Span, touched: Touched, wanted: Wanted, *, today: datetime.date, progress: Progress) -> Result:
    """Build, check and compare one touched project."""
    if touched.folder is None or touched.findings:
        return Result(touched, findings=in_order(touched.findings), remarks=touched.remarks)
    new = _new_side(span, touched, wanted, today)
    built = _built(touched, wanted, today, progress)
    found = in_order([*new.findings, *built.findings])
    old, remarks = _old_side(span, touched, wanted, today)
    if old is None:
        return Result(touched, None, new, None, built, found, (*touched.remarks, *remarks))
    return Result(touched, old, new, compare_sides(old, new), built, found, (*touched.remarks, *remarks))


def _new_side(span: Span, touched: Touched, wanted: Wanted, today: datetime.date) -> Side:
    assert touched.folder is not None
    name = span.new.commit[:10]
    if span.dirty:  # no commit holds what stands there
        return project_side(touched.folder, today=today, name=f"{name} +", final=wanted.final)
    side = project_side(touched.folder, today=today, name=name, final=wanted.final)
    return dataclasses.replace(side, commit=span.new.commit, author=span.new.author, date=span.new.date)


def _old_side(
    span: Span, touched: Touched, wanted: Wanted, today: datetime.date
) -> tuple[Side | None, tuple[Text, ...]]:
    """Return the side before the range, or why there is none to compare with."""
    if span.old is None or not touched.compared:
        return None, ()
    outcome = revision_side(span.root / touched.place, span.old.commit, today=today, final=wanted.final)
    side = outcome.value
    if side is None:
        return None, tuple(finding.message for finding in outcome.findings[:1])
    if side.project is not None and side.ledger is not None:
        return dataclasses.replace(side, name=span.old.commit[:10]), ()
    first = next((one for one in side.findings if one.blocks_final), None)
    why = Text(f"：{first.position} {first.message.zh}", f": {first.position} {first.message.en}") if first else None
    zh, en = "范围之前的项目算不出账本，无法比较", "the project before the range has no ledger, so nothing is compared"
    return None, (Text(f"{zh}{why.zh}", f"{en}{why.en}") if why else Text(zh, en),)


def _built(touched: Touched, wanted: Wanted, today: datetime.date, progress: Progress) -> Built:
    assert touched.folder is not None
    documents = tuple(one.id for one in touched.documents if one.fate != "gone")
    if not documents:
        return Built(touched.id, (), ())
    options = Options(wanted.target / BUILT, wanted.formats, documents, wanted.final, wanted.locked)
    return build_project(touched.folder, options, today=today, progress=progress)
