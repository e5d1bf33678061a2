"""The section ``neutrality``: a claim of carbon neutrality, and the credits retired for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from generator.base.findings import Finding
from generator.project import faults
from generator.project.node import Amount, Names, Node, Section, Slug, Year
from generator.project.serials import SerialBlock, backwards
from generator.project.unknown import unknown_id

if TYPE_CHECKING:
    from generator.project.models import ProjectFile


class Credit(Node):
    """Credits of one project and vintage that were retired together."""

    id: Slug
    name: Names = Field(description="the project that made them")
    programme: Slug = Field(description="crediting programme", examples=["vcs", "gold-standard", "ccer"])
    registry: str = Field(min_length=1, examples=["Verra Registry"])
    project: str = Field(description="the project's number in the registry", examples=["VCS 191"])
    kind: Literal["avoidance", "removal"]
    vintage: Year = Field(description="year in which the reduction or removal happened; of a span the last")
    quantity: Amount = Field(examples=["1000 tCO2e"])
    serials: list[SerialBlock] = Field(min_length=1)
    retired: datetime.date
    account: Slug = Field(default="", description="account that they were retired from", validate_default=False)
    evidence: str = ""


class Reduction(Node):
    """A reduction, or a removal inside the subject's boundary, that was achieved in the period."""

    id: Slug
    name: Names
    kind: Literal["reduction", "removal"]
    amount: Amount = Field(examples=["85 tCO2e"])
    included: bool = Field(description="true: the footprint is already lower by it; false: it is deducted from it")


class CreditAccount(Node):
    """An account that holds credits: what it held, got and gave in the period."""

    id: Slug
    name: Names
    opening: Amount = Field(examples=["500 tCO2e"])
    acquired: Amount
    transferred: Amount = Field(description="given to others, not retired")
    closing: Amount | None = Field(default=None, description="what the registry's statement says")


class Baseline(Node):
    """The footprint that reductions are compared with."""

    year: Year
    footprint: Amount


class VintageLimit(Node):
    """The earliest vintage of a programme, where the project brings it."""

    programme: Slug
    earliest: Year
    source: str = Field(min_length=1)
    mark: Literal["confirmed", "secondary", "unconfirmed"]


class Neutrality(Section):
    """A claim of carbon neutrality."""

    standard: str = Field(description="id of the standards register", examples=["iso-14068-1-2023"])
    subject: Names
    declared: datetime.date = Field(description="date of the declaration")
    ends: datetime.date = Field(description="last day of the period that the claim is for")
    footprint: Amount | None = Field(default=None, description="of the period; left out, it is the inventory's")
    scopes: list[Literal[1, 2, 3]] = Field(default_factory=list, description="of the inventory, without footprint")
    basis: Literal["location", "market"] | None = Field(default=None, description="of scope 2 of the inventory")
    baseline: Baseline | None = None
    reductions: list[Reduction] = Field(default_factory=list)
    credits: list[Credit] = Field(default_factory=list)
    accounts: list[CreditAccount] = Field(default_factory=list)
    vintage_limits: list[VintageLimit] = Field(default_factory=list)

    def contradictions(self, file: ProjectFile) -> Iterable[Finding]:
        """Yield accounts that are not there, a footprint from two sources or none, dates out of order."""
        known = [account.id for account in self.accounts]
        for credit in self.credits:
            if credit.account and credit.account not in known:
                yield unknown_id(credit.account, known, credit.place("account"), "account")
            yield from backwards(credit.serials)
        needs_basis = 2 in self.scopes and self.basis is None
        if (self.footprint is None) != bool(self.scopes) or needs_basis:
            yield faults.MISSING_KEY.at(
                self.place("scopes"),
                "足迹应写 footprint，或写 scopes（含范围二时写 basis）取自清单，二者取一",
                "the footprint is given, or taken from the inventory by scopes (with basis where scope 2 is among "
                "them)",
                hint_zh="例如 footprint: 1200 tCO2e",
                hint_en="for example footprint: 1200 tCO2e",
            )
        if self.declared < self.ends:
            yield faults.PERIODS.at(
                self.place("declared"),
                f"声明日期 {self.declared} 早于期末 {self.ends}",
                f"the declaration ({self.declared}) comes before the period ends ({self.ends})",
                hint_zh=f"例如 declared: {self.ends + datetime.timedelta(days=90)}",
                hint_en=f"for example declared: {self.ends + datetime.timedelta(days=90)}",
            )

    @property
    def period(self) -> int:
        """The year of the period."""
        return self.ends.year
