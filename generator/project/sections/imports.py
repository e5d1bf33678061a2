"""Imports: how files that a client handed over become tables of the project."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from generator.project.node import UnitText, Year
from generator.project.table_models import TableFile, ValueColumn

Kind = Literal["ledger", "meter", "balance", "sectors"]


class Import(TableFile):
    """One file that was handed over: what its columns say, what its labels mean, and the table that is made of it.

    ``file`` is the file as it was handed over, inside the project; it is never changed. ``map`` says what the labels of
    a column of words mean, column by column; a label that is not there refuses its rows.
    """

    kind: Kind
    to: str = Field(description="csv file to write, inside the project", examples=["data/energy-2024.csv"])
    columns: dict[str, str] = Field(
        default_factory=dict,
        description="ledger: source, month, unit, site, evidence, meter, note; meter: time, meter; balance: flow; "
        "sectors: year, sector, item",
    )
    values: dict[str, ValueColumn] = Field(
        default_factory=dict,
        description="ledger: quantity, or months 1 to 12; meter: reading; balance: a column a fuel; sectors: value",
    )
    map: dict[str, dict[str, str]] = Field(default_factory=dict, description="column -> label -> id")
    year: Year | None = Field(default=None, description="year of a balance, and of months that name no year")
    unit: UnitText = Field(default="1", description="unit of a ledger's quantities where no column says it")
    skip: list[str] = Field(default_factory=list, description="labels of rows that are passed over: headings, remarks")
    totals: list[str] = Field(default_factory=list, description="labels of totals: compared with the sum, never added")
    multipliers: dict[str, Annotated[Decimal, Field(gt=0)]] = Field(
        default_factory=dict, description="meter -> multiplier of its readings (倍率)"
    )
    rollover: dict[str, Annotated[Decimal, Field(gt=0)]] = Field(
        default_factory=dict, description="meter -> reading at which it starts again"
    )
    spread: Literal["none", "by-days"] = Field(
        default="none", description="by-days: what was used over the end of a month is split by days, and said"
    )
