"""What a comparison of two sides found. Everything in reading order of the new side; nothing here is prose."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from generator.base.edits import WordEdit
from generator.base.findings import Finding, Position
from generator.base.text import Language, Text
from generator.ledger.attribution.groups import Group
from generator.ledger.changes import LedgerChanges
from generator.review.grid_changes import GridChange
from generator.review.pieces import Kind, Piece, Section

#: Why something in a document changed. ``data``: facts or texts of the project, also where another branch of an
#: unchanged template was taken; ``wording``: a text that the project wrote itself; ``template``: the template;
#: ``rounding``: equal facts, other digits; ``numbering``: other numbers of tables, figures, sections or sources that
#: it refers to; ``order``: what the project asks for (date, number, edition, audience).
Reason = Literal["data", "wording", "template", "rounding", "numbering", "order"]
#: What became of a piece. A moved piece may hold edits as well.
Fate = Literal["added", "gone", "changed", "moved"]
DocumentFate = Literal["added", "gone", "changed", "same", "unmade"]
SectionFate = Literal["added", "gone", "moved", "renamed", "level"]


@dataclass(frozen=True, slots=True)
class SideName:
    """Which state of a project stood on one side."""

    name: str
    project: str
    commit: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class NumberShare:
    """The share that one group of inputs has in a shown change, in the unit that the number is shown in."""

    group: Group
    share: Fraction


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number shown in one place, then and now.

    ``difference`` is the new shown number less the old one; ``shares`` and ``rounding`` sum exactly to it. The shares
    are those of the ledger; ``rounding`` is what the digits shown add or take. ``unexplained`` says that there is no
    ledger to ask, or another fact stands in the place (``old_key`` and ``key`` differ): then there are no shares. A
    number that came or went has an empty text on one side.
    """

    key: str
    old_key: str
    label: Text
    old: str
    new: str
    unit: str
    digits: int = 0
    difference: Decimal | None = None
    shares: tuple[NumberShare, ...] = ()
    rounding: Fraction = Fraction(0)
    unexplained: bool = False


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A piece of a document that came, went, moved or changed.

    ``section`` is where it stands now, or stood if it is gone. ``causes`` has the first reason first. ``folded`` says
    that it came, went or moved together with its section, which is listed itself; ``worded`` that it was written
    otherwise, so that more than numbers and references may differ.
    """

    document: str
    fate: Fate
    what: Kind
    section: Section
    old_section: Section | None
    label: str
    old_block: str
    new_block: str
    old_origin: Position | None
    new_origin: Position | None
    old_text: str
    new_text: str
    causes: tuple[Reason, ...]
    edits: tuple[WordEdit, ...] = ()
    numbers: tuple[NumberChange, ...] = ()
    grid: GridChange | None = None
    folded: bool = False
    worded: bool = False

    @property
    def cause(self) -> Reason:
        """The first reason."""
        return self.causes[0]


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that came, went, moved, or has another title or level."""

    fate: SectionFate
    old: Section | None
    new: Section | None
    level: int
    cause: Reason
    pieces: int = 0
    folded: bool = False
    old_origin: Position | None = None
    new_origin: Position | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A line of the cover, of the running header or footer, or the document's state, then and now."""

    field: str
    old: str
    new: str
    cause: Reason


@dataclass(frozen=True, slots=True)
class PieceRow:
    """Two pieces side by side, or one of them, with the place of its change among the document's ``blocks``."""

    old: Piece | None
    new: Piece | None
    change: int | None = None
    moved: bool = False
    #: Where a moved piece stood: the other row of the same change.
    trace: bool = False


@dataclass(frozen=True, slots=True)
class DocumentChanges:
    """What became of one document; ``unmade`` if a side orders it and could not make it: nothing is compared then.

    ``rows`` lays it out side by side, also what stayed; ``renumbered`` counts pieces of which only the number changed.
    """

    id: str
    fate: DocumentFate
    language: Language
    title: str
    old_template: str
    new_template: str
    cover: tuple[FieldChange, ...] = ()
    sections: tuple[SectionChange, ...] = ()
    blocks: tuple[BlockChange, ...] = ()
    rows: tuple[PieceRow, ...] = field(default=(), repr=False)
    pieces: int = 0
    numbers: int = 0
    renumbered: int = 0

    @property
    def shown(self) -> tuple[NumberChange, ...]:
        """Every number that is shown otherwise than before, in reading order."""
        return tuple(number for block in self.blocks for number in block.numbers)

    @property
    def unchanged(self) -> int:
        """How many pieces stayed as they were."""
        return self.pieces - sum(1 for block in self.blocks if block.fate != "gone")


@dataclass(frozen=True, slots=True)
class FindingPair:
    """A finding that stayed, but not as it was: waived since, or no longer, or of another severity."""

    old: Finding
    new: Finding


@dataclass(frozen=True, slots=True)
class FindingChanges:
    """Findings that came, went or changed their weight; ``stayed`` counts the others."""

    came: tuple[Finding, ...] = ()
    went: tuple[Finding, ...] = ()
    changed: tuple[FindingPair, ...] = ()
    stayed: int = 0


@dataclass(frozen=True, slots=True)
class TemplateChange:
    """A document's template: another version, or other files under the same version (``edited``)."""

    document: str
    old: str
    new: str
    edited: bool = False


@dataclass(frozen=True, slots=True)
class PinChange:
    """A data set or calculation that documents were made from, then and now; ``documents`` are theirs."""

    name: str
    old: str
    new: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Headline:
    """A fact that documents show and that changed, as it is shown where the two differ first, with sign and unit.

    ``places`` counts where it is shown; ``percent`` is the exact change by the old value's size, in percent.
    """

    number: NumberChange
    documents: tuple[str, ...]
    places: int
    fate: Literal["added", "gone", "changed"] = "changed"
    percent: Fraction | None = None

    @property
    def key(self) -> str:
        """The fact's key."""
        return self.number.key


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two sides."""

    old: SideName
    new: SideName
    ledger: LedgerChanges
    documents: tuple[DocumentChanges, ...] = ()
    findings: FindingChanges = FindingChanges()
    templates: tuple[TemplateChange, ...] = ()
    pins: tuple[PinChange, ...] = ()
    headlines: tuple[Headline, ...] = ()
    facts: int = 0
    remarks: tuple[Text, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs: no fact, no document, no finding, no template, nothing pinned."""
        ledger = self.ledger.added or self.ledger.gone or self.ledger.changed
        findings = self.findings.came or self.findings.went or self.findings.changed
        documents = any(document.fate != "same" for document in self.documents)
        return not (ledger or findings or documents or self.templates or self.pins)
