"""Render and inspect the documents of one build, each format only where what it is made from has changed."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import __version__
from generator.base.findings import Finding, Outcome
from generator.build import deliver
from generator.build.fingerprint import hash_bytes, key_of
from generator.build.helper import Board, Helper, Work
from generator.build.options import Progress
from generator.build.pictures import Pictures, pictures_of
from generator.build.stages import Stages
from generator.document.blocks import Document
from generator.project.models import DocumentOrder
from generator.render.continued import without_rows

Job = tuple[str, str]
#: How long a job takes against the others: two processes take the long ones first.
_WEIGHTS = {"document": 6.0, "xlsx": 6.0, "check": 3.0, "docx": 2.5, "html": 2.0, "record": 1.0, "md": 0.3}
_CHECK: Job = ("check", "")
_RECORD: Job = ("record", "")


@dataclass(frozen=True, slots=True)
class Batch:
    """Jobs that two processes share; their numbers on the board begin with ``first``."""

    first: int
    jobs: tuple[Job, ...]


@dataclass
class Rendering:
    """The writers of one build, and who does what where there is a second process."""

    stages: Stages
    output: Path
    today: datetime.date
    progress: Progress
    findings: list[Finding] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)
    pages: dict[str, dict[str, int]] = field(default_factory=dict)
    _second: Helper[Batch] | None = None
    _board: Board | None = None
    _files: dict[Job, Outcome[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.stages)

    # ------------------------------------------------------------------------------------ two processes

    def begin(self, *, helped: bool) -> None:
        """Start what works beside the build: the browser, and with ``helped`` a second process for stages and files."""
        if helped:
            self._board = Board()
            self._second = Helper.start(self._helper)
        self.pictures.begin()

    def stop(self) -> None:
        """Let what works beside the build end."""
        self.pictures.close()
        if self._second is not None:
            self._second.close()
            self._second = None

    def _helper(self) -> Work[Batch]:
        """Return what the second process does: claim jobs from the front of a batch until none is left."""
        self.progress = lambda project, stage: None  # the terminal is the build's
        _warm(self.stages)

        def work(batch: Batch, arguments: Any) -> None:
            for number, job in enumerate(batch.jobs, batch.first):
                if self._board is not None and self._board.claim(number):
                    self._do(job, arguments.get(job))

        return work

    def _share(self, arguments: Mapping[Job, Any]) -> None:
        """Have jobs done by two processes: the helper takes them from the front, this one from the back.

        Each job leaves its value in the cache. A job alone, or without a helper, is done when it is asked for.
        """
        if self._second is None or self._board is None or len(arguments) < 2:
            return
        jobs = tuple(sorted(arguments, key=lambda job: -_WEIGHTS[job[0]]))
        batch = Batch(self._board.numbers(len(jobs)), jobs)
        self._second.ask(batch, dict(arguments))
        for number, job in reversed([*enumerate(jobs, batch.first)]):
            if self._board.claim(number):
                self._do(job, arguments[job])
        self._second.wait(batch)

    def _do(self, job: Job, argument: Any) -> None:
        kind, name = job
        if job == _CHECK:
            self.stages.check(self.today)
            return
        if job == _RECORD:
            self._ledger_part()
            return
        order = next(o for o in self.stages.orders if o.id == name)
        document = self.stages.document(order)
        if document is not None and kind == "docx":
            self._word(order, document, argument, self._last_pages(order))
        elif document is not None and kind != "document":
            self._flat(kind, order, document)

    # ---------------------------------------------------------------------------------- compose and check

    def compose(self) -> None:
        """Compose all documents, begin to draw their pictures, and do what there is to do beside that."""
        stages = self.stages
        missing = [order for order in stages.orders if not stages.has_document(order)]
        self._share({("document", order.id): None for order in reversed(missing)})
        for document in stages.documents.values():
            self.pictures.ask(document)
        jobs: dict[Job, Any] = {}
        if not stages.cache.has("check", stages.check_key(self.today)):
            jobs[_CHECK] = None
        if not stages.cache.has("record", stages.state.ledger_key()):
            jobs[_RECORD] = None
        for order, document in self._documents():
            for form in self._flat_formats():
                if not stages.cache.has(form, self._flat_key(form, order, document)):
                    jobs[form, order.id] = None
        self._share({**jobs, **self._word_jobs()})

    def check(self) -> tuple[Finding, ...]:
        """Check project, ledger and documents against each other."""
        self.progress(self.stages.folder.name, "check")
        return self.stages.check(self.today)

    # ---------------------------------------------------------------------------------------------- files

    def _documents(self) -> Iterator[tuple[DocumentOrder, Document]]:
        for order in self.stages.orders:
            document = self.stages.document(order)
            if document is not None:
                yield order, document

    def _flat_formats(self) -> tuple[str, ...]:
        forms = tuple(form for form in ("xlsx", "html", "md") if form in self.stages.options.formats)
        ledger = self.stages.ledger
        # A workbook shows the ledger; where nothing is calculated there is nothing to show.
        return tuple(form for form in forms if form != "xlsx" or ledger is None or ledger.facts)

    def files(self) -> dict[str, bytes]:
        """Render every document in every format asked for, inspect it, and return the files by name."""
        files: dict[str, bytes] = {}
        for order, document in self._documents():
            for form in self._flat_formats():
                self._keep(files, order, form, self._flat(form, order, document))
        if {"docx", "pdf"} & set(self.stages.options.formats):
            for _, document in self._documents():
                self.pictures.of(document)
            self._share(self._word_jobs())
            for order, document in self._documents():
                self._word_and_pdf(files, order, document)
        return files

    def _keep(self, files: dict[str, bytes], order: DocumentOrder, form: str, outcome: Outcome[bytes]) -> None:
        self.findings.extend(outcome.findings)
        name = self.name(order, form)
        if outcome.value is not None:
            files[name] = outcome.value
        else:
            self.omitted.append(name)

    def name(self, order: DocumentOrder, form: str) -> str:
        """Return the file name: a draft says that it is one."""
        return f"{order.id}.{form}" if self.stages.options.final else f"{order.id}.draft.{form}"

    def _flat(self, form: str, order: DocumentOrder, document: Document) -> Outcome[bytes]:
        self.progress(self.stages.folder.name, self.name(order, form))
        key = self._flat_key(form, order, document)
        return self._made(form, key, lambda: self._write(form, order, document))

    def _made(self, kind: str, key: str, make: Callable[[], Outcome[bytes]]) -> Outcome[bytes]:
        """Return a file from this build, from the cache, or newly made."""
        if (kind, key) not in self._files:
            self._files[kind, key] = self.stages.cache.value(kind, key, make)
        return self._files[kind, key]

    def _flat_key(self, form: str, order: DocumentOrder, document: Document) -> str:
        """Return the key of a file. A workbook holds no prose: a change of prose leaves it as it is."""
        if form != "xlsx":
            return self.stages.key(order)
        from generator.compose.workbook import Shared

        return key_of(self.stages.state.ledger_key(), order.id, repr(Shared.of(document)))

    def _write(self, form: str, order: DocumentOrder, document: Document) -> Outcome[bytes]:
        if form == "md":
            from generator.render import markdown

            return markdown.write(document)
        if form == "html":
            from generator.inspect.html import inspect_html
            from generator.render import html
            from generator.render.html.formulas import mathml

            written = html.write(document, formula=self._kept_formula(mathml))
            return self._inspected(written, document, inspect_html)
        return self._workbook(order, document)

    def _workbook(self, order: DocumentOrder, document: Document) -> Outcome[bytes]:
        from generator.compose.workbook import Shared, build_workbook
        from generator.render import xlsx

        data, ledger = self.stages.data.value, self.stages.ledger
        if data is None or ledger is None:
            return Outcome(None)
        return xlsx.write(build_workbook(data, ledger, order, Shared.of(document)))

    def _inspected(
        self, written: Outcome[bytes], document: Document, inspect: Callable[..., tuple[Finding, ...]]
    ) -> Outcome[bytes]:
        if written.value is None:
            return written
        found = inspect(written.value, document, self.stages.ledger)
        return Outcome(written.value, (*written.findings, *found))

    # ------------------------------------------------------------------------------------------ Word, PDF

    def _word_jobs(self) -> dict[Job, Any]:
        """Return the Word files that are not there yet and could be written now: those whose pictures are drawn."""
        jobs: dict[Job, Any] = {}
        if "docx" not in self.stages.options.formats or self.stages.options.lays_out:
            return jobs
        for order, document in self._documents():
            job = ("docx", order.id)
            if not self.pictures.ready(document):
                continue
            pictures = self.pictures.of(document).value or {}
            if not self.stages.cache.has("docx", self._word_key(order, pictures, self._last_pages(order))):
                jobs[job] = pictures
        return jobs

    def _word_and_pdf(self, files: dict[str, bytes], order: DocumentOrder, document: Document) -> None:
        formats = self.stages.options.formats
        drawn = self.pictures.of(document)
        self.findings.extend(drawn.findings)
        pictures = drawn.value or {}
        pages: Mapping[str, int] | None = self._last_pages(order)
        if self.stages.options.lays_out:
            pages, pdf = self._laid_out(order, document, pictures)
            if "pdf" in formats:
                self._keep(files, order, "pdf", pdf)
        if pages:
            self.pages[order.id] = without_rows(pages)
        if "docx" in formats:
            self._keep(files, order, "docx", self._answered(document, self._word(order, document, pictures, pages)))

    def _answered(self, document: Document, word: Outcome[bytes]) -> Outcome[bytes]:
        """Return a draft with its reviewers' open comments and our answers; a final or public file carries none."""
        review = self.stages.review.value
        asked = [one for one in review.comments if one.document == document.id] if review is not None else []
        if word.value is None or document.final or not asked:
            return word
        blob = word.value

        def make() -> Outcome[bytes]:
            from generator.render.docx.dates import day, stamp
            from generator.review.answers import with_answers

            date = stamp(document.date) if day(document.date).year > 1980 else ""  # that year stands for no date
            return with_answers(blob, document, asked, document.cover.provider, date)

        key = key_of(hash_bytes(blob), [repr(one) for one in asked], self.stages.state.engine)
        answered = self._made("docx", key, make)
        return Outcome(answered.value, (*word.findings, *answered.findings))

    def word(self, order: DocumentOrder) -> Outcome[bytes]:
        """Return the Word file of one document by itself, with the page numbers of the last layout."""
        document = self.stages.document(order)
        if document is None:
            return Outcome(None)
        drawn = self.pictures.of(document)
        return self._word(order, document, drawn.value or {}, self._last_pages(order))

    def _word_key(
        self,
        order: DocumentOrder,
        pictures: Mapping[str, bytes],
        pages: Mapping[str, int] | None,
        *,
        plan: bool = False,
    ) -> str:
        drawn = {k: hash_bytes(v) for k, v in pictures.items()}
        return key_of(self.stages.key(order), drawn, dict(pages or {}), plan)

    def _word(
        self,
        order: DocumentOrder,
        document: Document,
        pictures: Mapping[str, bytes],
        pages: Mapping[str, int] | None,
        *,
        plan: bool = False,
    ) -> Outcome[bytes]:
        self.progress(self.stages.folder.name, self.name(order, "docx"))

        def make() -> Outcome[bytes]:
            from generator.inspect.docx import inspect_docx
            from generator.render import docx
            from generator.render.docx.formulas import omml

            shell = self.stages.templates[order.id].shell
            undrawn = {picture.id for picture in pictures_of(document)} - set(pictures)
            written = docx.write(
                document,
                pictures=pictures,
                pages=pages,
                shell=shell,
                fill=self._filled,
                formula=self._kept_formula(omml),
                plan=plan,
            )
            # what kept the pictures from being drawn was reported with them: no browser, no font, a failure
            kept = tuple(f for f in written.findings if f.rule != docx.NOT_DRAWN.id or f.block not in undrawn)
            return self._inspected(Outcome(written.value, kept), document, inspect_docx)

        return self._made("docx", self._word_key(order, pictures, pages, plan=plan), make)

    def _filled(self, shell: bytes, values: tuple[tuple[str, str], ...]) -> bytes:
        """Fill a cover, or return it as it was filled before: it is the same until title or client changes."""
        from generator.render.docx.shell import filled

        key = key_of(hash_bytes(shell), values, self.stages.state.engine)
        return self.stages.cache.value("cover", key, lambda: filled(shell, values))

    def _kept_formula(self, convert: Callable[..., str]) -> Callable[..., str]:
        """Return ``convert`` with a memory: converters are slow to load, and formulas seldom change."""

        def kept(latex: str, **how: Any) -> str:
            key = key_of(convert.__module__, latex, how, self.stages.state.engine)
            return self.stages.cache.value("formula", key, functools.partial(convert, latex, **how))

        return kept

    def _laid_out(
        self, order: DocumentOrder, document: Document, pictures: Mapping[str, bytes]
    ) -> tuple[dict[str, int] | None, Outcome[bytes]]:
        """Lay the Word file out until the page numbers in its contents are the ones that it then has."""
        from generator.render import pdf

        pages: dict[str, int] | None = None
        made: Outcome[bytes] = Outcome(None)
        # The tables of a standard go on under a caption of their own: each one that breaks may move those after it.
        for _ in range(12 if document.standard else 3):
            plan = document.standard is not None and pages is None
            word = self._word(order, document, pictures, pages, plan=plan)
            if word.value is None:
                return pages, Outcome(None)
            self.progress(self.stages.folder.name, self.name(order, "pdf"))
            blob = word.value
            office = self.stages.state.tools.get("office", "")
            outcome = self.stages.cache.value(
                "pdf",
                key_of(hash_bytes(blob), office, self.stages.state.engine),
                functools.partial(pdf.convert, blob, document),
                keep=lambda o: o.value is not None,
            )
            if outcome.value is None:
                return pages, Outcome(None, outcome.findings)
            made = Outcome(outcome.value.data, outcome.findings)
            if outcome.value.pages == pages:
                break
            pages = dict(outcome.value.pages)
        return pages, made

    def _last_pages(self, order: DocumentOrder) -> Mapping[str, int] | None:
        """Return the page numbers that the last layout of this document had; a draft shows these."""
        manifest = deliver.read_manifest(self.output) or {}
        pages = manifest.get("pages", {}).get(order.id)
        return {str(k): int(v) for k, v in pages.items()} if pages else None

    # --------------------------------------------------------------------------------- record and manifest

    def record(self) -> dict[str, bytes]:
        """Return the record of ledger and documents, by its name: a part that was written before is not made again."""
        from generator.review.record import NAME, document_part, joined

        parts = [self._ledger_part()]
        for order, document in self._documents():
            parts.append(self._part(self.stages.key(order), functools.partial(document_part, document)))
        return {NAME: joined(parts)}

    def _ledger_part(self) -> bytes:
        from generator.review.record import ledger_part

        ledger = self.stages.ledger
        return self._part(self.stages.state.ledger_key(), lambda: ledger_part(ledger)) if ledger is not None else b""

    def _part(self, key: str, make: Callable[[], bytes]) -> bytes:
        kept = self.stages.cache.read("record", key)
        if kept is None:
            kept = make()
            self.stages.cache.write("record", key, kept)
        return kept

    def manifest(
        self,
        key: str,
        pins: Mapping[str, Mapping[str, str]],
        files: Mapping[str, bytes],
        record: Mapping[str, bytes],
        findings: list[dict[str, Any]],
        *,
        dated: bool,
    ) -> dict[str, Any]:
        """Return the record of this build: inputs, versions, facts, findings, hashes."""
        from generator.build.fingerprint import hash_file
        from generator.build.lock import NAME

        stages = self.stages
        lock_file = stages.folder / NAME
        return {
            "tanwen": __version__,
            "project": stages.folder.name,
            "key": key,
            "dated": dated,
            "final": stages.options.final,
            "lock": hash_file(lock_file) if lock_file.is_file() else "",
            "inputs": stages.state.files,
            "toolchain": stages.state.tools,
            "pins": pins,
            "documents": {
                d.id: {"template": d.template, "audience": d.audience, "build": d.build, "date": d.date}
                for d in stages.documents.values()
            },
            "facts": {
                d.id: {f.alias: [f.key, f.value, f.unit] for f in d.facts.values()} for d in stages.documents.values()
            },
            "files": deliver.describe(files),
            "record": deliver.describe(record)[0],
            "pages": self.pages,
            "omitted": sorted(self.omitted),
            "findings": findings,
        }


def _warm(stages: Stages) -> None:
    """Do in a second process, while the build computes and composes, what its jobs need whatever the documents say."""
    known = stages.cache.has("ledger", stages.state.ledger_key())
    if not known:
        stages.compile_templates()
    import generator.checks.table
    import generator.inspect.docx  # noqa: F401 - to have it loaded
    from generator import checks
    from generator.render import docx

    docx.prepare(formulas=not known)
    if known and stages.data.value is not None and stages.ledger is not None:
        _ = stages.templates
        stages.ground = checks.prepare(stages.data.value, stages.ledger)
