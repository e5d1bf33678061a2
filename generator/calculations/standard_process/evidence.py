"""What clauses rest on: trials with their results, data held, existing standards compared, clauses by kind of basis.

Method: margin of a result = result - requirement (at least) or requirement - result (at most), in the requirement's
unit; met where it is not below nought. Coverage of an existing standard = aspects that it settles / aspects compared.
Clauses by basis = counts.

Inputs: section ``standard_process``: trials, clauses, feasibility.data, proposal.aspects and .existing, benefits,
group.

Outputs: standard_process.trial_result[process,indicator] and .trial_requirement in the result's unit;
standard_process.trial_margin, .trial_gap, .trial_met[process,indicator]; standard_process.trial_results and
.trial_results_met; standard_process.basis[category] (test, data, document, consensus) and with no dimension;
standard_process.data_extent[row]; standard_process.coverage[row] and .aspects; standard_process.benefit[row];
standard_process.drafting_bodies; standard_process.disagreements.

Errors: LG784, LG785, LG786, LG208.

Example: worked/planning.yaml, by hand.

Marks: a benefit's figure has the mark that the project gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.amounts import label
from generator.calculations.desk import NOT_NEGATIVE, Desk
from generator.calculations.standard_process.rules import BASIS_LACKS, CONSENSUS_ONLY, TRIAL_MISSES
from generator.calculations.verdicts import record_verdict
from generator.ledger.context import Context
from generator.ledger.quantity import total
from generator.project.sections.standard_process import StandardProcess
from generator.project.sections.standard_process_parts import Basis, Trial, TrialResult

_NONE = Context()
_KINDS = {
    "test": Text("试验验证", "a test"),
    "data": Text("数据分析", "data"),
    "document": Text("法规标准文献", "a document"),
    "consensus": Text("协商一致", "agreement alone"),
}


def record_evidence(desk: Desk, section: StandardProcess) -> None:
    """Record trials, bases, data and comparisons."""
    for trial in section.trials:
        for result in trial.results:
            _result(desk, trial, result)
    _results(desk, section)
    _bases(desk, section)
    for held in section.feasibility.data if section.feasibility else ():
        unit, name = parse_unit(held.extent.unit).text, label(held.name, "：数量", ": how much")
        context = Context.of(row=held.id)
        desk.amount(
            "standard_process.data_extent", context, held.extent, unit, name, held.place("extent"), NOT_NEGATIVE
        )
    _coverage(desk, section)
    for benefit in section.benefits:
        if benefit.figure is not None:
            unit = parse_unit(benefit.figure.unit).text
            name = Text(f"预期效益：{benefit.text.zh}", f"expected benefit: {benefit.text.text.en}")
            desk.stated("standard_process.benefit", Context.of(row=benefit.id), benefit.figure, unit, name)
    bodies = len({one.body for one in section.group})
    at = section.place("group")
    desk.count("standard_process.drafting_bodies", _NONE, bodies, Text("起草单位数", "drafting bodies"), at)
    parted = Text("重大分歧意见数", "disagreements")
    at = section.place("disagreements")
    desk.count("standard_process.disagreements", _NONE, len(section.disagreements), parted, at)


def _at(trial: Trial, result: TrialResult) -> Context:
    return Context.of(process=trial.id, indicator=result.id)


def _result(desk: Desk, trial: Trial, result: TrialResult) -> None:
    context, unit = _at(trial, result), parse_unit(result.value.unit).text
    name = Text(f"{trial.name.zh}：{result.name.zh}", f"{trial.name.text.en}: {result.name.text.en}")
    desk.amount("standard_process.trial_result", context, result.value, unit, name, result.place("value"))
    if result.requirement is None:
        return
    asked = Text(f"{name.zh}的要求", f"{name.en}, required")
    at = result.place("requirement")
    desk.amount("standard_process.trial_requirement", context, result.requirement, unit, asked, at)
    reads = (
        partial(desk.read, "standard_process.trial_result", context),
        partial(desk.read, "standard_process.trial_requirement", context),
    )
    upper = result.keeps == "at-most"
    record_verdict(desk.builder, "standard_process.trial", context, unit, name, reads, upper=upper, position=at)
    if desk.value("standard_process.trial_met", context) == 0:
        found, wanted = result.value, result.requirement
        message = (
            f"{name.zh}为 {found.value} {found.unit}，没有达到要求 {wanted.value} {wanted.unit}",
            f"{name.en} is {found.value} {found.unit}; {wanted.value} {wanted.unit} is required",
        )
        hint = ("修改条款，或在 disagreements 中说明理由", "revise the clause, or give the reason under disagreements")
        desk.find(TRIAL_MISSES, result.place("value"), message, hint, at)


def _results(desk: Desk, section: StandardProcess) -> None:
    judged = [_at(t, r) for t in section.trials for r in t.results if r.requirement is not None]
    at = section.place("trials")
    desk.count("standard_process.trial_results", _NONE, len(judged), Text("有要求的试验指标数", "results required"), at)
    name = Text("达到要求的试验指标数", "results that keep their requirement")
    desk.derive(
        "standard_process.trial_results_met",
        _NONE,
        "1",
        name,
        lambda: total([desk.read("standard_process.trial_met", one) for one in judged], "1"),
        at,
    )


def _bases(desk: Desk, section: StandardProcess) -> None:
    at = section.place("clauses")
    for one in section.clauses:
        _grounded(desk, one)
    for kind, word in _KINDS.items():
        number = sum(1 for one in section.clauses if one.kind == kind)
        name = Text(f"以{word.zh}为依据的条款数", f"clauses that rest on {word.en}")
        desk.count("standard_process.basis", Context.of(category=kind), number, name, at)
    parts = [Context.of(category=kind) for kind in _KINDS]
    desk.derive(
        "standard_process.basis",
        _NONE,
        "1",
        Text("说明依据的条款数", "clauses whose basis is given"),
        lambda: total([desk.read("standard_process.basis", one) for one in parts], "1"),
        at,
    )


def _grounded(desk: Desk, one: Basis) -> None:
    def lacks(key: str, zh: str, en: str, example: str) -> None:
        message = (f"条款 {one.clause} 的依据{zh}", f"the basis of clause {one.clause} {en}")
        desk.find(BASIS_LACKS, one.place(key), message, (f"例如 {example}", f"for example {example}"))

    if one.kind == "test" and one.trial is None:
        lacks("trial", "是试验，没有写明是哪次试验", "is a test, and no trial is named", "trial: trial-1")
    if one.kind in ("data", "document") and not one.source:
        lacks("source", "没有写明出处", "names no source", "source: GB/T 32150—2015，5.1")
    if one.kind == "consensus":
        message = (
            f"条款 {one.clause} 只以协商一致为依据，没有试验、数据或文献",
            f"clause {one.clause} rests on agreement alone: no test, no data, no document",
        )
        hint = ("例如 kind: test, trial: trial-1", "for example kind: test, trial: trial-1")
        desk.find(CONSENSUS_ONLY, one.place("kind"), message, hint)


def _coverage(desk: Desk, section: StandardProcess) -> None:
    proposal = section.proposal
    number = len(proposal.aspects)
    at = proposal.place("aspects")
    desk.count("standard_process.aspects", _NONE, number, Text("比较方面数", "aspects compared"), at)
    desk.count(
        "standard_process.existing",
        _NONE,
        len(proposal.existing),
        Text("参与比较的现有标准数", "existing standards compared"),
        proposal.place("existing"),
    )
    for one in proposal.existing:
        name = label(one.title, "：已规定的方面数", ": aspects that it settles")
        desk.count("standard_process.coverage", Context.of(row=one.id), len(set(one.covers)), name, one.place("covers"))
    _open_aspects(desk, [one.id for one in proposal.aspects], section, at)


def _open_aspects(desk: Desk, aspects: Sequence[str], section: StandardProcess, at: Position) -> None:
    settled = {aspect for one in section.proposal.existing for aspect in one.covers}
    left = sum(1 for one in aspects if one not in settled)
    desk.count("standard_process.aspects_open", _NONE, left, Text("现有标准均未规定的方面数", "aspects left open"), at)
