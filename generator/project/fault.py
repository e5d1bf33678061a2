"""How a rule of loading is written down."""

from __future__ import annotations

from generator.base.findings import Rule, Severity


def rule(number: int, name: str, finds: str, why: str, wrong: str, right: str, *, warns: bool = False) -> Rule:
    """Return a rule whose manual page says what it finds, why, and shows a wrong and a right form."""
    doc = f"{finds}\n\nWhy: {why}\n\nWrong:\n\n    {_indent(wrong)}\n\nRight:\n\n    {_indent(right)}\n"
    severity = Severity.WARNING if warns else Severity.ERROR
    return Rule(f"IN{number:03d}", name, severity, doc, waivable=warns)


def _indent(text: str) -> str:
    return text.replace("\n", "\n    ")
