"""Emission-reduction projects: figures with their source, lines of emissions, the grid's margins, the methods."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from generator.project.inline_factor import InlineFactor
from generator.project.node import Amount, Names, Node, Slug, Year

#: A day that a project may name.
Day = Annotated[datetime.date, Field(ge=datetime.date(1990, 1, 1), le=datetime.date(2150, 12, 31))]


class MarginFigure(InlineFactor):
    """An operating or build margin, with the grid and the year for which it was published."""

    grid: str = Field(min_length=1, examples=["西北区域电网"])


class Line(Node):
    """A line of emissions: yearly activity x factor (x GWP of the factor's gas)."""

    id: Slug
    name: Names
    activity: Amount = Field(description="of a whole year, for example 1200 t{coal}", examples=["1200 t{coal}"])
    factor: InlineFactor | str = Field(
        description="`grid` (the project's combined margin), <data set>/<item>, or a figure with its source"
    )
    first: int = Field(default=1, ge=1, description="first crediting year in which it counts")
    last: int | None = Field(default=None, ge=1, description="last crediting year in which it counts")


# -------------------------------------------------------------------------------------------------------- the grid


class Plants(Node):
    """Power units of the grid, from which the margins are calculated."""

    table: Slug = Field(
        description="columns of words: unit, low_cost (是/否), commissioned (date or year), registered (是/否), year; "
        "of numbers: generation, and emissions, or factor, or efficiency with fuel_factor"
    )
    method: Literal["simple", "simple-adjusted", "average"] = Field(examples=["simple"])
    share_at_margin: InlineFactor | None = Field(
        default=None, description="lambda: share of hours in which low-cost units are at the margin (simple-adjusted)"
    )


class Weights(Node):
    """Weights of the two margins, where the project states them itself."""

    om: Decimal = Field(ge=0, le=1, examples=[Decimal("0.75")])
    bm: Decimal = Field(ge=0, le=1, examples=[Decimal("0.25")])
    source: str = Field(min_length=2)
    mark: Literal["confirmed", "secondary", "unconfirmed"]


class Margin(Node):
    """The emission factor of the grid: operating margin, build margin, and how they are combined."""

    grid: str = Field(min_length=1, examples=["西北区域电网"])
    year: Year = Field(description="year of the published margins, or of the newest plant data")
    technology: Literal["wind", "solar", "other"]
    tool: str = Field(
        default="",
        description="item of the set reduction-programmes with the weights, such as VT0011; left out: the methodology "
        "itself in a CCER project (`CCER-01-002`), else CDM-TOOL07",
    )
    om: MarginFigure | None = Field(default=None, description="left out: the data set cn-grid-margins, or the plants")
    bm: MarginFigure | None = None
    plants: Plants | None = None
    weights: Weights | None = None
    combined: MarginFigure | None = Field(default=None, description="a published combined margin, taken as it is")


# -------------------------------------------------------------------------------------------------------- methods


class Renewable(Node):
    """Grid-connected renewable power (ACM0002, AMS-I.D): net electricity supplied to the grid a year."""

    net: Amount | None = Field(default=None, examples=["72668 MWh"], description="net electricity of the first year")
    capacity: Amount | None = Field(default=None, examples=["50 MW"])
    hours: Amount | None = Field(default=None, examples=["1500 h"], description="full-load hours a year")
    own_use: Amount | None = Field(default=None, examples=["1.5 %"])
    losses: Amount | None = Field(default=None, examples=["2 %"], description="losses up to the meter at the grid")
    imported: Amount | None = Field(default=None, examples=["120 MWh"], description="electricity taken from the grid")
    degradation: Amount | None = Field(default=None, examples=["0.8 %"], description="loss of output a year")
    degrades: Literal["compound", "linear"] = "compound"


class Efficiency(Node):
    """Energy efficiency (AMS-II.D): the energy use that the project replaces, until the old equipment's end."""

    baseline: Amount = Field(examples=["12000 MWh{electricity}"], description="energy a year without the project")
    project: Amount = Field(examples=["9000 MWh{electricity}"], description="energy a year with it, same output")
    factor: InlineFactor | str = Field(description="`grid`, <data set>/<item>, or a figure with its source")
    remaining_life: Amount | None = Field(
        default=None, examples=["6 a"], description="what the old equipment would still have lasted"
    )
    network_losses: Amount | None = Field(default=None, examples=["5 %"], description="avoided losses of the network")


class WasteEnergy(Node):
    """Recovered waste heat, gas or pressure (ACM0012): electricity and heat that it supplies."""

    electricity: Amount | None = Field(default=None, examples=["48000 MWh"])
    electricity_factor: InlineFactor | str = "grid"
    heat: Amount | None = Field(default=None, examples=["120000 GJ"])
    boiler_factor: InlineFactor | str | None = Field(default=None, description="factor of the boiler's fuel")
    boiler_efficiency: Amount | None = Field(default=None, examples=["85 %"])
    waste_share: Amount | None = Field(default=None, examples=["100 %"], description="f_wcm: part from waste energy")
    baseline_waste: Amount | None = Field(default=None, examples=["500000 GJ"], description="waste energy before")
    project_waste: Amount | None = Field(default=None, examples=["520000 GJ"], description="waste energy now: f_cap")


class Combustion(Node):
    """A fuel burnt with an efficiency."""

    efficiency: Amount = Field(examples=["75 %"])
    factor: InlineFactor | str = Field(description="tCO2/GJ of the fuel")


class FuelSwitch(Node):
    """Fuel switch: the same useful energy from another fuel."""

    output: Amount = Field(examples=["240000 GJ"], description="useful energy a year")
    baseline: Combustion
    project: Combustion


class Animals(Node):
    """Animals of one kind whose manure was treated without air."""

    id: Slug
    name: Names
    number: Amount = Field(examples=["12000 piece"])
    days: Amount = Field(examples=["365 day"], description="days a year on which the treatment runs")
    solids: InlineFactor = Field(description="VS: volatile solids an animal and day, kg{VS}/piece/day")
    capacity: InlineFactor = Field(description="B0: m3{CH4}/kg{VS}")
    conversion: InlineFactor = Field(description="MCF of the baseline treatment, %")
    share: Amount = Field(examples=["100 %"], description="MS%: share of the manure that this treatment takes")


class Manure(Node):
    """Methane recovery from manure (AMS-III.D)."""

    animals: list[Animals] = Field(min_length=1)
    recovered: Amount | None = Field(
        default=None, examples=["90 %"], description="share of the methane that reaches a flare or an engine"
    )
    flare: Literal["enclosed", "open", "engine"] = "enclosed"
    leakage: InlineFactor | None = Field(default=None, description="physical leakage; else the default")


class Waste(Node):
    """A kind of waste of the landfill; what is left out is the IPCC's default of its kind and the climate."""

    id: Slug
    name: Names = Field(description="as the table of deposits calls it")
    kind: Literal["wood", "paper", "food", "textiles", "garden", "inert"]
    doc: InlineFactor | None = Field(default=None, description="degradable organic carbon, tC/t")
    k: InlineFactor | None = Field(default=None, description="decay rate, 1/a")


class Landfill(Node):
    """Landfill gas (ACM0001): methane by first-order decay (TOOL04), recovered and destroyed."""

    table: Slug = Field(description="columns of words: year, waste; of numbers: deposited (t)")
    starts: Year = Field(description="calendar year of the first crediting year")
    climate: Literal["boreal-temperate-dry", "boreal-temperate-wet", "tropical-dry", "tropical-wet"]
    site: Literal["anaerobic", "semi-aerobic", "deep", "shallow"] = Field(description="decides the MCF")
    wastes: list[Waste] = Field(min_length=1)
    recovered: Amount = Field(examples=["50 %"], description="share of the methane that is collected")
    flare: Literal["enclosed", "open", "engine"] = "enclosed"
    baseline_destroyed: Amount | None = Field(
        default=None, examples=["0 %"], description="share that would be destroyed without the project"
    )
    correction: InlineFactor | None = Field(default=None, description="phi, where it is not the tool's default")
