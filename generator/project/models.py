"""The models of a project's files. What a consultant may write, in which unit, is said here and nowhere else.

Every mapping in a project file becomes a :class:`Node` that knows where it and each of its keys were written. Decimal
numbers are read from the digits typed, never through binary floats. The JSON Schema that editors use for completion is
made from these models (``tanwen schema``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from generator.project.inline_factor import InlineFactor
from generator.project.inventory_models import (
    Activity,
    ActivityTable,
    Columns,
    InlineActivity,
    Instrument,
    Metric,
    Quality,
    Source,
    SourceKind,
    Uncertainty,
    Use,
)
from generator.project.node import AT, PLACES, Amount, Names, Node, Placed, PlacedList, Slug, UnitText, Year
from generator.project.organisation_models import (
    BaseYear,
    Boundary,
    Client,
    Criteria,
    Engagement,
    Exclusion,
    Firm,
    Periods,
    Responsible,
    Site,
    no_boundary,
)
from generator.project.pathway_models import GridPoint, Growth, Measure, Pathway, Peer, Policy, Scenario, Stage, Target
from generator.project.sections.imports import Import
from generator.project.sections.late import Late
from generator.project.table_models import DataTable, TableFile, ValueColumn

if TYPE_CHECKING:
    from generator.project.sections.abatement import AbatementPortfolio
    from generator.project.sections.carbon_market import CarbonMarket
    from generator.project.sections.cbam import Cbam
    from generator.project.sections.drivers import Decomposition
    from generator.project.sections.evaluation import Evaluation
    from generator.project.sections.factory import Factory
    from generator.project.sections.finance import Finance
    from generator.project.sections.footprint import Footprint
    from generator.project.sections.metering import Metering
    from generator.project.sections.neutrality import Neutrality
    from generator.project.sections.park import Park
    from generator.project.sections.quotes import Quote
    from generator.project.sections.reduction import Reduction
    from generator.project.sections.region import Region
    from generator.project.sections.scenarios import ScenarioModel
    from generator.project.sections.science_targets import ScienceTargets
    from generator.project.sections.standard import Standard
    from generator.project.sections.standard_process import StandardProcess
    from generator.project.sections.transport import Transport
    from generator.project.sections.verification import Verification
else:  # imported when a project has the section
    Region = Decomposition = ScenarioModel = AbatementPortfolio = ScienceTargets = Park = Any
    Factory = Evaluation = Footprint = Reduction = Transport = CarbonMarket = Any
    Cbam = Neutrality = Verification = Metering = Finance = Any
    Standard = StandardProcess = Quote = Any

__all__ = [
    "AT",
    "PLACES",
    "Activity",
    "ActivityTable",
    "Amount",
    "BaseYear",
    "Boundary",
    "Client",
    "Columns",
    "Criteria",
    "DataTable",
    "DocumentOrder",
    "Engagement",
    "Exclusion",
    "Firm",
    "GridPoint",
    "Growth",
    "InlineActivity",
    "InlineFactor",
    "Instrument",
    "Measure",
    "Metric",
    "Names",
    "Node",
    "Pathway",
    "Peer",
    "Periods",
    "Placed",
    "PlacedList",
    "Policy",
    "ProjectFile",
    "Quality",
    "Responsible",
    "Scenario",
    "Site",
    "Slug",
    "Source",
    "SourceKind",
    "Stage",
    "TableFile",
    "Target",
    "Uncertainty",
    "UnitText",
    "Use",
    "ValueColumn",
    "Waiver",
    "Year",
]


class DocumentOrder(Node):
    """A document that the project wants."""

    id: Slug
    template: str
    version: str
    audience: Literal["internal", "client", "public"]
    engagement: Slug
    date: datetime.date
    number: str = ""
    edition: str = "1.0"
    language: Literal["zh", "en"] = "zh"
    title: Names | None = None
    require_review: bool = False


class Waiver(Node):
    """Leave for one finding to stand."""

    rule: str
    fact: str = ""
    block: str = ""
    document: str = ""
    reason: str = Field(min_length=4)
    person: str
    expires: datetime.date


class ProjectFile(Node):
    """``project.yaml``."""

    tanwen: Literal[1]
    client: Client
    responsible: list[Responsible] = Field(min_length=1)
    firms: list[Firm] = Field(min_length=1)
    engagements: list[Engagement] = Field(min_length=1)
    boundary: Boundary = Field(default_factory=no_boundary, validate_default=False)
    periods: Periods
    criteria: Criteria
    sources: list[Source] = Field(default_factory=list)
    activity: Activity = Field(default_factory=Activity)
    metrics: list[Metric] = Field(default_factory=list)
    instruments: list[Instrument] = Field(default_factory=list)
    targets: list[Target] = Field(default_factory=list)
    pathway: Pathway | None = None
    peers: list[Peer] = Field(default_factory=list)
    policies: list[Policy] = Field(default_factory=list)
    stages: list[Stage] = Field(default_factory=list)
    tables: list[DataTable] = Field(default_factory=list, description="tables that the sections below name by id")
    imports: list[Import] = Field(default_factory=list, description="what clients hand over -> tables of the project")
    region: Annotated[Region | None, Late("region", "Region")] = Field(
        default=None, description="inventory of a province, city or county"
    )
    drivers: Annotated[list[Decomposition], Late("drivers", "Decomposition", many=True)] = Field(
        default_factory=list, description="decompositions of a change (Kaya, LMDI)"
    )
    scenarios: Annotated[ScenarioModel | None, Late("scenarios", "ScenarioModel")] = Field(
        default=None, description="sectoral scenarios to 2060"
    )
    abatement: Annotated[AbatementPortfolio | None, Late("abatement", "AbatementPortfolio")] = Field(
        default=None, description="reduction measures as a portfolio: costs, cost curve, overlaps"
    )
    science_targets: Annotated[ScienceTargets | None, Late("science_targets", "ScienceTargets")] = Field(
        default=None, description="targets against SBTi's criteria"
    )
    park: Annotated[Park | None, Late("park", "Park")] = Field(default=None, description="zero-carbon park")
    factory: Annotated[Factory | None, Late("factory", "Factory")] = Field(
        default=None, description="zero-carbon and green factory"
    )
    evaluation: Annotated[Evaluation | None, Late("evaluation", "Evaluation")] = Field(
        default=None, description="evaluation of an investment project"
    )
    footprints: Annotated[list[Footprint], Late("footprint", "Footprint", many=True)] = Field(
        default_factory=list, description="product carbon footprints, one a product"
    )
    reductions: Annotated[list[Reduction], Late("reduction", "Reduction", many=True)] = Field(
        default_factory=list, description="emission-reduction projects"
    )
    transport: Annotated[Transport | None, Late("transport", "Transport")] = Field(
        default=None, description="transport chains"
    )
    carbon_market: Annotated[CarbonMarket | None, Late("carbon_market", "CarbonMarket")] = Field(
        default=None, description="allowances and compliance"
    )
    cbam: Annotated[Cbam | None, Late("cbam", "Cbam")] = Field(default=None, description="EU carbon border adjustment")
    neutrality: Annotated[Neutrality | None, Late("neutrality", "Neutrality")] = Field(
        default=None, description="carbon neutrality: residual against credits"
    )
    verification: Annotated[Verification | None, Late("verification", "Verification")] = Field(
        default=None, description="materiality, misstatements, samples, risks"
    )
    metering: Annotated[Metering | None, Late("metering", "Metering")] = Field(
        default=None, description="meters, balances, calibration, monitored series"
    )
    finance: Annotated[Finance | None, Late("finance", "Finance")] = Field(
        default=None, description="prices, risk, pledges and loans"
    )
    standard: Annotated[Standard | None, Late("standard", "Standard")] = Field(
        default=None, description="draft of a standard to GB/T 1.1-2020"
    )
    standard_process: Annotated[StandardProcess | None, Late("standard_process", "StandardProcess")] = Field(
        default=None, description="what goes with a draft standard: proposal, comments, review, promotion"
    )
    quotes: Annotated[list[Quote], Late("quotes", "Quote", many=True)] = Field(
        default_factory=list, description="numbers of issued editions, taken over as they were issued"
    )
    documents: list[DocumentOrder] = Field(default_factory=list)
    waivers: list[Waiver] = Field(default_factory=list)


def _no_periods() -> Periods:
    """Return the periods of a project that reports no year: it drafts a standard."""
    base = BaseYear.model_construct(
        year=0,
        reason=Names.model_construct(zh="", en=""),
        published=None,
        published_in="",
        threshold=None,
        changes=None,
    )
    return Periods.model_construct(reporting=[], current=0, base_year=base)


def _no_criteria() -> Criteria:
    """Return the criteria of a project that accounts for nothing."""
    return Criteria.model_construct(
        standards=[],
        gwp="AR6",
        fuels="",
        electricity="",
        electricity_level="province",
        electricity_year=None,
        materiality=None,
    )


class DraftingFile(ProjectFile):
    """``project.yaml`` of a project that drafts a standard and accounts for nothing: no years, criteria or duties."""

    responsible: list[Responsible] = Field(default_factory=list)
    periods: Periods = Field(default_factory=_no_periods, validate_default=False)
    criteria: Criteria = Field(default_factory=_no_criteria, validate_default=False)


#: What a project that drafts a standard may hold: nothing of it reads years, criteria or duties.
DRAFTING = frozenset(
    {
        "tanwen",
        "client",
        "responsible",
        "firms",
        "engagements",
        "tables",
        "imports",
        "standard",
        "standard_process",
        "quotes",
        "documents",
        "waivers",
    }
)


def file_kind(keys: Iterable[str]) -> type[ProjectFile]:
    """Return the model of a project file that holds these keys."""
    held = set(keys)
    drafts = held & {"standard", "standard_process"} and not held & (ProjectFile.model_fields.keys() - DRAFTING)
    return DraftingFile if drafts else ProjectFile
