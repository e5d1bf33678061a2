"""The rules of inspection: what is wrong when a rendered file is read back."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

UNREADABLE = Rule(
    "IS001",
    "file-unreadable",
    Severity.ERROR,
    "The rendered file could not be opened or one of its parts is no XML. The file is not delivered as final.",
    waivable=False,
)
NO_MAP = Rule(
    "IS002",
    "map-missing",
    Severity.ERROR,
    "The Word file does not carry the map of its numbers, so nothing in it can be traced or verified.",
    waivable=False,
)
NUMBER_DIFFERS = Rule(
    "IS003",
    "number-differs",
    Severity.ERROR,
    "A number in the rendered file is not the ledger's value at the digits shown. What a reader sees and what was "
    "computed must be one number.",
    waivable=False,
)
NUMBER_MISSING = Rule(
    "IS004",
    "number-missing",
    Severity.ERROR,
    "A number of the document did not reach the rendered file as a fact: its control, element or point is missing.",
    waivable=False,
)
LOOSE_NUMBER = Rule(
    "IS005",
    "number-without-fact",
    Severity.ERROR,
    "A digit string stands in the rendered file that is neither a fact nor of a published kind (dates, standard "
    "numbers, numbering, identifiers …). Wrong: 减排 3200 吨 typed into a template. Right: print the fact.",
)
BROKEN_PACKAGE = Rule(
    "IS006",
    "package-broken",
    Severity.ERROR,
    "The Word file breaks a rule that Word itself enforces on opening: ids that collide, a bookmark without its end, a "
    "field that is not closed.",
    waivable=False,
)
PUBLIC_LEAK = Rule(
    "IS008",
    "public-leak",
    Severity.ERROR,
    "A public file holds what only the client may see: a key, a path, a formula, a defined name, a hidden sheet.",
    waivable=False,
)
