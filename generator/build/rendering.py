"""Render and inspect the documents of one build, each format only where what it is made from has changed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator import __version__
from generator.base.findings import Finding, Outcome
from generator.build import deliver
from generator.build.fingerprint import hash_bytes, key_of
from generator.build.options import Progress
from generator.build.stages import Stages
from generator.document.blocks import Document, Picture
from generator.document.walk import walk_blocks
from generator.project.models import DocumentOrder

Drawn = Outcome[dict[str, bytes]]


@dataclass
class Rendering:
    """The writers of one build. Pictures are drawn in a thread of their own while the other formats are written."""

    stages: Stages
    output: Path
    progress: Progress
    findings: list[Finding] = field(default_factory=list)
    omitted: list[str] = field(default_factory=list)
    pages: dict[str, dict[str, int]] = field(default_factory=dict)
    _pictures: dict[str, Future[Drawn]] = field(default_factory=dict)
    _pool: ThreadPoolExecutor | None = None

    # ------------------------------------------------------------------------------------------- pictures

    def start_pictures(self) -> None:
        """Begin to draw the pictures that Word and PDF need and the cache does not hold."""
        if not {"docx", "pdf"} & set(self.stages.options.formats):
            return
        self._pool = ThreadPoolExecutor(1)
        for document in self.stages.documents.values():
            pictures = tuple(b for b in walk_blocks(document.blocks) if isinstance(b, Picture))
            if pictures:
                self._pictures[document.id] = self._pool.submit(self._draw, document, pictures)

    def stop(self) -> None:
        """Leave the pictures undrawn."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def _draw(self, document: Document, pictures: tuple[Picture, ...]) -> Drawn:
        from generator.render.charts.pictures import draw, picture_key

        state = self.stages.state
        key = key_of([picture_key(p, document) for p in pictures], state.engine, state.tools.get("browser", ""))
        return self.stages.cache.value(
            "pictures", key, lambda: draw(pictures, document), keep=lambda drawn: not drawn.findings
        )

    # ---------------------------------------------------------------------------------------------- files

    def files(self) -> dict[str, bytes]:
        """Render every document in every format asked for, inspect it, and return the files by name."""
        files: dict[str, bytes] = {}
        formats = self.stages.options.formats
        for order in self.stages.orders:
            document = self.stages.documents.get(order.id)
            if document is None:
                continue
            for form in ("md", "html", "xlsx"):
                if form in formats:
                    self._keep(files, order, form, self._flat(form, order, document))
        for order in self.stages.orders:
            document = self.stages.documents.get(order.id)
            if document is not None and {"docx", "pdf"} & set(formats):
                self._word_and_pdf(files, order, document)
        self.stop()
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
        if form == "xlsx":
            return self._workbook(order, document)
        return self.stages.cache.value(form, self.stages.key(order), lambda: self._write(form, document))

    def _write(self, form: str, document: Document) -> Outcome[bytes]:
        if form == "md":
            from generator.render import markdown

            return markdown.write(document)
        from generator.inspect.html import inspect_html
        from generator.render import html

        return self._inspected(html.write(document), document, inspect_html)

    def _workbook(self, order: DocumentOrder, document: Document) -> Outcome[bytes]:
        """Write the calculation workbook: it holds no prose, and a change of prose leaves it as it is."""
        from generator.compose.workbook import Shared

        shared = Shared.of(document)
        stages = self.stages

        def make() -> Outcome[bytes]:
            from generator.compose.workbook import build_workbook
            from generator.render import xlsx

            if stages.data.value is None or stages.ledger is None:
                return Outcome(None)
            return xlsx.write(build_workbook(stages.data.value, stages.ledger, order, shared))

        key = key_of(stages.state.ledger_key(), order.id, repr(shared))
        return stages.cache.value("xlsx", key, make)

    def _inspected(
        self, written: Outcome[bytes], document: Document, inspect: Callable[..., tuple[Finding, ...]]
    ) -> Outcome[bytes]:
        if written.value is None:
            return written
        found = inspect(written.value, document, self.stages.ledger)
        return Outcome(written.value, (*written.findings, *found))

    # ------------------------------------------------------------------------------------------ Word, PDF

    def _word_and_pdf(self, files: dict[str, bytes], order: DocumentOrder, document: Document) -> None:
        formats = self.stages.options.formats
        nothing: Drawn = Outcome({})
        drawn = self._pictures[order.id].result() if order.id in self._pictures else nothing
        self.findings.extend(drawn.findings)
        pictures = drawn.value or {}
        key = key_of(self.stages.key(order), {k: hash_bytes(v) for k, v in pictures.items()})
        pages: Mapping[str, int] | None = self._last_pages(order)
        if self.stages.options.lays_out:
            pages, pdf = self._laid_out(order, document, pictures, key)
            if "pdf" in formats:
                self._keep(files, order, "pdf", pdf)
        if pages:
            self.pages[order.id] = dict(pages)
        if "docx" in formats:
            self._keep(files, order, "docx", self._word(order, document, pictures, key, pages))

    def _word(
        self,
        order: DocumentOrder,
        document: Document,
        pictures: Mapping[str, bytes],
        key: str,
        pages: Mapping[str, int] | None,
    ) -> Outcome[bytes]:
        from generator.inspect.docx import inspect_docx
        from generator.render import docx

        self.progress(self.stages.folder.name, self.name(order, "docx"))
        shell = self.stages.templates[order.id].shell
        undrawn = {b.id for b in walk_blocks(document.blocks) if isinstance(b, Picture)} - set(pictures)

        def make() -> Outcome[bytes]:
            written = docx.write(document, pictures=pictures, pages=pages, shell=shell)
            # what kept the pictures from being drawn was reported with them: no browser, no font, a failure
            kept = tuple(f for f in written.findings if f.rule != docx.NOT_DRAWN.id or f.block not in undrawn)
            return self._inspected(Outcome(written.value, kept), document, inspect_docx)

        return self.stages.cache.value("docx", key_of(key, dict(pages or {})), make)

    def _laid_out(
        self, order: DocumentOrder, document: Document, pictures: Mapping[str, bytes], key: str
    ) -> tuple[dict[str, int] | None, Outcome[bytes]]:
        """Lay the Word file out until the page numbers in its contents are the ones that it then has."""
        from generator.render import pdf

        pages: dict[str, int] | None = None
        made: Outcome[bytes] = Outcome(None)
        for _ in range(3):
            word = self._word(order, document, pictures, key, pages)
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

    # ------------------------------------------------------------------------------------------- manifest

    def manifest(
        self,
        key: str,
        pins: Mapping[str, Mapping[str, str]],
        files: Mapping[str, bytes],
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
            "pages": self.pages,
            "omitted": sorted(self.omitted),
            "findings": findings,
        }
