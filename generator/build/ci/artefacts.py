"""The files of a range beside its summary: redlines, pages side by side, whole lists of changes, machine reports."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.findings import Finding, Severity, in_order
from generator.base.text import Language, Text
from generator.build.ci.results import Result
from generator.build.ci.span import Span
from generator.build.ci.summary import Artefact
from generator.review.markdown import markdown

#: Where redlines and pages lie, below the folder of artefacts.
REVIEW = "review"
_KINDS = {".docx": "Word", ".html": "HTML", ".xlsx": "Excel", ".pdf": "PDF", ".md": "Markdown"}
_REDLINE, _PAGE = Text("修订稿", "redline"), Text("对照页", "side by side")
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass
class Made:
    """Files by path below the folder of artefacts, what they are, and what was found while they were made."""

    files: dict[str, bytes] = field(default_factory=dict)
    artefacts: list[Artefact] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def artefacts_of(results: Iterable[Result], target: Path, language: Language) -> Made:
    """Make the redlines, pages and lists of the projects, and name what the builds wrote below ``target``."""
    made = Made()
    for result in results:
        made.artefacts.extend(_built(result, target))
        _compared(result, made, language)
    return made


def _built(result: Result, target: Path) -> Iterator[Artefact]:
    for file in result.built.files if result.built else ():
        document = next((one.id for one in result.touched.documents if file.name.startswith(f"{one.id}.")), "")
        kind = _KINDS.get(file.suffix)
        if document and kind and file.is_relative_to(target):
            yield Artefact(result.touched.id, document, kind, file.relative_to(target).as_posix())


def _compared(result: Result, made: Made, language: Language) -> None:
    changes, old, new = result.changes, result.old, result.new
    if changes is None or old is None or new is None or changes.same:
        return
    from generator.review.as_json import as_json
    from generator.review.page import page
    from generator.review.redlines import redlines

    project = result.touched.id
    folder = f"{REVIEW}/{project}"
    made.files[f"{folder}/changes.md"] = markdown(changes, language, full=True).encode()
    made.artefacts.append(Artefact(project, "", "changes.md", f"{folder}/changes.md"))
    made.files[f"{folder}/changes.html"] = page(changes, language)
    made.files[f"{folder}/changes.json"] = as_json(changes, language).encode()
    drawn = redlines(old, new, changes, language)
    made.findings.extend(drawn.findings)
    written: Mapping[str, bytes] = drawn.value or {}
    for document in changes.documents:
        if document.fate == "same":
            continue
        name = f"{document.id}.redline.docx"
        if document.id in written:
            made.files[f"{folder}/{name}"] = written[document.id]
            made.artefacts.append(Artefact(project, document.id, _REDLINE.say(language), f"{folder}/{name}"))
        made.artefacts.append(Artefact(project, document.id, _PAGE.say(language), f"{folder}/changes.html"))


def reports(span: Span, results: Iterable[Result], language: Language) -> dict[str, bytes]:
    """Return the findings at the newer end as SARIF and JUnit; their paths are those of the repository."""
    from generator.checks.report import write

    found = in_order(finding for result in results for finding in in_repository(span, result.findings))
    return {
        "findings.sarif": write(found, "sarif", language).encode(),
        "junit.xml": write(found, "junit", language).encode(),
    }


def github_annotations(span: Span, results: Iterable[Result], language: Language) -> str:
    """Return the findings as GitHub's annotations, errors first: it shows ten of each kind and no more.

    Notes on files that are not of the repository, such as the data sets that Tanwen carries, are left to the reports.
    """
    from generator.checks.report import write

    top = span.repository.top
    found = in_order(finding for result in results for finding in in_repository(span, result.findings))
    shown = [one for one in found if one.severity is not Severity.NOTE or (top / one.position.path).exists()]
    return write(sorted(shown, key=lambda one: _RANK[one.severity]), "github", language)


def in_repository(span: Span, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings with places below the repository's top; the workspace may lie deeper."""
    place = span.root.relative_to(span.repository.top.resolve()).as_posix()
    for finding in findings:
        path = finding.position.path
        if place == "." or not (span.root / path).exists():
            yield finding
            continue
        yield dataclasses.replace(finding, position=dataclasses.replace(finding.position, path=f"{place}/{path}"))
