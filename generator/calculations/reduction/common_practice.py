"""Common practice: how many similar plants there are, and how many of them use another technology.

Method: CDM TOOL24: similar plants deliver the same output within +-50 % of the project's design output, began
operation before the project's start and are no registered reduction projects; N_all counts them, N_diff those
with different technology; F = 1 - N_diff / N_all. The project is common practice if F > 0.2 and N_all -
N_diff > 3. Without any similar plant there is no F and no common practice.

Inputs: ``common_practice``: all and different, or table (plant, started, registered, different; output) with
output and before.

Outputs: all ``[project]``: ``reduction.similar_plants``, ``reduction.different_plants`` (piece),
``reduction.common_practice_factor`` (1), ``reduction.common_practice_factor_margin`` (1: F less threshold),
``reduction.common_practice_number_margin`` (piece: N_all - N_diff less threshold),
``reduction.common_practice`` (1: it is).

Errors: LG556 (it is common practice), LG557 (counts).

Example: worked by hand (tests/calculations/reduction/worked/common-practice.yaml); no published table was
found.

Marks: thresholds 0.2 and 3 are secondary (public transcription), the range of 50 % is unconfirmed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

from generator.base.findings import Position
from generator.base.units import UnitError, parse_unit
from generator.calculations.reduction.frame import Frame, one
from generator.calculations.reduction.rules import COMMON, PRACTICE_COUNT
from generator.ledger.quantity import Quantity, constant, procedure, total
from generator.project.project import Table
from generator.project.sections.reduction_additionality import CommonPractice

_YES = ("是", "yes", "y", "1", "true")


def record_common_practice(frame: Frame) -> None:
    """Record the counts, F, and whether the project is common practice."""
    stated = frame.one.common_practice
    if stated is None:
        return
    at = stated.at
    frame.method(
        "factor_threshold", "common-practice", "factor-threshold", at, frame.text("F 的限值", "threshold of F")
    )
    text = frame.text("采用相同技术项目数的限值", "threshold of plants with the same technology")
    frame.method("number_threshold", "common-practice", "number-threshold", at, text)
    if not _counts(frame, stated):
        return
    for name, unit, zh, en, formula in (
        ("common_practice_factor", "1", "普遍性因子 F", "common practice factor F", _factor),
        ("common_practice_factor_margin", "1", "F 与限值之差", "F less its threshold", _factor_margin),
        (
            "common_practice_number_margin",
            "piece",
            "相同技术项目数与限值之差",
            "same technology less its threshold",
            _margin,
        ),
    ):
        frame.derive(name, unit, frame.text(zh, en), partial(formula, frame), at)
    text = frame.text("是否为普遍做法（1为是）", "whether it is common practice (1: it is)")
    frame.derive("common_practice", "1", text, partial(_judged, frame), at)
    _tell(frame, stated)


def _factor(frame: Frame) -> Quantity:
    return one() - frame.read("different_plants") / frame.read("similar_plants")


def _factor_margin(frame: Frame) -> Quantity:
    return frame.read("common_practice_factor") - frame.read("factor_threshold")


def _margin(frame: Frame) -> Quantity:
    return frame.read("similar_plants") - frame.read("different_plants") - frame.read("number_threshold")


def _judged(frame: Frame) -> Quantity:
    number = frame.read("common_practice_number_margin")
    reads, common = [number], number.value > 0
    if common:
        factor = frame.read("common_practice_factor_margin")
        reads, common = [number, factor], factor.value > 0
    return procedure("common practice test", Decimal(1 if common else 0), "1", reads)


def _tell(frame: Frame, stated: CommonPractice) -> None:
    judged = frame.builder.fact("reduction.common_practice", frame.at())
    factor = frame.builder.fact("reduction.common_practice_factor", frame.at())
    if judged is None or factor is None or judged.value != 1:
        return
    frame.builder.findings.append(
        COMMON.at(
            stated.at,
            f"F 为 {factor.value:.3f} 且相同技术项目多于限值，项目属于普遍做法",
            f"F is {factor.value:.3f} and more plants than the threshold use the same technology: common practice",
            hint_zh="核对相似项目与不同技术的判定及依据",
            hint_en="check which plants are similar and which differ, and why",
            fact=judged.key,
        )
    )


# ------------------------------------------------------------------------------------------------------- counts


def _counts(frame: Frame, stated: CommonPractice) -> bool:
    names = {
        "similar_plants": frame.text("相似项目数 N_all", "similar plants N_all"),
        "different_plants": frame.text("不同技术项目数 N_diff", "plants with different technology N_diff"),
    }
    if stated.table is not None:
        found = _from_table(frame, stated)
        if found is None:
            return False
        table, similar, different = found
        for (name, text), rows in zip(names.items(), (similar, different), strict=True):
            ones = [constant(1, "piece", table.text["plant"][row]) for row in rows]
            frame.derive(name, "piece", text, partial(total, ones, "piece"), stated.place("table"))
        return True
    if stated.all is None or stated.different is None:
        _wrong(
            frame,
            stated.at,
            "没有写明 all 与 different，也没有 table",
            "neither all and different nor a table is given",
        )
        return False
    right = frame.amount("similar_plants", stated.all, "piece", names["similar_plants"], stated.place("all"), least=0)
    place = stated.place("different")
    right &= frame.amount("different_plants", stated.different, "piece", names["different_plants"], place, least=0)
    if right and stated.different.value > stated.all.value:
        _wrong(frame, place, "不同技术项目数大于相似项目数", "more plants differ than there are")
        return False
    return right


def _from_table(frame: Frame, stated: CommonPractice) -> tuple[Table, list[int], list[int]] | None:
    """Return the table with the rows of similar plants and, among them, those with different technology."""
    assert stated.table is not None
    table = frame.project.tables.get(stated.table)
    if table is None:
        return None
    if stated.output is None:
        _wrong(frame, stated.place("table"), "缺少本项目的设计产出 output", "the project's own output is missing")
        return None
    frame.method(
        "output_range", "common-practice", "output-range", stated.at, frame.text("产出范围", "range of output")
    )
    spread = frame.builder.fact("reduction.output_range", frame.at())
    if spread is None:
        return None
    try:
        own = stated.output.value * parse_unit(stated.output.unit).conversion(table.units["output"])
    except UnitError:
        at = stated.place("output")
        _wrong(frame, at, f"单位 {stated.output.unit} 与表中不同", f"{stated.output.unit} is not the table's unit")
        return None
    least, most = own * (1 - spread.value / 100), own * (1 + spread.value / 100)
    if stated.before and _month(stated.before) is None:
        _wrong(frame, stated.place("before"), f"“{stated.before}”不是日期", f"{stated.before!r} is no date")
        return None
    undated = [row for row in range(len(table)) if stated.before and _month(_started(table, row)) is None]
    if undated:
        at = table.position(undated[0], "output")
        _wrong(frame, at, "投产日期无法识别", "the start of a plant is no date")
        return None
    similar = [row for row in range(len(table)) if _similar(table, row, least, most, stated.before)]
    different = [row for row in similar if table.text["different"][row].lower() in _YES]
    return table, similar, different


def _similar(table: Table, row: int, least: Decimal, most: Decimal, before: str) -> bool:
    output = table.values["output"][row]
    began, limit = _month(_started(table, row)), _month(before)
    early = limit is None or began is None or began < limit
    registered = table.text["registered"][row].lower() in _YES
    return output is not None and least <= output <= most and early and not registered


def _started(table: Table, row: int) -> str:
    return table.text["started"][row] if "started" in table.text else ""


def _month(text: str) -> tuple[int, int] | None:
    """Return year and month of a date; a year alone begins in January."""
    found = re.match(r"^((?:19|20)\d\d)(?:\D(\d{1,2})(?:\D.*)?|年)?$", text.strip())
    return (int(found[1]), int(found[2] or 1)) if found else None


def _wrong(frame: Frame, at: Position, zh: str, en: str) -> None:
    frame.builder.findings.append(
        PRACTICE_COUNT.at(
            at,
            f"普遍性分析：{zh}",
            f"common practice: {en}",
            hint_zh="例如 all: 10 piece, different: 8 piece",
            hint_en="for example all: 10 piece, different: 8 piece",
        )
    )
    for name in ("common_practice_factor", "common_practice"):
        frame.lack(name, "相似项目数不可用", "the counts cannot be used", at)
