"""The models of tables that a project reads: the file, the header, which columns hold words and which numbers."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from generator.project.node import Node, Slug, UnitText


class TableFile(Node):
    """A spreadsheet or csv file that the project reads."""

    id: Slug
    file: str
    sheet: str = ""
    header: int = Field(default=1, ge=1, description="row of the column headers")
    encoding: str = Field(default="", description="of a csv file: utf-8 or gb18030; found by itself where left out")


class ValueColumn(Node):
    """A column of numbers: its header and the unit of every number in it."""

    header: str
    unit: UnitText


class DataTable(TableFile):
    """Any other table: monitored data, prices, an energy balance, emissions by sector and fuel."""

    columns: dict[str, str] = Field(default_factory=dict, description="what a column of words says -> its header")
    values: dict[str, ValueColumn] = Field(min_length=1, description="column of numbers -> its header and unit")
    skip: list[str] = Field(default_factory=list, description="rows that hold this text in a column of words: totals")
    source: str = Field(default="", description="document from which a table that is not the client's own was taken")
    mark: Literal["confirmed", "secondary", "unconfirmed"] = Field(
        default="confirmed", description="of a published table: whether the primary document was read"
    )
