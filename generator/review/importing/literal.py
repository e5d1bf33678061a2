"""Text of a stranger as Markdown that shows just that text: no expression, no markup, no link comes of it."""

from __future__ import annotations

import re
import unicodedata

from generator.base.characters import UNSHOWABLE
from generator.review.importing.mapping import Dialect

_ALWAYS = frozenset("\\`*_[]$^<|~")
_ENTITY = re.compile(r"&(?=#?\w+;)")
#: What makes a line a list, heading, quotation or more at its beginning.
_BEGINS = re.compile(r"(?P<mark>[#>+\-=:]|\d+(?=[.)]))")
_HIDDEN = {"Co", "Cs", "Cn", "Cc"}


def literal(text: str, dialect: Dialect, *, begins: bool = False) -> str:
    """Return Markdown that shows ``text``.

    In a slot a brace that could open an expression is printed by one: an escaped brace before another would still open
    it. ``begins`` says that the text stands at the beginning of a paragraph. Characters that no document can show are
    left out.
    """
    made: list[str] = []
    bare = showable(text)
    for place, character in enumerate(bare):
        if character in _ALWAYS:
            made.append("\\" + character)
        elif character == "{":
            opens = dialect != "standard" and bare[place + 1 : place + 2] in {"", "{", "%", "#"}
            made.append('{{ "{" }}' if opens else "\\{")
        elif character == "}":
            made.append("\\}")
        elif character == "\n":
            made.append("  \n")
        elif character == "\t":
            made.append(" ")
        else:
            made.append(character)
    done = _ENTITY.sub(r"\\&", "".join(made))
    if begins and (found := _BEGINS.match(done.lstrip())):
        done = done.lstrip()
        place = 0 if not found["mark"].isdigit() else found.end()
        done = f"{done[:place]}\\{done[place:]}"
    return done


def showable(text: str) -> str:
    """Return a text without the characters that no document can show."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in _HIDDEN)
    return UNSHOWABLE.sub("", "".join(kept).replace("\f", " "))
