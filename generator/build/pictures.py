"""The pictures of one build, drawn in a process of their own while the build composes, checks and writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.base.findings import Outcome
from generator.build.fingerprint import key_of
from generator.build.helper import Helper, Work
from generator.build.stages import Stages
from generator.document.blocks import Document
from generator.document.pictures import Picture
from generator.document.walk import walk_blocks

Drawn = Outcome[dict[str, bytes]]


@dataclass
class Pictures:
    """PNG by block id of each document that holds pictures; only Word and PDF need them."""

    stages: Stages
    _drawer: Helper[str] | None = None
    _known: dict[str, Drawn] = field(default_factory=dict)

    @property
    def wanted(self) -> bool:
        """Whether a format of this build shows pictures."""
        return bool({"docx", "pdf"} & set(self.stages.options.formats))

    def begin(self) -> None:
        """Open the browser ahead of the first picture, where a new ledger makes new pictures likely."""
        if self.wanted and not self.stages.cache.has("ledger", self.stages.state.ledger_key()):
            self._drawer = Helper.start(_open, _close)

    def ask(self, document: Document) -> None:
        """Begin to draw what the cache does not hold."""
        pictures = pictures_of(document) if self.wanted else ()
        if pictures and not self._has(document, pictures):
            self._drawer = self._drawer or Helper.start(_open, _close)
            if self._drawer is not None:
                self._drawer.ask(document.id, (pictures, document))

    def ready(self, document: Document) -> bool:
        """Whether a document's pictures are there, or it has none."""
        pictures = pictures_of(document)
        return not pictures or document.id in self._known or self._has(document, pictures)

    def of(self, document: Document) -> Drawn:
        """Return a document's pictures, and what kept any of them from being drawn."""
        pictures = pictures_of(document)
        if not pictures:
            return Outcome({})
        if document.id not in self._known:
            self._known[document.id] = self._drawn(document, pictures)
        return self._known[document.id]

    def close(self) -> None:
        """Let the browser close."""
        if self._drawer is not None:
            self._drawer.close()
            self._drawer = None

    def _drawn(self, document: Document, pictures: tuple[Picture, ...]) -> Drawn:
        def make() -> Drawn:
            from generator.render.charts.pictures import draw

            reply: Drawn | None = self._drawer.wait(document.id) if self._drawer is not None else None
            return draw(pictures, document) if reply is None else reply

        key = self._key(document, pictures)
        return self.stages.cache.value("pictures", key, make, keep=lambda drawn: not drawn.findings)

    def _has(self, document: Document, pictures: tuple[Picture, ...]) -> bool:
        return self.stages.cache.has("pictures", self._key(document, pictures))

    def _key(self, document: Document, pictures: tuple[Picture, ...]) -> str:
        from generator.render.charts.pictures import picture_key

        state = self.stages.state
        return key_of([picture_key(p, document) for p in pictures], state.engine, state.tools.get("browser", ""))


def pictures_of(document: Document) -> tuple[Picture, ...]:
    """Return a document's pictures, in the order of the document."""
    return tuple(block for block in walk_blocks(document.blocks) if isinstance(block, Picture))


def _open() -> Work[str]:
    from generator.render.charts.pictures import draw, warm_up

    warm_up()

    def work(_: str, argument: Any) -> Drawn:
        return draw(*argument)

    return work


def _close() -> None:
    from generator.render.charts.server import close_shared_server

    close_shared_server()
