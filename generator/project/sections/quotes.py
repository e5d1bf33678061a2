"""The section ``quotes``: numbers of issued editions that this project takes over as they were issued."""

from __future__ import annotations

from pydantic import Field

from generator.project.node import Node, Section


class QuotedFact(Node):
    """A number of an edition, and the key that it has here where that is another one."""

    key: str = Field(description="its key in the edition", examples=["inventory.total[period=2024,basis=location]"])
    as_: str = Field(default="", alias="as", description="its key here", examples=["supplier.total[period=2024]"])


class Quote(Section):
    """An edition that numbers are quoted from, pinned by the hash of its ``edition.json``."""

    edition: str = Field(
        description="path of an edition.json: in this project, or in another of the workspace",
        examples=["projects/acme/issued/report-2024/1.0/edition.json"],
    )
    sha256: str = Field(description="sha256sum of that edition.json: 64 digits and letters")
    facts: list[QuotedFact] = Field(min_length=1)
