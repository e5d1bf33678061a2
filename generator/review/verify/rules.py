"""The rules of verification: what is wrong when a file that people have edited is held against its build."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE


def _rule(number: int, name: str, severity: Severity, doc: str) -> Rule:
    return Rule(f"VF{number:03d}", name, severity, doc, waivable=False)


NUMBER_CHANGED = _rule(
    1, "number-changed", _E,
    "A number shows another value than the one that was built. Correct the input that it is computed from and build "
    "again; a number changed in Word alone is lost with the next build.",
)  # fmt: skip
NUMBER_RESTYLED = _rule(
    2, "number-written-otherwise", _W,
    "A number shows the value that was built, written otherwise: without thousands separators, with other decimals.",
)  # fmt: skip
CONTROL_GONE = _rule(
    3, "number-without-control", _W,
    "A number's control was removed. Where the number still stands there as text its value is judged once more: a "
    "wrong one is an error. Where it does not stand there any more, it is listed as gone.",
)  # fmt: skip
ROW_GONE = _rule(4, "table-row-gone", _W, "A row of a table was deleted with all of its numbers.")
NUMBERS_SWAPPED = _rule(
    5, "numbers-swapped", _E,
    "A number stands where the build shows another one: two controls were swapped, or one was moved to another place "
    "of the same words. Each still shows its own value, and the sentence says something else.",
)  # fmt: skip
NUMBER_ELSEWHERE = _rule(
    6, "number-elsewhere", _W,
    "A number stands in another block than the one that it was built into, and the words around it are not those of "
    "the build: whether it is right there, a person has to read.",
)  # fmt: skip
PASTED = _rule(
    7, "number-twice", _N,
    "A number's control stands in the file more than once with the value that was built, as after pasting a paragraph.",
)  # fmt: skip
UNKNOWN_CONTROL = _rule(
    8, "control-unknown", _E,
    "A control is not in the file's map: it was pasted from another document or written by hand.",
)  # fmt: skip
NESTED = _rule(
    9, "control-nested", _W, "A control stands inside another one, or was split in two by an edit; its text is judged."
)
HIDDEN = _rule(
    10, "number-hidden", _E,
    "A number's control is hidden: no reader sees it. What stands beside it may be another number.",
)  # fmt: skip
TYPED = _rule(
    11, "number-typed", _E,
    "A number was typed by hand into text that differs from the build: no fact stands behind it. Add the fact to the "
    "project, or quote its source, and build again.",
)  # fmt: skip
REWORDED = _rule(
    12, "text-reworded", _W,
    "The words of a block are not those of the build. `tanwen review import` brings them back to their source line.",
)  # fmt: skip
BLOCK_GONE = _rule(13, "text-gone", _W, "A block of the build is not in the file any more.")
BLOCK_ADDED = _rule(14, "text-added", _W, "Text stands in the file that was not built.")
BLOCK_MOVED = _rule(15, "text-moved", _N, "A block stands at another place, word for word as built.")
BLOCK_JOINED = _rule(
    16, "paragraphs-joined-or-split", _N, "Paragraphs were joined, or one was split, without a change of their words."
)
SHOWN_OTHERWISE = _rule(
    17, "shown-otherwise", _E,
    "Word shows something else there than the text that the file holds: a content control bound to other data, a "
    "file that is taken in on opening, a field computed on opening, text shown backwards, letters drawn by a font "
    "that the file brings along. Take it away in Word, or build again.",
)  # fmt: skip
MAP_MISSING = _rule(
    20, "map-missing", _E,
    "The file carries no map of its numbers: it was not built by Tanwen, or a program dropped the map (a copy through "
    "the clipboard or an online editor does). Nothing in it can be verified.",
)  # fmt: skip
MAP_BROKEN = _rule(
    21, "map-broken", _E,
    "The map of the file's numbers cannot be read, there are several, or its entries are not the ones that it was "
    "written with: the map itself was changed, so that the file cannot speak for itself.",
)  # fmt: skip
MAP_OLD = _rule(
    22, "map-without-texts", _N,
    "The file was built by a version of Tanwen whose map holds no hashes of texts: its numbers are judged, its words "
    "only with --project.",
)  # fmt: skip
CHART_CHANGED = _rule(23, "chart-changed", _E, "A point of a chart, or its data sheet, is not what was built.")
CHART_GONE = _rule(24, "chart-gone", _W, "A chart of the build is not in the file any more.")
FORMULA_CHANGED = _rule(
    25, "formula-changed", _W,
    "The formulas of a block are not those of the build. Where their digits are others it is an error: a formula is "
    "written in the template or the project's Markdown, never in Word alone.",
)  # fmt: skip
PICTURE_CHANGED = _rule(
    26, "picture-changed", _W,
    "A picture is another one than the build drew there, or is gone. What it shows is not read: look at it.",
)  # fmt: skip
OTHER_PROJECT = _rule(
    30, "other-project", _E,
    "The file is of another project or of a document that the project does not order: its numbers are not judged.",
)  # fmt: skip
NUMBER_OUTDATED = _rule(
    31, "number-outdated", _E,
    "A number is the one that was built, and the ledger has another value by now. Build again and send the new file.",
)  # fmt: skip
TEXT_OUTDATED = _rule(
    32, "text-outdated", _W, "The words of a block are as they were built, and the project has other words by now."
)
SIGNATURE_BAD = _rule(
    40, "signature-invalid", _E,
    "The signature does not hold: the file or record is another one than was signed, or the signer is not among those "
    "allowed.",
)  # fmt: skip
SIGNATURE_UNCHECKED = _rule(
    41, "signature-unchecked", _E,
    "The signature could not be checked: ssh-keygen (OpenSSH 8.1 or later) is missing, or a file cannot be read.",
)  # fmt: skip
SIGNED_OTHERWISE = _rule(
    42,
    "signed-otherwise",
    _E,
    "The file's map is not what the signed record says: numbers, texts or build differ.",
)
NOT_JUDGED = _rule(
    50, "not-judged", _E,
    "The file does not say what its numbers should be, and nothing was given that does. A PDF is judged against the "
    "manifest.json of its build beside it, or with --project.",
)  # fmt: skip
PART_NOT_JUDGED = _rule(
    51, "part-not-judged", _N,
    "Some of what the file shows could not be held against anything: the file's map says nothing of it. Build again "
    "with this version for a map that does, or read it.",
)  # fmt: skip

RULES = tuple(one for one in globals().values() if isinstance(one, Rule))
