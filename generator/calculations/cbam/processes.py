"""Specific embedded emissions of the goods that a process makes, with the precursors that it consumes.

Method: Implementing Regulation (EU) 2025/2547, equations 57 to 60: specific embedded emissions = (attributed
emissions + sum of precursor mass x its specific embedded emissions) / activity level, direct and indirect apart,
applied from precursor to precursor. A good without precursors is simple, one with them complex. Free allocation:
Implementing Regulation (EU) 2025/2620, equations 2 to 4: CBAM factor x CSCF x benchmark of column A, plus mass per
output x free allocation of each precursor.

Inputs: `cbam.installations[].processes[]` with `cn`, `route`, `output`, `precursors`; what :mod:`streams` and
:mod:`precursors` record.

Outputs: by process and period: `cbam.see_direct`, `cbam.see_indirect`, `cbam.sefa_process`, `cbam.benchmark`
(tCO2e/t), `cbam.precursor_share` (percent of direct embedded emissions).

Errors: LG630, LG633, LG635, LG638.

Example: `worked/installation.yaml`, by hand; opencbam's engine agrees in `test_oracle.py`. The Commission's
guidance of 2023 holds examples of the transitional rules; none of the definitive period's was found. That a chain
of processes keeps every tonne is tested over generated chains.

Marks: default values and benchmarks are secondary; the CSCF is assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from generator.calculations.cbam.checks import check_cn
from generator.calculations.cbam.frame import (
    PERCENT,
    SPECIFIC,
    TONNES,
    Frame,
    give_benchmark,
    own_sefa,
    process_context,
    record_year,
    said,
)
from generator.calculations.cbam.precursors import record_precursor
from generator.calculations.cbam.rules import LOOP
from generator.calculations.cbam.streams import record_attributed
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, total
from generator.project.sections.cbam import Process


def record_processes(frame: Frame) -> None:
    """Record every process after the processes that make its precursors."""
    known = {name: process for name, (_, process) in frame.cbam.processes.items()}
    done: set[str] = set()

    def visit(process: Process, path: Sequence[str]) -> None:
        if process.id in path:
            _loop(frame, process, [*path[path.index(process.id) :], process.id])
            return
        if process.id in done:
            return
        for one in process.precursors:
            if one.process in known:
                visit(known[one.process], [*path, process.id])
        if process.id not in done:
            done.add(process.id)
            _record(frame, process, known)

    for process in known.values():
        visit(process, [])


def _loop(frame: Frame, process: Process, chain: Sequence[str]) -> None:
    shown = " -> ".join(chain)
    frame.builder.findings.append(
        LOOP.at(
            process.place("precursors"),
            f"前体循环引用：{shown}",
            f"a process is a precursor of itself: {shown}",
            hint_zh="去掉其中一处引用，或把两个过程合并（bubble）",
            hint_en="drop one of the references, or describe the two as one process",
        )
    )


def _record(frame: Frame, process: Process, known: dict[str, Process]) -> None:
    context = process_context(process)
    record_attributed(frame, process)
    record_year(frame, process.year, process.place("year"))
    for one in process.precursors:
        record_precursor(frame, process, one, known)
    for fact_id, zh, en, own, part in (
        ("cbam.see_direct", "单位产品直接隐含排放", "direct embedded emissions", "direct_attributed", "emissions"),
        (
            "cbam.see_indirect",
            "单位产品间接隐含排放",
            "indirect embedded emissions",
            "indirect_attributed",
            "emissions_indirect",
        ),
    ):
        formula = partial(_specific, frame, process, f"cbam.{own}", f"cbam.precursor_{part}")
        text = said(process.name, zh, f"specific {en}")
        frame.builder.derive(fact_id, context, SPECIFIC, text, formula, position=process.at)
    if process.precursors:
        text = said(process.name, "前体占直接隐含排放的比例", "share of the precursors in direct embedded emissions")
        formula = partial(_share, frame, process)
        frame.builder.derive("cbam.precursor_share", context, PERCENT, text, formula, position=process.at)
    if check_cn(frame, process, process.cn):
        text = said(process.name, "CBAM 基准值（A 栏）", "CBAM benchmark (column A)")
        give_benchmark(frame, context, process.cn, process.route, process.year, True, process.place("cn"), text)
    text = said(process.name, "单位产品隐含免费分配", "specific embedded free allocation")
    formula = partial(_sefa, frame, process)
    frame.builder.derive("cbam.sefa_process", context, SPECIFIC, text, formula, position=process.at)


def _contexts(process: Process) -> list[Context]:
    return [process_context(process).extended(element=one.id) for one in process.precursors]


def _specific(frame: Frame, process: Process, own: str, part: str) -> Quantity:
    context = process_context(process)
    parts = [frame.read(part, one) for one in _contexts(process)]
    return total([frame.read(own, context), *parts], TONNES) / frame.read("cbam.output", context)


def _share(frame: Frame, process: Process) -> Quantity:
    context = process_context(process)
    parts = total([frame.read("cbam.precursor_emissions", one) for one in _contexts(process)], TONNES)
    return parts / (frame.read("cbam.see_direct", context) * frame.read("cbam.output", context))


def _sefa(frame: Frame, process: Process) -> Quantity:
    parts = [own_sefa(frame, process_context(process), process.year)]
    for one in _contexts(process):
        parts.append(frame.read("cbam.precursor_ratio", one) * frame.read("cbam.precursor_sefa", one))
    return total(parts, SPECIFIC)
