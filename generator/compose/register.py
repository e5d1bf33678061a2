"""What a document knows of its facts and sources: values, marks, traces, the bibliography.

A public document knows only what it shows. Its value of a fact is made from the shown roundings alone: the middle of
the range that all of them leave open, so that every place still shows the same text and nothing finer can be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext

from generator.base.standards import Standard
from generator.base.text import Language
from generator.document.blocks import BibliographyEntry, Block, DocumentFact, TraceLine
from generator.document.display import Display, conversion, show
from generator.document.inlines import Citation, FactRef
from generator.document.pictures import Point
from generator.document.walk import inlines_of, numbers_of, walk_blocks
from generator.ledger.fact import Fact
from generator.ledger.ledger import Ledger
from generator.ledger.trace import Memory, trace


def document_facts(
    blocks: Iterable[Block],
    ledger: Ledger,
    document: str,
    language: Language,
    digits: Mapping[str, int],
    *,
    public: bool,
) -> dict[str, DocumentFact]:
    """Return what the document may know of each fact that it shows, by key, in the order of first showing."""
    shown: dict[str, list[Display]] = {}
    for _, number in numbers_of(blocks):
        shown.setdefault(number.key, []).append(_display(number))
    facts = {}
    memory: Memory = {}
    for key, displays in shown.items():
        fact = ledger.facts[key]
        alias = alias_of(document, key)
        if public:
            value = _public_value(fact, dict.fromkeys(displays), language, dict(digits))
            facts[key] = DocumentFact(key, alias, _spell(value), fact.unit.text, "", "")
        else:
            lines = tuple(TraceLine(*line) for line in trace(ledger, key, language, memory=memory))
            label = fact.label.say(language)
            facts[key] = DocumentFact(key, alias, _spell(fact.value), fact.unit.text, label, fact.mark.value, lines)
    return facts


def _display(number: FactRef | Point) -> Display:
    return number.display


def alias_of(document: str, key: str) -> str:
    """Return the opaque id of a fact in a document: the same in every build."""
    return "f" + hashlib.blake2s(f"{document}\0{key}".encode(), digest_size=6).hexdigest()


def _spell(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _public_value(fact: Fact, displays: Iterable[Display], language: Language, digits: dict[str, int]) -> Decimal:
    """Return the middle of the range that the shown roundings leave open, in the fact's unit."""
    with localcontext(prec=40):
        low: Decimal | None = None
        high: Decimal | None = None
        for display in displays:
            shown = show(fact.value, fact.unit.text, display, language, digits)
            rounded = shown.value.copy_sign(fact.value) if display.sign == "magnitude" else shown.value
            half = Decimal(5).scaleb(-shown.digits - 1)
            factor = conversion(fact.unit.text, shown.unit)
            below, above = (rounded - half) / factor, (rounded + half) / factor
            low = below if low is None else max(low, below)
            high = above if high is None else min(high, above)
        if low is None or high is None:
            return Decimal(0)
        return ((low + high) / 2).normalize()


def bibliography(
    blocks: Iterable[Block], register: Mapping[str, Standard], language: Language
) -> tuple[BibliographyEntry, ...]:
    """Return the entries that the document cites, in the order of first citation."""
    inlines = (inline for block in walk_blocks(blocks) for inline in inlines_of(block))
    cited = dict.fromkeys(inline.reference for inline in inlines if isinstance(inline, Citation))
    return tuple(BibliographyEntry(name, _entry(register[name], language)) for name in cited if name in register)


def _entry(standard: Standard, language: Language) -> str:
    year = standard.published[:4]
    if language == "en":
        parts = [standard.issuer, f"{standard.number}: {standard.title.en}", year]
        return ". ".join(part for part in parts if part) + "."
    parts = [standard.issuer, f"{standard.title.zh}：{standard.number}", year]
    return "．".join(part for part in parts if part) + "．"
