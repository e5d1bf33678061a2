"""Emission-reduction projects: investment analysis, common practice, barriers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.project.node import Amount, Names, Node, Slug


class Carbon(Node):
    """Revenue from credits: what a tonne brings, and in which rows of the cash flow."""

    price: Amount = Field(examples=["60 CNY/tCO2e"])
    first: str = Field(description="row of the cash-flow table in which the first crediting year falls")
    years: int | None = Field(default=None, ge=1, description="years with revenue; left out: the crediting period")


class Investment(Node):
    """Investment analysis (CDM TOOL27): cash flow, benchmark, sensitivity."""

    table: Slug = Field(
        description="column of words: year; of numbers: investment, opex, and revenue, or output with tariff; "
        "optionally tax, depreciation, salvage, borrowing, interest, repayment"
    )
    benchmark: Amount = Field(examples=["8 %"])
    benchmark_source: str = Field(min_length=2)
    compares: Literal["project", "equity"] = Field(description="whose IRR the benchmark is compared with")
    tax_rate: Amount | None = Field(default=None, examples=["25 %"], description="where the table has no tax column")
    first_discounted: bool = Field(default=False, description="whether the first row is discounted by a year (NPV())")
    carbon: Carbon | None = None
    variation: Amount | None = Field(default=None, examples=["10 %"], description="left out: TOOL27's")


class CommonPractice(Node):
    """Common practice (CDM TOOL24): similar plants, and those with different technology among them."""

    all: Amount | None = Field(default=None, examples=["10 piece"], description="N_all")
    different: Amount | None = Field(default=None, examples=["8 piece"], description="N_diff")
    table: Slug | None = Field(
        default=None,
        description="columns of words: plant, started, registered (是/否), different (是/否); of numbers: output",
    )
    output: Amount | None = Field(default=None, examples=["50 MW"], description="design output of the project")
    before: str = Field(default="", description="start of the project: only plants started before it count")


class Barrier(Node):
    """A barrier that would prevent the project, with its evidence."""

    id: Slug
    kind: Literal["investment", "technology", "prevailing-practice", "other"]
    text: Names
    evidence: str = Field(min_length=2)
