"""Text in Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generator.base.records import by_fields

Language = Literal["zh", "en"]


@by_fields
@dataclass(frozen=True, slots=True)
class Text:
    """One wording in Chinese and in English.

    A text that exists in one language only stands for both: a client's name is often Chinese alone.
    """

    zh: str
    en: str

    @classmethod
    def of(cls, zh: str, en: str | None = None) -> Text:
        """Build a text; without an English wording the Chinese one stands for both."""
        return cls(zh, zh if en is None else en)

    def say(self, language: Language) -> str:
        """Return the wording in ``language``."""
        return self.en if language == "en" else self.zh

    def __str__(self) -> str:
        return self.zh
