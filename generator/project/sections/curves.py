"""How a value is said to go on after the base year: one of five forms, or that it stays."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from pydantic import Field

from generator.project.node import Amount, Names, Node, Slug, Year


class CurvePoint(Node):
    """The value of one year."""

    year: Year
    value: Amount = Field(examples=["1200 t"])


class GrowthPeriod(Node):
    """Yearly change from the year before, for each year from ``begins`` to ``ends`` (both included)."""

    begins: Year | None = Field(default=None, description="left out: the year after the base year")
    ends: Year | None = Field(default=None, description="left out: the last year of the model")
    rate: Amount = Field(description="yearly change in percent", examples=["-2.5 %"])


class SCurve(Node):
    """A logistic curve between two levels: low + (high - low) / (1 + exp(-steepness x (year - midpoint)))."""

    low: Amount | None = Field(default=None, description="level before the change; left out: the base year's value")
    high: Amount = Field(description="level after the change; it may be below the other")
    midpoint: Decimal = Field(ge=1990, le=2100, description="year in which half of the change is done")
    steepness: Decimal = Field(description="per year, above 0; 0.4 takes about 11 years from 10 % to 90 %")
    anchored: bool = Field(
        default=False, description="stretch the curve so that it starts at low and ends at high within the model"
    )


class TableSeries(Node):
    """One number a year in a data table of the project."""

    table: Slug
    column: str = Field(description="column of numbers")
    year: str = Field(default="year", description="column of words that holds the year")
    where: dict[str, str] = Field(default_factory=dict, description="column of words -> what its rows must say")


class StockMix(Node):
    """An intensity that follows from the stock: old and new equipment in their shares of it."""

    stock: Slug
    old: Amount
    new: Amount


class Curve(Node):
    """A path after the base year. One form: points, growth, s_curve, table, stock; or only ``hold: true``."""

    points: list[CurvePoint] = Field(default_factory=list, description="values of years in ascending order")
    between: Literal["linear", "compound"] = Field(default="linear", description="how the value goes between points")
    growth: list[GrowthPeriod] = Field(default_factory=list)
    s_curve: SCurve | None = None
    table: TableSeries | None = None
    stock: StockMix | None = None
    hold: bool = Field(default=False, description="the last value stays to the end; alone: the base year's value stays")
    basis: Names | None = Field(default=None, description="where the assumption comes from")
