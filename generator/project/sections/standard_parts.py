"""The parts of the section ``standard``: name, references, terms, the foreword's particulars, chapters and annexes."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from generator.project.node import Names, Node, Placed, Slug

FILE = r"^[^/\\]+\.md$"
Kind = Literal["national", "industry", "local", "group", "international", "other", "literature"]
Element = Literal[
    "principles",
    "general-requirements",
    "factors",
    "requirements",
    "verification",
    "procedure",
    "instructions",
    "traceability",
    "method",
    "data",
    "classification",
    "terms",
    "other",
]


class Reference(Node):
    """A document that the draft cites; ``number`` is its code and number without the year."""

    id: Slug
    number: str = Field(default="", examples=["GB/T 32150"])
    year: int | None = Field(default=None, ge=1900, le=2100, examples=[2015])
    month: int | None = Field(default=None, ge=1, le=12, description="where the document is dated by month")
    title: str = Field(min_length=1, examples=["工业企业温室气体排放核算和报告通则"])
    original: str = Field(default="", description="title of a foreign document in its language")
    kind: Kind | None = Field(default=None, description="left out: told from the code of the number")
    all_parts: bool = Field(default=False, description="all parts of the document are cited")


class TermSource(Node):
    """Where a term and its definition come from."""

    reference: Slug = Field(examples=["gbt-32150"])
    clause: str = Field(default="", examples=["3.2"])
    adapted: bool = Field(default=False, description="the definition was changed: 有修改")


class TermClass(Node):
    """A class of concepts: a clause of chapter 3."""

    id: Slug
    title: str = Field(min_length=1)


class Term(Node):
    """A term entry, in the order of GB/T 1.1-2020, 8.7.3.1."""

    id: Slug
    class_: str = Field(default="", alias="class", description="id of a class of concepts (term_classes)")
    term: str = Field(min_length=1, examples=["数据质量"])
    english: str = Field(min_length=1, examples=["data quality"])
    abbreviation: str = ""
    admitted: list[str] = Field(default_factory=list)
    symbol: str = ""
    definition: str = Field(min_length=1, examples=["数据的固有特性满足使用要求的程度"])
    examples: list[str] = Field(default_factory=list)
    notes: list[str] = Field(default_factory=list)
    source: TermSource | None = None
    pinyin: str = Field(default="", description="reading for the index, where the first character is rare")


class Symbol(Node):
    """A symbol in LaTeX with its meaning."""

    symbol: str = Field(min_length=1, examples=["E_y"])
    zh: str = Field(min_length=1, examples=["第y年的排放量"])


class Abbreviation(Node):
    """An abbreviation with what it stands for."""

    short: str = Field(min_length=1, examples=["MRV"])
    zh: str = Field(min_length=1, examples=["监测、报告与核查"])
    en: str = Field(default="", examples=["Monitoring, Reporting and Verification"])


class Part(Node):
    """A part of a document of several parts that is published already."""

    number: int = Field(ge=1)
    title: str = Field(min_length=1)


class Parts(Node):
    """That the draft is a part of a document of several parts."""

    of: Names
    this: int = Field(ge=1)
    published: list[Part] = Field(default_factory=list)


class Replaced(Node):
    """A document that the draft replaces, with the main technical changes."""

    document: str = Field(min_length=1, examples=["T/SLIA 003—2020"])
    title: str = Field(min_length=1)
    changes: list[str] = Field(min_length=1, examples=["[增加了“数据质量等级”（见[@grades]）]"])
    partly: bool = False


class International(Node):
    """The relation to an international document."""

    relation: Literal["identical", "modified", "not-equivalent"]
    reference: Slug
    changes: list[str] = Field(default_factory=list)


class Patent(Node):
    """A patent that the draft touches (GB/T 1.1-2020, annex D)."""

    clause: str = Field(min_length=1, description="id of the clause", examples=["sampling"])
    content: str = Field(min_length=1)
    holder: str = Field(min_length=1)
    address: str = Field(min_length=1)


class Scope(Node):
    """Chapter 1: a file of the author's, or data that make its sentences."""

    file: str = Field(default="", pattern=r"^$|^[^/\\]+\.md$")
    object: str = Field(default="", examples=["工业园区碳数据质量管理"])
    sides: list[str] = Field(default_factory=list, examples=["[目标, 组织, 评价]"])
    applies: str = Field(default="", examples=["园区管理机构和园区内企业"])
    excludes: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return {"file": data} if isinstance(data, str) else data


class Chapter(Node):
    """A file with a chapter or several."""

    file: str = Field(pattern=FILE, examples=["05-principles.md"])
    element: Element | None = Field(default=None, description="what the chapter is, by tables 3 and 4")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return _short(data)


class Annex(Node):
    """A file with an annex."""

    file: str = Field(pattern=FILE, examples=["annex-grades.md"])
    title: str = Field(default="", description="left out: the heading of the file")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any) -> Any:
        return _short(data)


class IndexWord(Node):
    """A key word of the index with the ids of its places."""

    word: str = Field(min_length=1)
    targets: list[str] = Field(min_length=1, examples=["[sampling]"])
    pinyin: str = ""


class IndexOrder(Node):
    """What the index lists."""

    terms: bool = True
    words: list[IndexWord] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _from_truth(cls, data: Any) -> Any:
        return {"terms": data} if isinstance(data, bool) else data


def _short(data: Any) -> Any:
    return {"file": data} if isinstance(data, str) and not isinstance(data, Placed) else data
