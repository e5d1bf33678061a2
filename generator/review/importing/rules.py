"""What is said of an import as a whole, and of each change that cannot simply be taken over."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

NO_DOCUMENT = Rule(
    "RV301",
    "review-of-no-document",
    Severity.ERROR,
    "A Word file under review that is no document of the project: its map names another one, it has no map and "
    "`--document` does not say which it is, or hardly a line of it stands in the document. "
    "Right: `tanwen review import edited.docx --project projects/lanhe-foundry --document ghg-report-2024`.",
    waivable=False,
)
NO_MAP = Rule(
    "RV302",
    "review-without-map",
    Severity.WARNING,
    "A Word file under review without our map: another program made or emptied it. Its lines are placed by their text "
    "alone, and its numbers are told by where they stand.",
    waivable=False,
)
MOVED_ON = Rule(
    "RV303",
    "review-of-an-older-build",
    Severity.NOTE,
    "A Word file under review that was built from an earlier state of the project. What reviewers changed is laid over "
    "the text as it is now; a paragraph that has changed since is listed and left alone.",
    waivable=False,
)
EMPTIED = Rule(
    "RV304",
    "review-emptied",
    Severity.ERROR,
    "A Word file under review that lost most of its text. Such deletions are nobody's wording: comments are taken "
    "over, changes are not. Right: ask for the whole file.",
    waivable=False,
)
COMPUTED = Rule(
    "RV305",
    "review-changes-a-computed-number",
    Severity.WARNING,
    "A reviewer typed another number in the place of one that the ledger computes. It is not taken over: the number "
    "follows from its inputs, which are listed. Right: change the input, then build; or answer the reviewer.",
    waivable=False,
)
TYPED = Rule(
    "RV306",
    "review-types-a-number",
    Severity.WARNING,
    "A reviewer's wording brings a number typed by hand, or drops one of the ledger. The wording is taken over; "
    "whether the number holds is for the checks. Right: print a fact, for example `{{ inventory.total }}`.",
    waivable=False,
)
TEMPLATE = Rule(
    "RV307",
    "review-changes-the-template",
    Severity.NOTE,
    "A reviewer changed words of the template. A published template is not edited: it is a note for its author, or an "
    "override of the section in the project (`--override`).",
    waivable=False,
)
DATA = Rule(
    "RV308",
    "review-changes-data",
    Severity.NOTE,
    "A reviewer changed words that stand in the project's YAML files: names, labels, reasons. They may stand in "
    "several documents, so they are edited by hand at the place given.",
    waivable=False,
)
MANUAL = Rule(
    "RV309",
    "review-by-hand",
    Severity.WARNING,
    "A change whose place in the author's Markdown is known and that could not be carried over so that the document "
    "reads as the reviewer wrote. It is left to the author.",
    waivable=False,
)
UNPLACED = Rule(
    "RV310",
    "review-unplaced",
    Severity.WARNING,
    "A change or comment that belongs to no line of the project: on a cover, in a header, in a paragraph that is gone. "
    "Its text is listed and kept in review.yaml, so that nothing is lost.",
    waivable=False,
)
CONFLICT = Rule(
    "RV311",
    "review-file-changed",
    Severity.ERROR,
    "A file of the project changed while a review was being taken over; nothing was written. Right: run it again.",
    waivable=False,
)
TAKEN = Rule(
    "RV312",
    "review-wording",
    Severity.NOTE,
    "A reviewer's wording that can be taken over: composed again with it, the document reads as the reviewer wrote. "
    "`--apply` writes it, `--patch FILE` leaves it as a patch.",
    waivable=False,
)
