"""Serial numbers of the CCER that entities surrender: how many, and whether any is used twice.

Method: a credit is surrendered or retired once. Blocks of all offsets, and those of CCER that the same project retires
for a claim of neutrality, must not overlap; blocks are told apart by their prefix (:mod:`generator.calculations
.serials`), and hold as many numbers as tonnes are planned::

    count = sum over blocks of last - first + 1        gap = count - quantity

Inputs: `carbon_market.offsets[].serials`, `neutrality.credits` of the programme `ccer`.

Outputs: by entity and period: `market.ccer_serial_first` and `market.ccer_serial_last` (also by row),
`market.ccer_serial_count` (1), `market.ccer_serial_gap` (tCO2e).

Errors: LG615, LG616.

Example: `worked/ccer-serials.yaml`, counted by hand.

Marks: none; all figures are the project's.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE
from generator.calculations.carbon_market.frame import TONNES, Frame
from generator.calculations.carbon_market.rules import SERIAL_COUNT, SERIAL_TWICE
from generator.calculations.serials import SerialRange, overlaps
from generator.ledger.context import Context
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.carbon_market import Offset

_REGISTRY = "ccer"


def record_serials(frame: Frame) -> None:
    """Record the serial numbers of every offset, and say which are used twice."""
    for offset in frame.market.offsets:
        if offset.serials:
            _record_offset(frame, offset)
    _check_twice(frame)


def _record_offset(frame: Frame, offset: Offset) -> None:
    builder, context = frame.builder, Context.of(entity=offset.entity, period=offset.year)
    who = f"{offset.entity} {offset.year}年 CCER"
    for row, block in enumerate(offset.serials, start=1):
        for key, zh, en in (("first", "起始", "first"), ("last", "终止", "last")):
            text = Text(f"{who}{zh}序列号", f"{offset.entity}, CCER of {offset.year}: {en} serial number")
            there, number = context.extended(row=row), Decimal(getattr(block, key))
            builder.give(f"market.ccer_serial_{key}", there, number, ONE, text, block.place(key))
    at, rows = offset.place("serials"), len(offset.serials)
    text = Text(f"{who}序列号个数", f"{offset.entity}, CCER of {offset.year}: serial numbers")
    builder.derive("market.ccer_serial_count", context, ONE, text, partial(_count, frame, context, rows), position=at)
    text = Text(f"{who}序列号个数与数量之差", f"{offset.entity}, CCER of {offset.year}: serial numbers less quantity")
    builder.derive("market.ccer_serial_gap", context, TONNES, text, partial(_gap, frame, context), position=at)
    gap, count = (builder.fact(f"market.ccer_serial_{name}", context) for name in ("gap", "count"))
    if gap is None or count is None or gap.value == 0:
        return
    builder.findings.append(
        SERIAL_COUNT.at(
            offset.place("quantity"),
            f"{who}的序列号共 {count.value} 个，而数量为 {offset.quantity.value} {offset.quantity.unit}",
            f"{offset.entity} states {count.value} serial numbers of CCER for {offset.year}, and a quantity of "
            f"{offset.quantity.value} {offset.quantity.unit}",
            hint_zh=f"例如 quantity: {count.value} tCO2e，或补充缺少的号段",
            hint_en=f"for example quantity: {count.value} tCO2e, or the block that is missing",
            fact=gap.key,
            related=[block.place("first") for block in offset.serials],
        )
    )


def _count(frame: Frame, context: Context, rows: int) -> Quantity:
    counts = []
    for row in range(1, rows + 1):
        there = context.extended(row=row)
        first, last = (frame.builder.read(f"market.ccer_serial_{key}", there) for key in ("first", "last"))
        counts.append(last - first + constant(1, meaning="both ends count"))
    return total(counts, ONE)


def _gap(frame: Frame, context: Context) -> Quantity:
    tonnes = frame.builder.read("market.ccer_serial_count", context) * constant(1, TONNES, "one tonne a credit")
    return tonnes - frame.builder.read("market.ccer_planned", context)


def _check_twice(frame: Frame) -> None:
    """Say of every block of an offset that shares numbers with another use in the project."""
    own = [
        SerialRange(_REGISTRY, block.prefix, block.first, block.last, block.place("first"), f"{one.entity} {one.year}")
        for one in frame.market.offsets
        for block in one.serials
    ]
    claim = frame.project.file.neutrality
    retired = [
        SerialRange(_REGISTRY, block.prefix, block.first, block.last, block.place("first"), credit.id)
        for credit in (claim.credits if claim is not None else ())
        if credit.programme.startswith(_REGISTRY)
        for block in credit.serials
    ]
    for pair in overlaps([*retired, *own]):
        used = [one for one in pair if one in own]
        if not used:
            continue  # both are of the claim of neutrality, which says so itself
        here = used[-1]
        other = pair[0] if here is pair[1] else pair[1]
        first, last = max(here.first, other.first), min(here.last, other.last)
        frame.builder.findings.append(
            SERIAL_TWICE.at(
                here.position,
                f"CCER 序列号 {first}—{last}（{last - first + 1} 个）在 {other.holder} 和 {here.holder} 中重复使用",
                f"CCER {first} to {last} ({last - first + 1}) are used by {other.holder} and by {here.holder}",
                hint_zh=f"{other.position} 已使用该号段，每个减排量只能使用一次",
                hint_en=f"{other.position} uses the block already; a credit may be used once",
                related=[other.position],
            )
        )
