"""What a record holds beside documents: a ledger as the list of its facts."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ledger.fact import Fact, Missing
from generator.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Books:
    """A ledger's facts and missing values, in its order; keys follow from the facts themselves."""

    facts: tuple[Fact, ...]
    missing: tuple[Missing, ...]

    @classmethod
    def of(cls, ledger: Ledger) -> Books:
        """Return a ledger's books."""
        return cls(tuple(ledger.facts.values()), tuple(ledger.missing.values()))

    def ledger(self) -> Ledger:
        """Return the ledger again."""
        by_id: dict[str, list[Fact]] = {}
        for fact in self.facts:
            by_id.setdefault(fact.id, []).append(fact)
        return Ledger(
            {fact.key: fact for fact in self.facts},
            {gone.key: gone for gone in self.missing},
            {name: tuple(facts) for name, facts in by_id.items()},
        )
