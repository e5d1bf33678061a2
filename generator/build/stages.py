"""The stages of one project, each asked for at most once and kept under the key of what it read."""

from __future__ import annotations

import datetime
import functools
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.findings import Finding, Outcome
from generator.build.cache import Cache
from generator.build.fingerprint import key_of
from generator.build.options import Options
from generator.build.state import State
from generator.build.workspace import Workspace
from generator.calculations.versions import CALCULATIONS, UNKNOWN_CALCULATION, applicable
from generator.compose import compile_template, compose
from generator.compose.templates import Template, find_template
from generator.document.blocks import Document
from generator.ledger.ledger import Ledger
from generator.project.commits import with_commits
from generator.project.editions import with_editions
from generator.project.models import DocumentOrder
from generator.project.project import Project
from generator.project.review_file import ReviewFile, read_review
from generator.project.slots import with_slots


@dataclass
class Stages:
    """The values of the early stages of one build. Findings gather in ``findings`` as the stages run."""

    workspace: Workspace
    folder: Path
    state: State
    options: Options
    cache: Cache
    findings: list[Finding] = field(default_factory=list)
    #: What checks prepared ahead of the documents, if anything.
    ground: object = None
    _composed: dict[str, Document | None] = field(default_factory=dict)

    @functools.cached_property
    def data(self) -> Outcome[Project]:
        """Load all but the author slots: what the ledger and the workbook are made from."""
        key = key_of(self.state.project_key(), str(self.folder))

        def make() -> Outcome[Project]:
            from generator.project.load import load_data

            return load_data(self.folder)

        return self.cache.value("project", key, make)

    @functools.cached_property
    def project(self) -> Project | None:
        """Load."""
        outcome = with_editions(with_commits(with_slots(self.data)), self.state.editions)
        self.findings.extend([*outcome.findings, *self.review.findings])
        return outcome.value

    @functools.cached_property
    def review(self) -> Outcome[ReviewFile]:
        """What reviewers said of the project's documents, where there is such a list."""
        return read_review(self.folder, self.workspace.root)

    @functools.cached_property
    def ledger(self) -> Ledger | None:
        """Compute."""
        project = self.data.value
        if project is None:
            return None

        def make() -> Outcome[Ledger]:
            from generator.calculations.compute import compute

            return compute(project)

        outcome = self.cache.value("ledger", self.state.ledger_key(), make)
        self.findings.extend(outcome.findings)
        return outcome.value

    @functools.cached_property
    def orders(self) -> tuple[DocumentOrder, ...]:
        """The documents that this build makes."""
        if self.project is None:
            return ()
        wanted = self.options.documents
        return tuple(o for o in self.project.file.documents if not wanted or o.id in wanted)

    @functools.cached_property
    def templates(self) -> dict[str, Template]:
        """The template of every order, by document id; an order whose template is not there is left out."""
        roots = (self.workspace.templates,)
        found = {}
        for order in self.orders:
            outcome = find_template(order.template, order.version, roots, asked_at=order.place("template"))
            self.findings.extend(outcome.findings)
            if outcome.value is not None:
                found[order.id] = outcome.value
                self.findings.extend(_unknown_calculations(outcome.value))
        return found

    @functools.cached_property
    def documents(self) -> dict[str, Document]:
        """Compose."""
        return {order.id: made for order in self.orders if (made := self.document(order)) is not None}

    def document(self, order: DocumentOrder) -> Document | None:
        """Compose one document."""
        if self.ledger is None or order.id not in self.templates:
            return None
        if order.id not in self._composed:
            outcome = self.cache.value("document", self.key(order), functools.partial(self._compose, order))
            self.findings.extend(outcome.findings)
            self._composed[order.id] = outcome.value
        return self._composed[order.id]

    def compile_templates(self) -> None:
        """Compile the templates of documents that are not there yet: it needs no ledger."""
        for order in self.orders:
            template = self.templates.get(order.id)
            if self.data.value is not None and template is not None and not self.has_document(order):
                compile_template(self.data.value, order, template, self.bytecode)

    @property
    def bytecode(self) -> Path:
        """Where compiled templates are kept."""
        return self.cache.folder / "jinja"

    def has_document(self, order: DocumentOrder) -> bool:
        """Whether a document was composed before."""
        return self.cache.has("document", self.key(order))

    def key(self, order: DocumentOrder) -> str:
        """Return the key of an order's document."""
        return self.state.document_key(order.id, order.template, self._versions(order), final=self.options.final)

    def _versions(self, order: DocumentOrder) -> tuple[str, ...]:
        """Return the version of an order's template and those that it extends."""
        template = self.templates.get(order.id)
        return (order.version, *(base.name for base in template.bases)) if template else (order.version,)

    def _compose(self, order: DocumentOrder) -> Outcome[Document]:
        assert self.project is not None
        assert self.ledger is not None
        build = self.state.build_of(order.id, order.template, self._versions(order))
        return compose(
            self.project,
            self.ledger,
            order,
            self.templates[order.id],
            build=build,
            final=self.options.final,
            bytecode=self.bytecode,
        )

    def _overridden(self, order: DocumentOrder) -> dict[str, str]:
        """Return the sections that the project has in the place of its template's, by hash."""
        below = f"content/{order.id}/sections/"
        files = self.state.files.items()
        return {f"section {k.removeprefix(below)}": v for k, v in files if k.startswith(below) and k.endswith(".md")}

    def check(self, today: datetime.date) -> tuple[Finding, ...]:
        """Check project, ledger and documents against each other."""
        from generator.checks import check

        if self.project is None or self.ledger is None:
            return ()
        project, ledger, documents = self.project, self.ledger, list(self.documents.values())
        final = self.options.final
        make = functools.partial(check, project, ledger, documents, today=today, final=final, ground=self.ground)
        return self.cache.value("check", self.check_key(today), make)

    def check_key(self, today: datetime.date) -> str:
        """Return the key of the findings of the checks; only waivers ask what day it is."""
        dated = today.isoformat() if self.project is not None and self.project.file.waivers else ""
        # The ledger counts by itself: a project that orders no document has nothing else to be told by.
        keys = [self.key(o) for o in self.orders]
        return key_of(self.state.ledger_key(), keys, self.state.reviewed_key(), self.options.final, dated)

    def pins(self) -> dict[str, dict[str, str]]:
        """Return what each document is pinned to.

        Its template, the data sets that its ledger's facts come from, and the versions of the calculations.
        """
        if self.ledger is None or self.data.value is None:
            return {}
        used = sorted({f.position.path for f in self.ledger if f.position and f.position.path.startswith("content/")})
        sets = {f"data {path}": self.state.content.get(path.removeprefix("content/"), "") for path in used}
        methods = {f"calculation {name}": one.version for name, one in applicable(self.data.value.file).items()}
        return {
            order.id: {
                f"template {order.template}@{order.version}": template.hash,
                **self._overridden(order),
                **methods,
                **sets,
            }
            for order in self.orders
            if (template := self.templates.get(order.id))
        }


def _unknown_calculations(template: Template) -> tuple[Finding, ...]:
    """Return a finding for each calculation that a template names and that does not exist."""
    known = ", ".join(CALCULATIONS)
    return tuple(
        UNKNOWN_CALCULATION.at(
            template.position,
            f"模板 {template.name} 所列的计算 {name} 不存在",
            f"template {template.name} names a calculation {name!r} that does not exist",
            hint_zh=f"可用：{known}",
            hint_en=f"known: {known}",
        )
        for name in template.calculations
        if name not in CALCULATIONS
    )
