"""FOR: formulas, their numbers, and the symbols that are explained below them (GB/T 1.1-2020, 9.9, 10.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.findings import Severity
from generator.drafting.draft import PROVISIONS, Draft, Kind, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.internal import lost_number

_NUMBER = re.compile(r"[（(](?P<number>(?:[A-Z]\.)?\d+(?:[-.]\d+)?[a-z]?)[)）]\s*$")
_LATEX = re.compile(
    r"\\(?:frac|sum|times|cdot|left|right|min|max|quad|begin|end|prod|limits|overline|ln|log|exp|sqrt)(?![A-Za-z])"
)
_FUNCTIONS = frozenset({"sin", "cos", "tan", "ln", "lg", "log", "exp", "max", "min", "sum", "d", "e"})
_WORDS = re.compile(r"^[^，。；：]{1,30}[=＝](?=[^，。；]*[×÷/+＋\-－*])[^，。；：]{2,90}$")
_HAN = re.compile(r"[\u3400-\u9fff]")
_EXPLAINED = re.compile(
    r"^(?:式中[：:，]?)?\s*(?P<symbols>[^—–：:\u3400-\u9fff]{1,40}?)\s*(?:——|—|–|：|:)\s*(?P<meaning>.+)$"
)


@dataclass(frozen=True, slots=True)
class _Explained:
    """Lines that explain symbols, after the formula that they belong to."""

    formula: Piece
    lines: tuple[tuple[Piece, str, str], ...]


@draft_rule("FOR-01", "formula-number", Severity.ERROR, "9.9.2, 10.4.3", "read")
def formula_number(draft: Draft) -> Answer:
    """Finds: a formula whose number breaks the sequence (1), (2) … or (A.1) …, or is divided: (2a), (1-1).

    Why: formulas are numbered through the document and anew in each annex, so that 公式（3） means one thing.

    Wrong: (1), (3); (2-1)

    Right: (1), (2); in annex A (A.1)
    """
    last: dict[str, int] = {}
    lost: set[str] = set()
    for piece in draft.of(Kind.FORMULA):
        found = _NUMBER.search(piece.text)
        if not found:
            lost |= {piece.annex} if lost_number(piece) else set()
            continue
        annex, _, rest = found["number"].rpartition(".")
        if not rest.isdigit() or annex != piece.annex:
            yield _numbered(piece, found["number"], piece.annex)
            continue
        expected = last.get(annex, 0) + 1
        if int(rest) != expected and not (annex in lost and int(rest) > expected):
            yield Breach(
                piece,
                f"公式编号不连续：（{found['number']}）",
                f"formula numbers are not consecutive: ({found['number']})",
                found[0].strip(),
                f"应为（{annex + '.' if annex else ''}{expected}）",
                f"it should be ({annex + '.' if annex else ''}{expected})",
                start=found.start(),
            )
        last[annex] = int(rest)


def _numbered(piece: Piece, number: str, annex: str) -> Breach:
    right = f"（{annex}.1）" if annex else "（1）"
    return Breach(
        piece,
        f"公式编号（{number}）形式不对",
        f"the formula number ({number}) has the wrong form",
        number,
        f"从{right}起连续编号，不分",
        f"number formulas one by one from {right}",
    )


@draft_rule("FOR-02", "symbols-explained", Severity.ERROR, "9.9.3.1", "read")
def symbols_explained(draft: Draft) -> Answer:
    """Finds: a formula with a symbol that 式中 does not explain, with one explained that it lacks, or in words.

    Why: a formula is read with its legend alone; words and names of units do not belong into it.

    Wrong: 排放量=活动数据×排放因子

    Right: E=AD×EF, 式中：E——排放量, AD——活动数据, EF——排放因子, each on a line of its own
    """
    for piece in draft.of(Kind.PARAGRAPH, Kind.FORMULA):
        body = _NUMBER.sub("", piece.text).rstrip(" .…\u3000")
        if piece.part in PROVISIONS and _WORDS.match(body.strip()) and len(_HAN.findall(body)) > 3:
            yield Breach(
                piece,
                "公式中用了文字",
                "the formula is in words",
                body.strip()[:20],
                "用符号表示量，并在“式中”解释",
                "use symbols and explain them after 式中",
            )
    for group in _explained(draft):
        yield from _compare(group)


#: A command of TeX other than products, fractions and sums.
_COMMAND = re.compile(r"\\(?!times|cdot|d?frac|sum|prod|quad|left|right|limits|mathrm|text)[a-z]+")


def _compare(group: _Explained) -> Iterator[Breach]:
    if lost_number(group.formula) and _COMMAND.search(group.formula.text):
        return  # TeX as read from a page: arrows, bars and matrices cannot be told from symbols
    formula = re.sub(r"[Σ∑Π∏]", " ", _NUMBER.sub("", group.formula.text))
    told = {_plain(one) for _, symbols, _ in group.lines for one in re.split(r"[,，、]", symbols) if one.strip()}
    if not told:
        return
    squeezed = _plain(_LATEX.sub("", formula))
    for piece, symbols, _ in group.lines:
        for symbol in re.split(r"[,，、]", symbols):
            if _plain(symbol) and _plain(symbol) not in squeezed:
                yield Breach(
                    piece,
                    f"公式中没有符号 {symbol.strip()}",
                    f"the formula has no symbol {symbol.strip()}",
                    symbol.strip(),
                    "删去，或更正公式",
                    "drop it, or mend the formula",
                )
    for symbol in sorted(_unexplained(squeezed, told)):
        yield Breach(
            group.formula,
            f"没有解释符号 {symbol}",
            f"the symbol {symbol} is not explained",
            symbol if symbol in group.formula.text else "",
            "在“式中”逐行解释",
            "explain it on a line after 式中",
        )


def _unexplained(formula: str, told: set[str]) -> set[str]:
    """Return the letters of a formula that are left when the explained symbols and the indexes are taken out.

    Word gives formulas without blanks or subscripts (``∑iAi×Fi``), so that symbols are taken out of the whole.
    """
    for symbol in sorted(told, key=len, reverse=True):
        formula = formula.replace(symbol, " ")
    left = {found[0] for found in re.finditer(r"[A-Za-zα-ωΑ-Ω]+\d*", formula)}
    return {one for one in left if one not in _FUNCTIONS and not re.fullmatch(r"[ijklmntyx]+\d*|[Δd]", one)}


def _plain(symbol: str) -> str:
    return re.sub(r"[\s_{}\\,^'$]|mathrm|text", "", symbol)


def _explained(draft: Draft) -> Iterator[_Explained]:
    """Yield each formula that has a legend; several formulas right before one legend share it and are left alone."""
    pieces = draft.pieces
    for place, piece in enumerate(pieces):
        if piece.kind is not Kind.FORMULA or (place and pieces[place - 1].kind is Kind.FORMULA):
            continue
        lines = []
        for after in pieces[place + 1 :]:
            found = _EXPLAINED.match(after.text.strip()) if after.kind is Kind.SYMBOL else None
            if after.kind is not Kind.SYMBOL:
                break
            if found:
                lines.append((after, found["symbols"], found["meaning"]))
        if lines:
            yield _Explained(piece, tuple(lines))


@draft_rule("FOR-03", "one-symbol-one-quantity", Severity.WARNING, "9.9.3.2", "read")
def one_meaning(draft: Draft) -> Answer:
    """Finds: a symbol that is explained in two places by different words.

    Why: in one document a symbol stands for one quantity, and a quantity has one symbol.

    Wrong: E——排放量 below formula (1), E——电量 below formula (2)

    Right: E——排放量 in both, and W——电量
    """
    first: dict[str, tuple[Piece, str]] = {}
    for group in _explained(draft):
        if lost_number(group.formula) and _COMMAND.search(group.formula.text):
            continue
        for piece, symbol, meaning in group.lines:
            head = re.split(r"[，；,;（(。]", meaning)[0].strip()
            known = first.setdefault(_plain(symbol), (piece, head))
            if known[1] != head:
                yield Breach(
                    piece,
                    f"符号 {symbol.strip()} 有两种含义：“{known[1]}”和“{head}”",
                    f"the symbol {symbol.strip()} has two meanings",
                    symbol.strip(),
                    "一个符号只表示一个量，换一个符号",
                    "let one symbol stand for one quantity",
                    related=(known[0],),
                )


RULES: tuple[DraftRule, ...] = (formula_number, symbols_explained, one_meaning)
