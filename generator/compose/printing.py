"""Printing: whatever an expression gives becomes opaque characters, or a finding and a visible placeholder."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from generator.base.characters import REPLACEMENT, UNSHOWABLE, code_point
from generator.compose.facts import FactProxy, Offered
from generator.compose.pieces import BlockSpec, Joined, Mark
from generator.compose.rules import ARGUMENT, BARE_NUMBER, CHARACTER, LIMIT, UNPRINTABLE
from generator.compose.run import MARK_CLOSE, MARK_OPEN, Run
from generator.compose.views import spell_date
from generator.document.inlines import FactRef, Str

_MARKS = re.compile(f"{MARK_OPEN}[^{MARK_CLOSE}]*{MARK_CLOSE}")
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class Printer:
    """Prints values of one document."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def print(self, value: Any) -> Markup:
        """Return the opaque characters for ``value``; text of the template itself passes as it is."""
        if isinstance(value, Markup):
            if len(value) > self._run.limits.characters:
                raise self._run.halt(LIMIT, "输出过长", "the output is too long")
            return value
        return Markup(self._characters(value))  # noqa: S704  # opaque characters only

    def placeholder(self, word: str = "？") -> str:
        """Return the character of a visible placeholder for what could not be printed."""
        return self._run.token(Str(f"【{word}】", bold=True))

    def _characters(self, value: Any) -> str:
        match value:
            case FactProxy():
                return self._run.token(value.ref())
            case Joined():
                return "".join(str(self.print(part)) for part in value.parts)
            case str():
                return self._run.token(Str(clean(value, self._run))) if value else ""
            case datetime.date():
                return self._run.token(Str(spell_date(value, self._run.language)))
            case bool() | int() | float() | Decimal():
                return self._number(value)
            case Mark():
                return self._run.token(value)
            case BlockSpec():
                return f"\n\n{self._run.token(value)}\n\n"
            case _:
                return self._unprintable(value)

    def _number(self, value: bool | int | float | Decimal) -> str:
        if isinstance(value, int) and not isinstance(value, bool) and _FIRST_YEAR <= value <= _LAST_YEAR:
            return self._run.token(Str(str(value)))
        self._run.report(
            BARE_NUMBER,
            f"{value} 不是数据，不能直接输出",
            f"{value} is no fact and cannot be printed",
            hint_zh="数值一律引用数据，例如 {{ inventory.total }}",
            hint_en="print a fact, for example {{ inventory.total }}",
        )
        return self.placeholder()

    def _unprintable(self, value: Any) -> str:
        if value is None:
            zh, en = "该项为空，无可输出", "the value was left out: there is nothing to print"
            hints = ("先用 {% if … %} 判断", "ask {% if … %} first")
        else:
            fields = value.fields()[:12] if isinstance(value, Offered) else ()
            zh, en = "该项不是文字，不能输出", f"a {type(value).__name__} is no text and cannot be printed"
            hints = ("可输出其字段：" + "、".join(fields), "print one of " + ", ".join(fields)) if fields else ("", "")
        self._run.report(UNPRINTABLE, zh, en, hint_zh=hints[0], hint_en=hints[1])
        return self.placeholder()


def clean(text: str, run: Run) -> str:
    """Return ``text`` as plain text, every character that cannot be shown replaced visibly and named in a finding."""
    found = UNSHOWABLE.search(text)
    if found is None:
        return str(text)
    shown = UNSHOWABLE.sub(REPLACEMENT, text)
    run.report(
        CHARACTER,
        f"内容“{shown[:40]}”含有不可显示的字符 {code_point(found[0])}",
        f"{shown[:40]!r} holds the character {code_point(found[0])}, which no document can show",
        hint_zh="在项目文件中删除该字符",
        hint_en="delete it in the project file",
    )
    return shown


def as_text(value: Any, run: Run) -> str:
    """Return the words that an argument stands for: an id, a title, a unit, the name of a series."""
    if isinstance(value, Markup):
        return _bounded([_spelled(character, run) for character in _MARKS.sub("", value)], run).strip()
    if isinstance(value, str):
        return clean(value, run)
    if isinstance(value, Joined):
        return _bounded([as_text(part, run) for part in value.parts], run)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime.date):
        return spell_date(value, run.language)
    if value is None:
        return ""
    run.report(
        ARGUMENT,
        "这里应为文字，不能放数据或对象",
        "a text is expected here, not a fact or an object",
        hint_zh="名称、编号和单位用文字",
        hint_en="names, ids and units are text",
    )
    return ""


def _bounded(parts: list[str], run: Run) -> str:
    if sum(map(len, parts)) > run.limits.text:
        raise run.halt(LIMIT, "文字过长", "the text is too long")
    return "".join(parts)


def _spelled(character: str, run: Run) -> str:
    token = run.value(character)
    if token is None:
        return character
    return token.text if isinstance(token, Str) else token.key if isinstance(token, FactRef) else ""
