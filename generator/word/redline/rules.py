"""The rules of redlines: what could not be marked, and what was decided before comparing."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

EARLIER_REVISIONS = Rule(
    "IN411",
    "revisions-accepted-before-comparing",
    Severity.NOTE,
    "Finds: tracked changes inside one of the two files that are compared. Why: a redline holds one set of changes, "
    "those between the two files, so changes that one of them already holds are accepted first. Wrong: comparing a "
    "draft that still holds a colleague's insertions and wondering whose they are. Right: accept or reject them first, "
    "or read the redline as against the draft with all of them accepted.",
)
NOT_MARKED = Rule(
    "IN412",
    "change-not-marked",
    Severity.WARNING,
    "Finds: a difference between two Word files that tracked changes cannot hold: a section break that came or went, "
    "content from another file. Why: rejecting all changes would not bring it back, and nobody should believe it did. "
    "Wrong: a landscape section added to the new version. Right: look at the place in both versions.",
)
NOTE_UNPLACED = Rule(
    "IN413",
    "comment-not-placed",
    Severity.WARNING,
    "Finds: a comment for a number whose content control is not in the new file's text. Why: it would be lost. "
    "Wrong: a comment for t000007 where the document shows no such number. Right: build both sides from the same "
    "project, and give comments for controls that the new file has.",
)

RULES = (EARLIER_REVISIONS, NOT_MARKED, NOTE_UNPLACED)
