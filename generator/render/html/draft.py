"""What is gathered while a page is written: ids given out, footnotes, findings, charts, traces."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.base.findings import Finding, Position, Rule
from generator.base.text import Language
from generator.document.blocks import Document
from generator.document.wording import Wording
from generator.render.html.formulas import Convert, mathml
from generator.render.html.markup import ILLEGAL
from generator.render.html.markup import text as escaped
from generator.render.html.words import say
from generator.render.theme import Theme, find_theme


@dataclass
class Draft:
    """A page in the making. The current block says where a finding belongs."""

    words: Wording
    theme: Theme
    language: Language
    formula: Convert = mathml
    block: str = ""
    origin: Position = field(default_factory=lambda: Position(""))
    controls: int = 0
    footnotes: list[str] = field(default_factory=list)
    charts: dict[str, str] = field(default_factory=dict)
    traced: dict[str, None] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def of(cls, document: Document) -> Draft:
        """Begin the page of a document."""
        return cls(Wording.of(document), find_theme(document.theme), document.language)

    @property
    def document(self) -> Document:
        """The document that is written."""
        return self.words.document

    @property
    def public(self) -> bool:
        """Whether the page may carry shown values and opaque ids alone."""
        return self.document.audience == "public"

    @property
    def traces(self) -> bool:
        """Whether numbers carry their trace."""
        return not self.public

    def at(self, block: str, origin: Position) -> None:
        """Name the block that is being written."""
        self.block, self.origin = block, origin

    def say(self, word: str) -> str:
        """Return a word of the page, escaped."""
        return escaped(say(word, self.language))

    def text(self, content: str) -> str:
        """Return escaped text, and report what a page cannot hold."""
        if found := ILLEGAL.search(content):
            from generator.render.rules import ILLEGAL_CHARACTER

            code = f"U+{ord(found[0]):04X}"
            self.report(
                ILLEGAL_CHARACTER, f"文字里有控制字符 {code}，页面以 � 代替", f"the text holds {code}; the page shows �"
            )
        return escaped(content)

    def next_control(self) -> str:
        """Return the next number's id, ``t000001`` in reading order."""
        self.controls += 1
        return f"t{self.controls:06d}"

    def report(self, rule: Rule, zh: str, en: str) -> None:
        """Report a finding at the current block."""
        self.findings.append(rule.at(self.origin, zh, en, block=self.block))
