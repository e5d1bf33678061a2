"""Blocks of serial numbers of credits, as sections write them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import Field

from generator.base.findings import Finding
from generator.project import faults
from generator.project.node import Node


class SerialBlock(Node):
    """A block of consecutive serial numbers: what stays the same, and the first and last number of the block."""

    prefix: str = Field(
        min_length=1,
        description="the serial number without the two numbers of the block",
        examples=["12082-VCS-VCU-304-VER-CN-1-191-01012008-31122008-0"],
    )
    first: int = Field(ge=0, lt=10**18, examples=[384723093])
    last: int = Field(ge=0, lt=10**18, examples=[384800545])


def backwards(blocks: Iterable[SerialBlock]) -> Iterator[Finding]:
    """Yield blocks whose last number lies below the first."""
    for block in blocks:
        if block.last < block.first:
            yield faults.WRONG_VALUE.at(
                block.place("last"),
                f"序列号终号 {block.last} 小于起号 {block.first}",
                f"the last serial number {block.last} is below the first {block.first}",
                hint_zh=f"例如 last: {block.first + 999}",
                hint_en=f"for example last: {block.first + 999}",
            )
