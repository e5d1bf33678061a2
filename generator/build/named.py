"""What a user names as the two sides of a comparison.

A side is a project's folder, ``REVISION:FOLDER``, a revision alone (of the other side's project), the folder of a
built output or of an issued edition, or ``DOCUMENT@VERSION`` for an edition of the other side's project. One side alone
is compared with what was issued last.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.findings import Finding, Outcome
from generator.build.deliver import read_manifest
from generator.build.editions import edition_at, edition_side, is_edition, is_output, last_edition, output_side
from generator.build.sides import no_side, project_side, revision_side
from generator.build.workspace import workspace_of
from generator.project.workspace import PROJECT_FILE
from generator.review.side import Side


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides that are held against each other."""

    old: Side
    new: Side


def pairs_of(
    old: str, new: str, documents: Sequence[str], *, today: datetime.date, final: bool = False
) -> Outcome[tuple[Pair, ...]]:
    """Return what is to be compared: one pair, or without ``new`` one for every document that was issued.

    ``documents`` are those wanted; none means all. An issued edition is compared with its own document alone.
    """
    near = next((Path(spec) for one in (new, old) if _is_project(spec := one.rpartition(":")[2])), None)
    if not new and near is None and _is_project("."):
        old, new, near = old, ".", Path()
    if new and near is None:
        near = next((project for one in (new, old) if (project := project_named_by(Path(one))) is not None), None)
    asked = _Asked(near, today, final)
    if not new:
        if near is None or not _is_project(old):
            zh, en = "只给了一侧，且不是项目文件夹", "one side alone must be a project's folder"
            return Outcome(None, no_side(old, zh, en).findings)
        return _since_issued(asked, near, documents)
    sides = (asked.side(old), asked.side(new))
    findings = tuple(finding for side in sides for finding in side.findings)
    before, after = (side.value for side in sides)
    if before is None or after is None:
        return Outcome(None, findings)
    return Outcome((_paired(before, after, documents),), findings)


def _is_project(spec: str) -> bool:
    return bool(spec) and (Path(spec) / PROJECT_FILE).is_file()


def project_named_by(folder: Path) -> Path | None:
    """Return the project that a built output or an issued edition is of, where it is at hand."""
    folder = folder.resolve()
    if is_edition(folder):
        project = folder.parents[2]
    else:
        name = str((read_manifest(folder) or {}).get("project", ""))
        if not name or Path(name).name != name:  # a folder that others wrote names no place of its own choice
            return None
        project = workspace_of(folder).root / "projects" / name
    return project if _is_project(str(project)) else None


@dataclass(frozen=True, slots=True)
class _Asked:
    near: Path | None
    today: datetime.date
    final: bool

    def side(self, spec: str) -> Outcome[Side]:
        """Return the side that a word of the command line names."""
        folder = Path(spec)
        if _is_project(spec):
            return Outcome(project_side(folder, today=self.today, name=spec, final=self.final))
        if is_edition(folder):
            return edition_at(folder)
        if is_output(folder):
            return output_side(folder)
        revision, colon, place = spec.rpartition(":")
        if colon and revision:
            return revision_side(Path(place), revision, today=self.today, final=self.final)
        if self.near is None:
            zh = f"{spec!a} 是哪个项目的版本？请连同项目写出，如 projects/x/issued/report/1.0 或 HEAD~1:projects/x"
            en = f"of which project is {spec!a} a state? Name it: projects/x/issued/report/1.0 or HEAD~1:projects/x"
            return no_side(spec, zh, en)
        document, at, version = spec.rpartition("@")
        if at and (self.near / "issued" / document).is_dir():
            return edition_side(self.near, document, version or None)
        return revision_side(self.near, spec, today=self.today, final=self.final)


def _since_issued(asked: _Asked, folder: Path, documents: Sequence[str]) -> Outcome[tuple[Pair, ...]]:
    now = project_side(folder, today=asked.today, name=str(folder), final=asked.final)
    wanted = [one for one in documents or now.documents if last_edition(folder, one)]
    if not wanted:
        zh, en = "还没有发布过文档，请写明旧版", "nothing was issued yet: name the older side"
        return Outcome(None, no_side(str(folder), zh, en).findings)
    findings: list[Finding] = []
    pairs = []
    for document in wanted:
        edition = edition_side(folder, document)
        findings.extend(edition.findings)
        if edition.value is not None:
            pairs.append(_paired(edition.value, now, [document]))
    return Outcome(tuple(pairs) or None, tuple(findings))


def _paired(old: Side, new: Side, documents: Sequence[str]) -> Pair:
    """Pair two sides over the documents wanted; a side that is one issued document wants that one alone."""
    single = [side.documents for side in (old, new) if side.name.partition("@")[0] in side.documents]
    wanted = set(documents or (single[0] if single else {**old.documents, **new.documents}))
    return Pair(_only(old, wanted), _only(new, wanted))


def _only(side: Side, wanted: set[str]) -> Side:
    return dataclasses.replace(
        side,
        documents={name: one for name, one in side.documents.items() if name in wanted},
        templates={name: one for name, one in side.templates.items() if name in wanted},
    )
