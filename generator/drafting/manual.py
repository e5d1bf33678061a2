"""The manual of the drafting rules: what is checked, what no program decides, what was not seen well enough."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.base.findings import Rule
from generator.drafting.framework import DraftRule, Undecided
from generator.drafting.table import DRAFT_RULES, UNDECIDED

_FAMILIES: tuple[tuple[str, str], ...] = (
    ("STR", "Structure and elements"),
    ("NUM", "Numbers of levels"),
    ("SCO", "Scope"),
    ("REF", "Normative references"),
    ("CIT", "Citing and hints"),
    ("TRM", "Terms and definitions"),
    ("SYM", "Symbols and abbreviations"),
    ("MOD", "Types of clauses and their verbs"),
    ("GDE", "Guides"),
    ("PAR", "Paragraphs"),
    ("LST", "Lists"),
    ("ANX", "Annexes"),
    ("FIG", "Figures"),
    ("TAB", "Tables"),
    ("FOR", "Formulas"),
    ("NOT", "Notes"),
    ("EXA", "Examples"),
    ("FTN", "Footnotes"),
    ("QTY", "Quantities and units"),
    ("TXT", "Language"),
    ("CVR", "Cover"),
    ("TOC", "Contents"),
    ("FWD", "Foreword"),
    ("INT", "Introduction"),
    ("BIB", "Bibliography"),
    ("IDX", "Index"),
    ("PAT", "Patents"),
    ("LAY", "Layout"),
    ("EXT", "Text exports"),
)
_NEEDS = {"text": "any draft", "numbers": "clause numbers", "docx": "the Word file"}
_CERTAINTY = {
    "read": "read in a copy of the standard",
    "read2": "read, and seen in a second source",
    "memory": "from memory",
    "derived": "follows from the standard, or a check of language",
}
_PART = re.compile(r"^(Finds|Why|Wrong|Right|Undecided|Needed): ", re.MULTILINE)


def drafting_manual() -> str:
    """Return the manual in Markdown: one section a family, one page a rule."""
    checked = {one.rule.id: one for one in DRAFT_RULES}
    undecided = {one.rule.id: one for one in UNDECIDED}
    shown = sum(one.look_alikes is not None for one in UNDECIDED)
    lines = [
        "## Drafting of standards (GB/T 1.1-2020)",
        "",
        f"Of {len(checked) + len(undecided)} rules `tanwen lint` checks {len(checked)}; no program decides {shown}"
        f" (each shown by two sentences); {len(undecided) - shown} were not seen well enough to be checked.",
    ]
    for prefix, title in _FAMILIES:
        ids = sorted(name for name in {**checked, **undecided} if name.partition("-")[0] == prefix)
        if ids:
            lines += ["", f"### {title} ({prefix})", "", "| rule | name | severity | from | state |"]
            lines += ["| --- | --- | --- | --- | --- |"]
            lines += [_row(checked.get(name) or undecided[name]) for name in ids]
            for name in ids:
                lines += ["", *_page(checked.get(name) or undecided[name])]
    return "\n".join(lines) + "\n"


def _row(one: DraftRule | Undecided) -> str:
    rule = one.rule
    return f"| [{rule.id}](#{_anchor(rule)}) | {rule.name} | {rule.severity} | {rule.clause} | {_state(one)} |"


def _anchor(rule: Rule) -> str:
    return f"{rule.id.lower()}-{rule.name}"


def _state(one: DraftRule | Undecided) -> str:
    if isinstance(one, DraftRule):
        return "checked"
    return "undecidable by program" if one.look_alikes else "not seen well enough"


def _page(one: DraftRule | Undecided) -> Iterable[str]:
    rule = one.rule
    marks = [rule.severity.value, rule.clause, _CERTAINTY[one.certainty], _state(one)]
    if isinstance(one, DraftRule):
        marks.append(f"needs {_NEEDS[one.needs]}")
        if one.kinds:
            marks.append(f"for: {', '.join(sorted(one.kinds))}")
    yield from (f"#### {rule.id} {rule.name}", "", f"*{' · '.join(marks)}*", "")
    text = re.sub(r"``(.+?)``", r"`\1`", rule.doc.strip(), flags=re.DOTALL)
    yield from _PART.sub(r"\n**\1:** ", text).strip().replace("\n\n\n", "\n\n").splitlines()
    if isinstance(one, Undecided) and one.look_alikes:
        right, wrong = one.look_alikes
        yield from ("", f"**Right:** {right}", "", f"**Wrong:** {wrong}")
