"""Numbers typed by hand (NU001 to NU003): found in prose, compared with the ledger, asked for their source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.base.findings import Finding, Position, Rule, Severity
from generator.checks.framework import Case, document_rule, project_rule
from generator.checks.matcher.candidates import Index, build_index, counted
from generator.checks.matcher.concepts import Vocabulary
from generator.checks.matcher.mentions import Mention, find
from generator.checks.matcher.verdict import Answer, Verdict, judge, sentences
from generator.checks.passages import SOURCES, Passage
from generator.checks.strings import given_strings, named, prose
from generator.document.blocks import Document
from generator.document.display import Display, show
from generator.ledger.ledger import Ledger
from generator.project.models import Names, ProjectFile
from generator.project.project import Project

#: Column heads under which bare numbers count rows.
_ROW_NUMBER = re.compile(r"序号|编号|项次|行次|\bNo\b\.?|#", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed number in a document: where, what the ledger says, and whether its sentence names a source."""

    passage: Passage
    verdict: Verdict
    sourced: bool
    position: Position


class Ground:
    """What typed numbers are compared with, the same for all documents of a client: facts, names, texts."""

    def __init__(self, project: Project, ledger: Ledger) -> None:
        sites = len(project.file.boundary.sites)
        counts = [counted("project.sites", "project.sites", sites, ("厂区数", "number of sites"))]
        self.vocabulary = vocabulary_of(project.file)
        self.strings = given_strings(project, ledger)
        self.index: Index = build_index(ledger, counts)


class Matcher:
    """What the matcher needs of one case, prepared once."""

    def __init__(self, case: Case) -> None:
        self.case = case
        ground = case.ground if isinstance(case.ground, Ground) else Ground(case.project, case.ledger)
        self.vocabulary, self.strings, self.index = ground.vocabulary, ground.strings, ground.index
        self._found: dict[str, tuple[Typed, ...]] = {}
        #: What the document at hand prints by name: clauses of a draft standard with their titles.
        self._own = named(())

    def typed(self, document: Document) -> tuple[Typed, ...]:
        """The typed numbers of a document, in reading order."""
        if document.id not in self._found:
            self._own = named(document.names)
            found = [one for passage in self.case.passages(document) for one in self._passage(document, passage)]
            self._found[document.id] = tuple(found)
        return self._found[document.id]

    def mentions(self, text: str) -> list[Mention]:
        """The numbers in a text that are not part of what the project file says in the same words."""
        found = find(text)
        if not found:
            return []
        given = bytearray(len(text))
        self.strings.cover(text, given)
        self._own.cover(text, given)
        return [mention for mention in found if not all(given[mention.start : mention.end])]

    def _passage(self, document: Document, passage: Passage) -> Iterator[Typed]:
        if passage.where == "cell" and passage.text.strip().isdigit() and _ROW_NUMBER.search(passage.context):
            return
        mentions = self.mentions(passage.text)
        if not mentions:
            return
        cuts = sentences(passage.text)
        for verdict in judge(passage.text, mentions, self.index, self.vocabulary, passage.context):
            mention = verdict.mention
            sentence = next(cut for cut in cuts if cut.start <= mention.start < cut.end)
            words = passage.text[sentence.start : sentence.end]
            sourced = passage.links or passage.where == "footnote" or any(mark in words for mark in SOURCES)
            yield Typed(passage, verdict, sourced, self._place(document, passage, mention))

    def _place(self, document: Document, passage: Passage, mention: Mention) -> Position:
        """Line and column of the number in the author slot's file; elsewhere the line of its block."""
        written = self.case.project.slots.get((document.id, passage.slot))
        if written is None or written.path != passage.origin.path:
            return passage.origin
        lines = written.text.split("\n")
        for number in range(max(0, passage.origin.line - 1), len(lines)):
            column = lines[number].find(mention.text)
            if column >= 0:
                return replace(passage.origin, line=number + 1, column=column + 1)
            if not lines[number].strip():
                break
        return passage.origin


def vocabulary_of(file: ProjectFile) -> Vocabulary:
    """The names of a project's sites, sources, metrics, measures, targets and scenarios."""
    names = {
        "entity": {site.id: _names(site.name) for site in file.boundary.sites},
        "source": {source.id: _names(source.name) for source in file.sources},
        "product": {metric.id: _names(metric.name) for metric in file.metrics},
        "target": {target.id: _names(target.name) for target in file.targets},
    }
    if file.pathway:
        names["measure"] = {measure.id: _names(measure.name) for measure in file.pathway.measures}
        names["scenario"] = {scenario.id: _names(scenario.name) for scenario in file.pathway.scenarios}
    years = {target.id: str(target.year) for target in file.targets}
    return Vocabulary(names, str(file.periods.current), str(file.periods.base_year.year), years)


def _names(name: Names) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in (name.zh, name.en) if len(text) > 1))


_MATCHERS = "matcher"


def matcher_of(case: Case) -> Matcher:
    """The matcher of a case, made at first use."""
    made = case.kept.get(_MATCHERS)
    if not isinstance(made, Matcher):
        made = case.kept[_MATCHERS] = Matcher(case)
    return made


def _right(case: Case, verdict: Verdict) -> tuple[str, str, str]:
    """The fact's label in Chinese and English, and its value as a reader would see it."""
    fact = case.ledger.facts.get(verdict.fact)
    if fact is None:
        expected = verdict.expected or Decimal(0)
        return "项目文件", "the project file", f"{expected.normalize():f}"
    unit = "%" if fact.unit.text == "1" and verdict.mention.kind in ("percent", "tenths", "points") else fact.unit.text
    shown = show(fact.value, fact.unit.text, Display(unit=unit, with_unit=True), "zh").full
    return fact.label.zh, fact.label.en, shown


def _contradiction(case: Case, rule: Rule, typed: str, verdict: Verdict, at: Position, **more: str) -> Finding:
    zh, en, shown = _right(case, verdict)
    return rule.at(
        at,
        f"“{typed}”与台账不符：{zh}（{verdict.fact}）为 {shown}",
        f"{typed!r} is not the ledger's: {en} ({verdict.fact}) is {shown}",
        hint_zh=f"改为 {{{{ {_call(verdict.fact)} | full }}}}，由台账给出数值",
        hint_en=f"write {{{{ {_call(verdict.fact)} | full }}}} and let the ledger give the number",
        fact=verdict.fact,
        **more,  # type: ignore[arg-type]  # block is the only further keyword
    )


def _call(key: str) -> str:
    """A fact key as a template writes it: ``inventory.total(period=2024)``."""
    name, _, context = key.partition("[")
    parts = []
    for pair in filter(None, context.rstrip("]").split(",")):
        dimension, _, value = pair.partition("=")
        parts.append(f"{dimension}={value}" if value.isdigit() else f'{dimension}="{value}"')
    return f"{name}({', '.join(parts)})" if parts else name


@document_rule("NU001", "number-contradicts", Severity.ERROR, "R01", waivable=False)
def number_contradicts(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A number typed by hand that says something else than the ledger.

    Finds: a number in prose, a cell or a caption whose words name one fact (its label, its dimension, its year and
    basis) while its value is none that the fact could be rounded to; and no other fact fits either.
    Why: the reader believes the sentence, the verifier the inventory; a report that says two things is worth neither.
    Transposed digits and last year's figure are the usual causes.
    Wrong: ``2024年温室气体排放总量为13.25万吨`` where the ledger has 123,456.78 t.
    Right: ``2024年温室气体排放总量为{{ inventory.total | full }}``.
    """
    for one in matcher_of(case).typed(document):
        if one.verdict.answer is Answer.CONTRADICTS and not one.verdict.wrong_way:
            finding = _contradiction(
                case, rule, one.verdict.mention.text, one.verdict, one.position, block=one.passage.block
            )
            yield replace(finding, severity=Severity.WARNING) if one.sourced else finding


@document_rule("NU002", "number-unsourced", Severity.WARNING, "house rule")
def number_unsourced(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A number typed by hand that neither the ledger nor a source bears.

    Finds: a number in prose that equals no fact and whose sentence has neither citation nor footnote. A warning in a
    draft, an error in a final build. Small counts in Chinese numerals (两个厂区, 三年) are taken as wording.
    Why: every number of a report must lead to data, a method or a document.
    Wrong: ``改造后每年可节电120万千瓦时。``
    Right: give the number to the project file and print its fact, or name the source:
    ``改造后每年可节电120万千瓦时^[节能量审核报告，表3]。``
    """
    for one in matcher_of(case).typed(document):
        mention = one.verdict.mention
        if one.verdict.answer is not Answer.UNSOURCED or one.sourced or _is_wording(mention):
            continue
        yield rule.at(
            one.position,
            f"“{mention.text}”没有出处：台账中没有对应的数值，句中也没有引用或脚注",
            f"{mention.text!r} has no source: no fact of the ledger fits, and the sentence cites nothing",
            hint_zh="改用台账中的数值，或在同一句中给出引用 [@标准] 或脚注 ^[出处]",
            hint_en="print a fact of the ledger, or cite its source in the same sentence: [@id] or ^[source]",
            block=one.passage.block,
            severity=case.severity,
        )


def _is_wording(mention: Mention) -> bool:
    """两个厂区, 三年内: a small count in Chinese numerals is wording, not a figure."""
    return mention.han and mention.high <= 20 and (mention.kind in ("count", "range") or mention.unit in ("a", "month"))


@document_rule("NU003", "number-wrong-way", Severity.ERROR, "house rule", waivable=False)
def number_wrong_way(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A change whose size is right and whose direction is not.

    Finds: a typed change that has the size of a fact, said in the opposite direction.
    Why: a rise that is reported as a fall is the one mistake nobody forgives.
    Wrong: ``排放总量比上年上升5.8%`` where emissions fell by 5.8 %.
    Right: ``{{ "下降" if inventory.change_rate < 0 else "上升" }}{{ inventory.change_rate | magnitude | pct(1) }}``
    """
    for one in matcher_of(case).typed(document):
        if one.verdict.answer is Answer.CONTRADICTS and one.verdict.wrong_way:
            zh, en, shown = _right(case, one.verdict)
            yield rule.at(
                one.position,
                f"“{one.verdict.mention.text}”的方向与台账相反：{zh}（{one.verdict.fact}）为 {shown}",
                f"{one.verdict.mention.text!r} goes the wrong way: {en} ({one.verdict.fact}) is {shown}",
                hint_zh="按台账数值的正负选用“上升”或“下降”",
                hint_en="choose the verb by the fact's sign",
                fact=one.verdict.fact,
                block=one.passage.block,
            )


@project_rule("NU004", "project-text-contradicts", Severity.ERROR, "R01", waivable=False)
def project_text_contradicts(case: Case, rule: Rule) -> Iterable[Finding]:
    """A sentence of the project file that contradicts the ledger.

    Finds: a number in a profile, a reason, a basis, an acceptance criterion or a task of project.yaml that names a fact
    and has another value. Numbers that name no fact are the client's own statement there, and pass.
    Why: these sentences are printed as they stand, beside the computed figures.
    Wrong: ``profile: 公司现有三个厂区`` where the boundary lists two.
    Right: ``profile: 公司现有两个厂区``, or leave the number to the document.
    """
    matcher = matcher_of(case)
    for text, at in prose(case.project.file):
        mentions = find(text)
        if not mentions:
            continue
        for verdict in judge(text, mentions, matcher.index, matcher.vocabulary):
            if verdict.answer is Answer.CONTRADICTS:
                yield _contradiction(case, rule, verdict.mention.text, verdict, at)


CHECKS = (number_contradicts, number_unsourced, number_wrong_way, project_text_contradicts)
