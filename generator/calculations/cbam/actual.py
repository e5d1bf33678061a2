"""Specific embedded emissions of imported goods at actual values.

Method: Regulation (EU) 2023/956 article 7 and Annex IV: direct emissions of the process that made the goods, or as
the operator states them, and, for goods outside Annex II, the indirect ones too. Actual values may count only when
an accredited verifier verified them (article 8). Free allocation: that of the process (Implementing Regulation (EU)
2025/2620 equations 2 to 4), or CBAM factor x CSCF x benchmark of column A; electricity gets none. The operator's
own figure, where it is stated, takes the place of that: column A leaves out what the precursors of a complex good
bring.

Inputs: `process`, or `direct`, `indirect` and `verified`, of the goods.

Outputs: by product, period and basis (actual): `cbam.see`, `cbam.sefa` (tCO2e/t, of electricity
tCO2e/MWh{electricity}); where values are stated `cbam.see_direct`, `cbam.see_indirect`, `cbam.benchmark` (the
same).

Errors: LG633, LG636, LG638, LG639, LG640, LG645, LG649.

Example: `worked/benchmark.yaml`: cbamreports.com (1.2 - 1 x 0.975 = 0.225); `worked/installation.yaml` by hand.

Marks: verified values carry the project's mark; benchmarks are secondary.
"""

from __future__ import annotations

from functools import partial

from generator.base.text import Text
from generator.calculations.cbam import tables
from generator.calculations.cbam.checks import check_complete, check_maker, other_year
from generator.calculations.cbam.frame import (
    SPECIFIC,
    Frame,
    give_benchmark,
    good_context,
    own_sefa,
    process_context,
    said,
    same,
    unit_of,
)
from generator.calculations.cbam.rules import NO_ACTUAL, NOT_VERIFIED
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant
from generator.project.sections.cbam import Good, Process


def record_actual(frame: Frame, good: Good) -> bool:
    """Record specific embedded emissions at actual values, and say whether there are any."""
    basis = good_context(good).extended(basis="actual")
    there = _maker(frame, good)
    stated = good.direct is not None
    verified = there[1] if there is not None else good.verified
    if there is None and not stated:
        if good.basis == "actual":
            _no_actual(frame, good, "没有生产过程，也没有给出实际隐含排放", "neither a process nor actual values")
        frame.builder.lack("cbam.embedded", basis, Text("没有实际值", "there are no actual values"), good.at)
        return False
    if good.basis == "actual" and not verified:
        _not_verified(frame, good)
    if there is not None:
        process = there[0]
        if process.year != good.year:
            other_year(frame, good, process, good.year)
            reason = Text("生产过程的年份不同", "the process is of another year")
            frame.builder.lack("cbam.see", basis, reason, good.place("process"))
            frame.builder.lack("cbam.embedded", basis, reason, good.place("process"))
            return False
        check_maker(frame, good, frame.cbam.processes[process.id][0], process)
        _by_process(frame, good, process, basis)
    else:
        _by_statement(frame, good, basis)
    return True


def _maker(frame: Frame, good: Good) -> tuple[Process, bool] | None:
    found = frame.cbam.processes.get(good.process or "")
    return (found[1], found[0].verified) if found else None


def _by_process(frame: Frame, good: Good, process: Process, basis: Context) -> None:
    there = process_context(process)
    one = constant(1, "1", "as the process that makes the goods")

    def see() -> Quantity:
        direct = frame.read("cbam.see_direct", there) * one
        return direct + frame.read("cbam.see_indirect", there) if tables.indirect_counts(good.cn) else direct

    wanted = good.basis == "actual" and tables.indirect_counts(good.cn)
    if wanted and not frame.builder.has("cbam.see_indirect", there):
        zh, en = "须计入间接排放，生产过程或其前体没有给出", "indirect emissions count, and the process has none"
        form = "electricity: 50000 MWh, electricity_factor: {value: 0.5, unit: tCO2/MWh, source: ..., mark: secondary}"
        _no_actual(frame, good, zh, en, form)
    text = said(good.name, "单位隐含排放（实际值）", "specific embedded emissions at actual values")
    frame.builder.derive("cbam.see", basis, SPECIFIC, text, see, position=good.place("process"))
    text = said(good.name, "单位隐含免费分配（实际值）", "specific free allocation at actual values")
    formula = partial(same, frame, "cbam.sefa_process", there, one)
    frame.builder.derive("cbam.sefa", basis, SPECIFIC, text, formula, position=good.place("process"))


def _by_statement(frame: Frame, good: Good, basis: Context) -> None:
    unit, counts = unit_of(good), tables.indirect_counts(good.cn)
    for kind, given in (("direct", good.direct), ("indirect", good.indirect)):
        text = said(
            good.name, f"单位{'直接' if kind == 'direct' else '间接'}隐含排放（实际值）", f"actual {kind} emissions"
        )
        if given is not None:
            frame.figure(f"cbam.see_{kind}", basis, given, unit, text)
        elif kind == "indirect" and counts:
            _no_actual(
                frame, good, "该货物须计入间接排放，没有给出 indirect", "indirect emissions count and are missing"
            )
            reason = Text("没有给出间接隐含排放", "there are no indirect embedded emissions")
            frame.builder.lack("cbam.see_indirect", basis, reason, good.at)

    def see() -> Quantity:
        direct = frame.read("cbam.see_direct", basis) * constant(1, "1", "verified value as stated")
        return direct + frame.read("cbam.see_indirect", basis) if counts else direct

    text = said(good.name, "单位隐含排放（实际值）", "specific embedded emissions at actual values")
    frame.builder.derive("cbam.see", basis, unit, text, see, position=good.place("direct"))
    text = said(good.name, "单位隐含免费分配（实际值）", "specific free allocation at actual values")
    if tables.is_electricity(good.cn):
        none = partial(constant, 0, unit, "electricity gets no free allocation")
        frame.builder.derive("cbam.sefa", basis, unit, text, none)
        return
    if good.free_allocation is not None:
        frame.figure("cbam.sefa", basis, good.free_allocation, unit, text)
        return
    check_complete(frame, good, good.cn, good.route, good.year)
    name = said(good.name, "CBAM 基准值（A 栏）", "CBAM benchmark (column A)")
    give_benchmark(frame, basis, good.cn, good.route, good.year, True, good.place("cn"), name)
    frame.builder.derive("cbam.sefa", basis, unit, text, lambda: own_sefa(frame, basis, good.year))


def _no_actual(frame: Frame, good: Good, zh: str, en: str, form: str = "") -> None:
    form = form or "process: billet，或 direct: {value: 1.9, unit: tCO2e/t, source: …, mark: confirmed}"
    frame.builder.findings.append(
        NO_ACTUAL.at(
            good.place("basis"),
            f"货物 {good.id}：{zh}",
            f"the goods {good.id}: {en}",
            hint_zh=f"例如 {form}",
            hint_en=f"for example {form.replace('，或 ', ', or ').replace('…', '...')}",
        )
    )


def _not_verified(frame: Frame, good: Good) -> None:
    frame.builder.findings.append(
        NOT_VERIFIED.at(
            good.place("basis"),
            f"货物 {good.id} 按实际值计算，但实际值未经核查",
            f"the goods {good.id} count at actual values that nobody verified",
            hint_zh="核查后写 verified: true；否则 basis: default",
            hint_en="write verified: true once they are verified; until then basis: default",
        )
    )
