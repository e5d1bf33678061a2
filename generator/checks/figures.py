"""The figures that a ledger took from elsewhere: how certain they are, and whether newer ones exist (CO011-CO013)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.data_sets import DataSet, Figure, load_data_set
from generator.base.findings import Finding, Position, Rule, Severity
from generator.base.standards import load_register
from generator.checks.framework import Case, Check, project_rule
from generator.ledger.fact import Fact, Mark

_WORDS = {Mark.SECONDARY: ("转引", "secondary"), Mark.UNCONFIRMED: ("未核实", "unconfirmed")}
_LISTED = 6


@project_rule("CO011", "figures-not-confirmed", Severity.NOTE, "ISO 14064-1:2018, 9.3.1 o)")
def not_confirmed(case: Case, rule: Rule) -> Iterable[Finding]:
    """Figures whose primary source nobody read.

    Finds: the figures of each data set, and those that the project brings itself, that the ledger uses and whose mark
    is ``secondary`` (a transcription was read) or ``unconfirmed`` (from memory); one finding a file, with all places.
    Why: the reader of a report takes a printed factor for a checked one; a transcription can be wrong by a digit.
    Wrong: a final report whose electricity factor was copied from a web page.
    Right: the primary document read, and the figure brought along with ``mark: confirmed`` and its place.
    """
    yield from _tables(case, rule)
    groups: dict[tuple[str, Mark], list[Fact]] = {}
    for fact in case.ledger:
        if fact.formula is None and fact.mark is not Mark.CONFIRMED and fact.position is not None:
            groups.setdefault((_set_of(fact.position) or fact.position.path, fact.mark), []).append(fact)
    for (name, mark), facts in groups.items():
        places = list(dict.fromkeys(fact.position for fact in facts if fact.position is not None))
        zh, en = _WORDS[mark]
        labels = list(dict.fromkeys(fact.label for fact in facts))
        more_zh = f" 等 {len(labels)} 项" if len(labels) > _LISTED else ""
        more_en = f" … {len(labels)} in all" if len(labels) > _LISTED else ""
        yield rule.at(
            places[0],
            f"{name} 中用到的 {len(places)} 个数值为{zh}：{'、'.join(one.zh for one in labels[:_LISTED])}{more_zh}",
            f"{len(places)} figures of {name} are {en}: {', '.join(one.en for one in labels[:_LISTED])}{more_en}",
            hint_zh="发布前核对原始文件；核对后可由项目自带该数值并写 mark: confirmed",
            hint_en="read the primary document before publication; then bring the figure with mark: confirmed",
            fact=facts[0].key,
            related=places[1:],
        )


def _tables(case: Case, rule: Rule) -> Iterator[Finding]:
    for table in case.project.tables.values():
        mark = Mark(table.spec.mark)
        if mark is not Mark.CONFIRMED:
            zh, en = _WORDS[mark]
            yield rule.at(
                table.spec.place("mark"),
                f"数据表 {table.id} 的数据为{zh}：{table.spec.source or table.path}",
                f"the table {table.id} is {en}: {table.spec.source or table.path}",
                hint_zh="发布前核对原始文件，核对后写 mark: confirmed",
                hint_en="read the primary document before publication, then write mark: confirmed",
            )


def _set_of(place: Position) -> str:
    """Return the data set that a place lies in, or nothing."""
    parts = place.path.split("/")
    return parts[2] if parts[0] == "content" and len(parts) == 4 else ""


@project_rule("CO012", "figure-superseded", Severity.WARNING, "GB/T 32150, emission factors")
def superseded(case: Case, rule: Rule) -> Iterable[Finding]:
    """A figure of an older data year than the document's year asks for.

    Finds: a figure of a data set that is bound to a year, where the same set holds the same figure of a later year that
    is not later than the reporting year and was published when the documents are dated.
    Why: a factor of 2021 in a report on 2024 is a year or three out of date, and nobody says so.
    Wrong: ``electricity_year: 2021`` in a report on 2024 dated 2026.
    Right: no ``electricity_year``; or a waiver that names the rule which prescribes the year.
    """
    dated = _dated(case)
    for fact, figure, one in _figures(case):
        period = fact.context.get("period") or str(case.project.file.periods.current)
        newer = [
            other
            for other in one.find(figure.item, figure.property, region=figure.region, purpose=figure.purpose)
            if figure.year < other.year <= int(period[:4]) and other.published <= dated
        ]
        if figure.year and newer:
            latest = max(newer, key=lambda other: other.year)
            yield rule.at(
                figure.position,
                f"{fact.label.zh}采用{figure.year}年的 {figure.value}，{period}年已有{latest.year}年的 {latest.value}",
                f"{fact.label.en} is of {figure.year} ({figure.value}); for {period} there is one of {latest.year} "
                f"({latest.value})",
                hint_zh=f"改用{latest.year}年数据；按规定沿用旧值的，写明依据并豁免本规则",
                hint_en=f"use the figure of {latest.year}; where a rule prescribes the old one, waive this and name it",
                fact=fact.key,
                related=[latest.position],
            )


@project_rule("CO013", "figure-source-withdrawn", Severity.WARNING, "GB/T 32150, emission factors")
def withdrawn(case: Case, rule: Rule) -> Iterable[Finding]:
    """A figure from a document that is no longer in force.

    Finds: a figure whose source is withdrawn or replaced in the register at the date of the documents.
    Why: a default of a withdrawn edition is no default any more.
    Wrong: fuel properties of an edition that was replaced two years before the report.
    Right: the data set of the edition in force, named in ``criteria``.
    """
    register = load_register().value or {}
    dated = _dated(case)
    told: set[str] = set()
    for fact, figure, _ in _figures(case):
        standard = register.get(figure.standard)
        if standard is None or standard.id in told or not standard.withdrawn or standard.stands_on(dated) is not False:
            continue
        told.add(standard.id)
        next_one = register.get(standard.replaced_by)
        yield rule.at(
            figure.position,
            f"{fact.label.zh}取自 {standard.cite}，该文件已于 {standard.withdrawn} 废止",
            f"{fact.label.en} is from {standard.number}, withdrawn on {standard.withdrawn}",
            hint_zh=f"现行文件：{next_one.cite}" if next_one else "改用现行文件的数值",
            hint_en=f"in force: {next_one.number}" if next_one else "take the figure of the document in force",
            fact=fact.key,
        )


def _dated(case: Case) -> str:
    return max((order.date.isoformat() for order in case.project.file.documents), default=case.today.isoformat())


def _figures(case: Case) -> Iterator[tuple[Fact, Figure, DataSet]]:
    """Yield every given fact that is a figure of a data set, with the figure and its set."""
    indices: dict[str, tuple[DataSet, dict[int, Figure]] | None] = {}
    for fact in case.ledger:
        place = fact.position
        if fact.formula is not None or place is None or not (name := _set_of(place)):
            continue
        version = place.path.rpartition("/")[2].removesuffix(".csv")
        known = f"{name}@{version}"
        if known not in indices:
            loaded = load_data_set(known, case.project.workspace).value
            indices[known] = (loaded, {one.position.line: one for one in loaded.figures}) if loaded else None
        found = indices[known]
        if found is not None and place.line in found[1]:
            yield fact, found[1][place.line], found[0]


CHECKS: tuple[Check, ...] = (not_confirmed, superseded, withdrawn)
