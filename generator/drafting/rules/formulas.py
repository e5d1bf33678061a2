"""FOR: formulas, their numbers, and the symbols that are explained below them (GB/T 1.1-2020, 9.9, 10.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.base.findings import Severity
from generator.drafting.corpus import corpus
from generator.drafting.draft import PROVISIONS, Draft, Kind, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.order import in_order
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

    Also found: one without a number that the sentence before calls 下式, where other formulas have numbers.

    Why: formulas are numbered through the document and anew in each annex, so that 公式（3） means one thing.

    Wrong: (1), (3); (2-1)

    Right: (1), (2); in annex A (A.1)
    """
    last: dict[str, int] = {}
    lost: set[str] = set()
    numbered = any(_NUMBER.search(piece.text) for piece in draft.of(Kind.FORMULA))
    for piece in draft.of(Kind.FORMULA):
        found = _NUMBER.search(piece.text)
        if not found:
            lost |= {piece.annex} if lost_number(piece) else set()
            if numbered and not lost_number(piece) and _led(draft, piece):
                yield _unnumbered(draft, piece)
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


_NEXT = re.compile(r"(?:下|以下|下列|如下|下述|下面)(?:的)?(?:公?式|等式|计算式|方程)|[按由用]式\s?计算")


def _led(draft: Draft, piece: Piece) -> bool:
    """Whether the sentence right before a formula points at it, and the formula is no line of a longer one."""
    around = draft.pieces[max(piece.index - 1, 0)], draft.pieces[min(piece.index + 1, len(draft.pieces) - 1)]
    if any(one is not piece and (one.kind is Kind.FORMULA or _NUMBER.fullmatch(one.raw.strip())) for one in around):
        return False
    return around[0].kind is not Kind.FORMULA and bool(_NEXT.search(around[0].text))


def _unnumbered(draft: Draft, piece: Piece) -> Breach:
    return Breach(
        piece,
        "公式没有编号，而其他公式有编号",
        "the formula has no number, others have one",
        piece.text.strip()[:20],
        "给公式编号，写“按公式（n）计算”",
        "number it and write 按公式（n）计算",
        related=(draft.pieces[piece.index - 1],),
    )


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

    Also found: symbols explained in another order, several in a line, after 其中 or with 为.

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
    for formula in draft.of(Kind.FORMULA):
        yield from _legend(draft, formula)
    yield from _bare_results(draft)


_RESULT = re.compile(r"^\s*(?P<symbol>[A-Za-zα-ωΑ-Ω][A-Za-z0-9α-ω_,'′]{0,6})\s*[=＝]")


def _bare_results(draft: Draft) -> Iterator[Breach]:
    """Yield the numbered formulas without legend whose result no place explains, where other formulas have legends."""
    explained = {group.formula.index for group in _explained(draft)}
    for piece in draft.of(Kind.FORMULA) if explained else ():
        found = _RESULT.match(piece.text)
        near = draft.pieces[piece.index + 1 : piece.index + 3]
        if found is None or piece.index in explained or not _NUMBER.search(piece.text) or "\\" in piece.text:
            continue
        if any(one.kind in (Kind.SYMBOL, Kind.FORMULA) or _OPENS_LEGEND.match(one.raw) for one in near):
            continue
        symbol = re.escape(found["symbol"])
        meaning = r"\s*(?:为|是|表示|代表|——|—|：|:|[）)]|以)"
        if re.search(rf"(?<![A-Za-z]){symbol}{meaning}|[\u3400-\u9fff]{symbol}(?=[，。、；])", _told(draft)):
            continue
        yield Breach(
            piece,
            f"没有解释符号 {found['symbol']}",
            f"the symbol {found['symbol']} is not explained",
            found["symbol"],
            "在“式中”逐行解释",
            "explain it on a line after 式中",
            start=found.start("symbol"),
        )


def _told(draft: Draft) -> str:
    """Return the words of a draft in one string."""
    return draft.view(_all_told)


def _all_told(draft: Draft) -> str:
    return "\n".join(f"{one.label}{one.text}" for one in draft.pieces if one.kind is not Kind.FORMULA)


_SYMBOL = r"[A-Za-zα-ωΑ-Ω∑Σ][\w{}^,.'′]{0,9}"
_RUN_ON = re.compile(
    rf"^\s*(?:(?:式中|其中)\s*[：:，,]?\s*)?{_SYMBOL}\s*(?:为|是|表示|指|——|—|-|：|:)[^，；。]*[\u3400-\u9fff][^。]*?[，；,;、]\s*"
    rf"{_SYMBOL}\s*(?:为|是|表示|指|——|—|-|：|:)\s*[\u3400-\u9fff]"
)
_WITH_VERB = re.compile(
    rf"^\s*(?:式中\s*[：:，,]?\s*)?(?P<symbol>{_SYMBOL})\s*(?P<verb>为|是|表示|代表)\s*[\u3400-\u9fff]"
)
_LEAD_OF_LEGEND = re.compile(
    r"^\s*(?P<lead>其中|上式中|公式中|此处|这里)\s*[：:，,]\s*(?=$|[A-Za-zα-ωΑ-Ω][\w{}^,.'′]{0,9}\s*(?:为|是|表示|——|—|-|：|:))"
)


_OPENS_LEGEND = re.compile(r"^\s*式中")


def _legend(draft: Draft, formula: Piece) -> Iterator[Breach]:
    """Yield what is wrong with the form of the lines below a formula: 其中：, several symbols in a line, 为 for ——."""
    for piece in draft.pieces[formula.index + 1 : formula.index + 3]:
        if piece.kind not in (Kind.PARAGRAPH, Kind.SYMBOL):
            return
        if lead := _LEAD_OF_LEGEND.match(piece.raw):
            yield _form(
                piece,
                f"符号的解释以“式中：”引出，不用“{lead['lead']}”",
                f"the symbols are led in by {lead['lead']}, not by 式中：",
            )
            return
        if not _OPENS_LEGEND.match(piece.raw) and not _OPENS_LEGEND.match(draft.pieces[piece.index - 1].raw):
            return
        if _RUN_ON.match(piece.raw):
            yield _form(piece, "几个符号写在一行里解释", "several symbols are explained in one line")
            return
        if found := _WITH_VERB.match(piece.raw):
            yield _form(
                piece, f"符号与解释之间用“——”，不用“{found['verb']}”", "a symbol is joined to its meaning by ——"
            )
            return


def _form(piece: Piece, zh: str, en: str) -> Breach:
    return Breach(
        piece,
        zh,
        en,
        piece.text.strip()[:12],
        "写“式中：”，其下每行一个符号：“E——排放量，单位为吨（t）；”",
        "write 式中： and below it one symbol a line: E——排放量，单位为吨（t）；",
    )


def _compare(group: _Explained) -> Iterator[Breach]:
    if lost_number(group.formula) and "\\" in group.formula.text:
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
    for symbol in sorted(_unexplained(squeezed, told, group.formula.text)):
        yield Breach(
            group.formula,
            f"没有解释符号 {symbol}",
            f"the symbol {symbol} is not explained",
            symbol if symbol in group.formula.text else "",
            "在“式中”逐行解释",
            "explain it on a line after 式中",
            related=(group.lines[-1][0],),
        )
    yield from _unordered(group, squeezed)


#: Indexes, whose place is below or above other symbols.
_INDEX = re.compile(r"^[ijn]$")


def _unordered(group: _Explained, formula: str) -> Iterator[Breach]:
    """Yield the first line out of the order in which the formula has the symbols."""
    named = [(piece, _plain(re.split(r"[,，、]", symbols)[0])) for piece, symbols, _ in group.lines]
    places: dict[str, int] = {}
    for symbol in sorted({symbol for _, symbol in named if symbol}, key=len, reverse=True):
        at = formula.find(symbol)
        if at >= 0:
            places[symbol] = at
        formula = formula.replace(symbol, "\0" * len(symbol))
    listed = [
        (piece, symbol, places[symbol]) for piece, symbol in named if symbol in places and not _INDEX.match(symbol)
    ]
    kept = in_order([place for _, _, place in listed])
    for at, (piece, symbol, _) in enumerate(listed):
        if at not in kept:
            yield Breach(
                piece,
                f"符号 {symbol} 的解释不在其位置：按公式中从左到右的顺序解释",
                f"the symbol {symbol} is not explained in the order of the formula",
                piece.text.strip(),
                "按符号在公式中出现的顺序排列",
                "explain symbols in the order in which the formula has them, from the left",
            )
            return


#: A letter that is multiplied stands for a quantity, also one that is an index elsewhere.
_FACTOR = re.compile(r"(?<![\w_^{}′'])(?:(?P<one>[a-z])(?=\s+×)|(?<=×\s)(?P<other>[a-z]))(?![\w_^{(′'])")


def _factors(left: set[str], formula: str) -> set[str]:
    return left & {found["one"] or found["other"] for found in _FACTOR.finditer(formula)}


def _unexplained(formula: str, told: set[str], factors: str) -> set[str]:
    """Return the letters of a formula that are left when the explained symbols and the indexes are taken out.

    Word gives formulas without blanks or subscripts (``∑iAi×Fi``), so that symbols are taken out of the whole.
    """
    for symbol in sorted(told, key=len, reverse=True):
        formula = formula.replace(symbol, " ")
    left = {found[0] for found in re.finditer(r"[A-Za-zα-ωΑ-Ω]+\d*", formula)}
    return _factors(left, factors) | {
        one for one in left if one not in _FUNCTIONS and not re.fullmatch(r"[ijklmntyx]+\d*|[Δd]", one)
    }


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
    yield from _said_otherwise(draft)
    for group in _explained(draft):
        if lost_number(group.formula) and "\\" in group.formula.text:
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
                    related=(known[0], group.formula),
                )


#: A symbol that running text explains: 其中V为样品的水分.
_IN_TEXT = re.compile(
    r"(?:其中|式中|此时|这里)[，：]?\s*(?P<symbol>[A-Za-zα-ωΑ-Ω][\w,'′]{0,4})\s*(?:为|表示|是|——)\s*(?P<meaning>[\u3400-\u9fff][^，；。（(]{1,30})"
)


def _said_otherwise(draft: Draft) -> Iterator[Breach]:
    """Yield the symbols that running text explains by other words than the legends do."""
    legends: dict[str, tuple[Piece, str]] = {}
    for group in _explained(draft):
        for piece, symbol, meaning in group.lines:
            legends.setdefault(_plain(symbol), (piece, meaning))
    for place in corpus(draft).search(_IN_TEXT) if legends else ():
        found = _IN_TEXT.match(place.words)
        known = legends.get(_plain(found["symbol"])) if found else None
        if found is None or known is None or place.piece.kind is Kind.SYMBOL:
            continue
        one, other = found["meaning"], known[1]
        if one not in other and re.split(r"[，；（(。]", other)[0] not in one:
            yield Breach(
                place.piece,
                f"符号 {found['symbol']} 有两种含义：“{one}”，前文为“{other}”",
                f"the symbol {found['symbol']} has two meanings",
                place.words,
                "一个符号只表示一个量，换一个符号",
                "let one symbol stand for one quantity",
                start=place.start,
                related=(known[0],),
            )


RULES: tuple[DraftRule, ...] = (formula_number, symbols_explained, one_meaning)
