"""How a rule of loading is written down."""

from __future__ import annotations

from generator.base.findings import Rule, Severity


def rule(number: int, name: str, finds: str, why: str, wrong: str, right: str, *, warns: bool = False) -> Rule:
    """Return a rule whose manual page says what it finds, why, and shows a wrong and a right form."""
    doc = f"Finds: {finds}\nWhy: {why}\n{_shown('Wrong', wrong)}\n{_shown('Right', right)}\n"
    severity = Severity.WARNING if warns else Severity.ERROR
    return Rule(f"IN{number:03d}", name.lower().replace(" ", "-"), severity, doc, waivable=warns)


def _shown(title: str, example: str) -> str:
    if "\n" not in example:
        return f"{title}: ``{example}``"
    indented = example.replace("\n", "\n    ")
    return f"{title}: \n\n    {indented}\n"
