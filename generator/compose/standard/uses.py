"""What the author's words name: documents, own blocks, and by what kind of sentence.

Marks are read on the text as typed, before Markdown; a citation becomes one opaque character with the document's name
behind it, subscripts and superscripts likewise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.base.findings import Position
from generator.compose.rules import CITED_UNKNOWN
from generator.compose.run import Run
from generator.compose.standard.references import Cited
from generator.document.inlines import Str
from generator.drafting.citing import normative

#: Where words stand: running text, or a note, an example, a footnote, a source, which never cite normatively.
Place = Literal["text", "foreword", "introduction", "scope", "terms", "note", "example", "footnote", "source", "annex"]

_MARK = re.compile(
    r"\[@(?:std:(?P<document>[^\[\],，\s]+)(?:\s*[,，]\s*(?P<place>[^\[\]]*?))?|(?P<own>[^\[\]\s]+))\s*\]"
)
_LOWERED = re.compile(r"(?<!\\)~([^\s~^\[\]$]{1,12})~")
_RAISED = re.compile(r"(?<!\\)\^([^\s~^\[\]$]{1,12})\^")
_MATHS = re.compile(r"(?<!\\)(\$[^$\n]+\$)")
_SENTENCE = re.compile(r"[^。！？；!?;]*(?:[。！？；!?;]+[”’）】」』]*|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Use:
    """A citation of a document."""

    document: str
    at: Position
    place: Place
    dated: bool
    normative: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention of an own block; ``within`` is the annex it stands in, empty outside."""

    target: str
    at: Position
    place: Place
    normative: bool
    within: str = ""


@dataclass
class Uses:
    """Everything that the texts of one draft name, in reading order."""

    run: Run
    documents: Mapping[str, Cited]
    kind: str
    uses: list[Use] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    words: list[tuple[Place, str]] = field(default_factory=list)
    #: The annex that is being read.
    within: str = ""

    def read(self, text: str, at: Position, place: Place, lead: str = "") -> str:
        """Return text with opaque characters for what it cites; ``lead`` is the sentence that a list hangs on."""
        if "[@" not in text and "~" not in text and "^" not in text:
            self.words.append((place, text))
            return text
        plain, notes = _without_footnotes(text)
        self._sentences(plain, at, place, lead)
        for note in notes:
            self._sentences(note, at, "footnote", "")
        return self._marked(text, at)

    def _sentences(self, text: str, at: Position, place: Place, lead: str) -> None:
        self.words.append((place, _MARK.sub("", text)))
        for found in _SENTENCE.finditer(text):
            sentence = found[0]
            marks = list(_MARK.finditer(sentence))
            if not marks:
                continue
            spelled = _MARK.sub(self._name, sentence)
            for mark in marks:
                before = _MARK.sub(self._name, sentence[: mark.start()])
                strong = place in ("text", "annex") and normative(lead + spelled, self.kind, before=before)
                if mark["document"]:
                    self._use(mark, at, place, strong)
                else:
                    self.mentions.append(Mention(mark["own"], at, place, strong, self.within))

    def _use(self, mark: re.Match[str], at: Position, place: Place, strong: bool) -> None:
        name, locator = mark["document"], mark["place"]
        if name not in self.documents:
            from generator.project.suggestions import nearest

            near = nearest(name, list(self.documents))
            self.run.report(
                CITED_UNKNOWN,
                f"引用的文件 {name} 不在 standard.references 中，也不在标准登记表中",
                f"the document {name} is neither in standard.references nor in the register",
                hint_zh=f"是否应为 [@std:{near}]？" if near else f"references: [{{id: {name}, number: …, title: …}}]",
                hint_en=f"did you mean [@std:{near}]?"
                if near
                else f"references: [{{id: {name}, number: …, title: …}}]",
                at=at,
            )
            return
        self.uses.append(Use(name, at, place, bool(locator), strong))

    def cite(self, document: str, at: Position, place: Place, *, dated: bool, strong: bool) -> None:
        """Record a citation that data make: a source, the lead-in of the terms."""
        if document in self.documents:
            self.uses.append(Use(document, at, place, dated, strong))

    def mention(self, target: str, at: Position, place: Place) -> None:
        """Record that data name an own block."""
        self.mentions.append(Mention(target, at, place, False))

    def _name(self, mark: re.Match[str]) -> str:
        """Return what stands for a mark while its sentence is read."""
        document = self.documents.get(mark["document"] or "")
        if document is None:
            return "附录A" if mark["own"] else "GB/T 1"
        return _spelled(document, mark["place"] or "")

    def _marked(self, text: str, at: Position) -> str:
        parts = _MATHS.split(text)
        return "".join(part if place % 2 else self._tokens(part, at) for place, part in enumerate(parts))

    def _tokens(self, text: str, at: Position) -> str:
        def cited(mark: re.Match[str]) -> str:
            if not mark["document"]:
                return f"[@{mark['own']}]"
            document = self.documents.get(mark["document"])
            words = _spelled(document, mark["place"] or "") if document else f"【{mark['document']}】"
            return self.run.token(Str(words))

        text = _MARK.sub(cited, text)

        def lowered(found: re.Match[str]) -> str:
            return self.run.token(Str(found[1], subscript=True))

        def raised(found: re.Match[str]) -> str:
            return self.run.token(Str(found[1], superscript=True))

        return _RAISED.sub(raised, _LOWERED.sub(lowered, text))


def _spelled(document: Cited, place: str) -> str:
    if not place:
        return document.name(dated=False)
    return document.name(dated=True) if place.strip() == "dated" else document.part_of(place.strip())


def _without_footnotes(text: str) -> tuple[str, list[str]]:
    """Return text without its footnotes ``^[…]``, and these."""
    if "^[" not in text:
        return text, []
    kept: list[str] = []
    notes: list[str] = []
    place = 0
    while (start := text.find("^[", place)) >= 0:
        kept.append(text[place:start])
        depth, end = 1, start + 2
        while end < len(text) and depth:
            depth += (text[end] == "[") - (text[end] == "]")
            end += 1
        notes.append(text[start + 2 : end - 1])
        place = end
    kept.append(text[place:])
    return "".join(kept), notes
