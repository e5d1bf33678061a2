"""TXT-01, TXT-04: punctuation (GB/T 1.1-2020, 9.4.1; GB/T 15834)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import PROSE, Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.parting import unended, unparted
from generator.drafting.statements import State, statements

_H = r"\u3400-\u9fff"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
#: A half-width mark that touches a Han character or a full-width sign on one side.
_HALF = re.compile(rf"(?<=[{_H}”》）])[,;:?!]|[,;:?!](?=[{_H}“《（])|(?<=[{_H}])\.(?=$|[{_H}])")
#: A pair of half-width brackets; a value with its tolerance is none: (50±5)%.
_PAIR = re.compile(r"\((?P<inside>[^()（）±]*)\)")
_DOUBLE = re.compile(r"。[。，；、：]|，[，。；、：]|；[；，。、：]|、[、，。；：]|：[：。；，、]|？？|！！")
_QUOTED = re.compile(r"\"(?P<inside>[^\"]*)\"")
_FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
#: A blank between Han characters; the one that parts the elements of a name (…　第1部分　…) is none.
_BLANK = re.compile(rf"(?<=[{_H}])(?<!部分)[ \u00a0](?=[{_H}])(?!第\s?\d+\s?部分)")
_OPEN = {"（": "）", "(": ")", "《": "》", "“": "”", "‘": "’", "【": "】", "〔": "〕", "「": "」", "[": "]"}
_CLOSE = {close: open_ for open_, close in _OPEN.items()}
_ENUMERATOR = re.compile(r"(?<![A-Za-z0-9])(?:[a-z]|\d{1,2})$")
_REFERRED = re.compile(r"(?:公式|式)\s?$")
#: So many brackets of one width may be slips; more are a way of setting.
_FEW = 3
_SKIP = frozenset({Kind.COVER, Kind.CONTENTS, Kind.FORMULA, Kind.INDEX, Kind.ANNEX_ROLE})


@draft_rule("TXT-01", "punctuation", Severity.ERROR, "9.4.1", "read")
def punctuation(draft: Draft) -> Answer:
    """Finds: half-width marks, brackets and quotes beside Han characters, marks doubled, brackets and quotes unmatched.

    Also a sentence with a modal verb that ends without a mark, where the others have one.

    English passages, numbers, codes, addresses, formulas and the half bracket of a) are left alone.

    Why: Chinese text has the marks of GB/T 15834, each as wide as a character, brackets and quotes in pairs.

    Wrong: 按表1(见附录A)记录,并保存。

    Right: 按表1（见附录A）记录，并保存。
    """
    latin = _half_around_latin(draft)
    # what stands between the names of bodies and drafters is for FWD-05 to judge
    names = {one.piece.index for one in statements(draft) if one.state in (State.BODIES, State.DRAFTERS)}
    for piece in draft.pieces:
        if piece.kind in _SKIP or piece.part in (Part.CONTENTS, Part.COVER):
            continue
        if piece.index not in names:
            yield from _half(piece)
        yield from _brackets(piece, latin=latin)
        yield from _unpaired(piece)
        yield from _other(piece, listed=piece.index in names)
    for piece in unended(draft):
        text = piece.text.rstrip()
        yield _wrong(piece, text[-4:], len(text) - 4, f"{text[-4:]}。", "句末没有标点", "no mark ends the sentence")


def _half(piece: Piece) -> Iterator[Breach]:
    text = piece.text
    cited = piece.kind is Kind.LITERATURE and bool(re.search(r"\[[A-Z](?:/[A-Z]+)?\]", text))
    for found in _HALF.finditer(text):
        at, mark = found.start(), found[0]
        if cited or _in_english(text, at) or (piece.kind is Kind.SOURCE and mark == ":" and at < 6):
            continue
        begin = max(at - 1, 0)
        fragment = text[begin : at + 1] if at else text[:2]
        yield _wrong(
            piece,
            fragment,
            begin,
            fragment.replace(mark, _WIDE[mark]),
            f"汉字旁用了半角标点“{mark}”",
            "half-width mark",
        )


def _in_english(text: str, at: int) -> bool:
    """Whether a mark belongs to a Latin passage: two words of it before, or an address around."""
    run = re.search(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*$", text[:at])
    return bool(run and (len(run[0].split(" ")) > 3 or "://" in run[0] or "www." in run[0]) and text[at] != ".")


_LATIN_PAIR = re.compile(r"(?P<open>[（(])[A-Za-z][\x20-\x7e]*[）)]")


def _half_around_latin(draft: Draft) -> bool:
    """Whether a draft sets brackets around Latin words half-width throughout, as printed standards do: (SAC/TC 1)."""
    found = [one["open"] for piece in draft.pieces for one in _LATIN_PAIR.finditer(piece.text)]
    return found.count("(") > _FEW and found.count("(") > found.count("（")


def _brackets(piece: Piece, *, latin: bool) -> Iterator[Breach]:
    for found in _PAIR.finditer(piece.text):
        before, after = piece.text[: found.start()], piece.text[found.end() :]
        inside = found["inside"]
        if piece.kind is Kind.TERM and not re.search(f"[{_H}]", inside):
            continue
        if re.fullmatch(r"[A-Z]?\.?\d+(?:\.\d+)*", inside.strip()) and _REFERRED.search(before):
            continue
        if re.match(r"\s*[\^=＝+×*/]", after) and not re.search(f"[{_H}]", inside):
            continue  # part of a formula
        if latin and not re.search(f"[{_H}]", inside):
            continue
        beside = re.search(f"[{_H}”》]$", before) or re.match(f"[{_H}，。；：、]", after)
        if re.search(f"[{_H}]", inside) or (beside and not re.search(r"[A-Za-z0-9]$", before)):
            begin, end = found.start(), found.end()
            yield _wrong(
                piece, piece.text[begin:end], begin, f"（{inside}）", "中文里用了半角括号", "half-width brackets"
            )


def _unpaired(piece: Piece) -> Iterator[Breach]:
    stack: list[tuple[str, int]] = []
    for at, sign in enumerate(piece.text):
        if sign in _OPEN:
            if stack and sign == stack[-1][0] and sign in "“‘":
                yield _unmatched(piece, stack.pop())
            stack.append((sign, at))
        elif sign in _CLOSE:
            problem = _closes(piece, stack, sign, at)
            if problem is not None:
                yield problem
    for one in stack:
        yield _unmatched(piece, one)


def _closes(piece: Piece, stack: list[tuple[str, int]], sign: str, at: int) -> Breach | None:
    """Take the opening sign that a closing one answers; return a breach where there is none or one of another kind."""
    text = piece.text
    if stack and stack[-1][0] == _CLOSE[sign]:
        stack.pop()
        return None
    kind = {"）": "(", ")": "（"}.get(sign)
    deeper = any(open_ == _CLOSE[sign] for open_, _ in stack)
    if kind and not deeper and stack and stack[-1][0] == kind:
        _, begin = stack.pop()
        words = text[begin : at + 1]
        latin = not re.search(f"[{_H}]", words) and not re.search(f"[{_H}]", text[:begin][-1:])
        fixed = None if latin else f"（{words[1:-1]}）"
        return _wrong(
            piece, words, begin, fixed, "一对括号一半全角一半半角", "one bracket is half-width, the other full-width"
        )
    if sign == "’" and re.search(r"[A-Za-z]$", text[:at]):
        return None
    if sign in ")）" and _ENUMERATOR.search(text[:at]):
        return None  # the mark of a list item: a)
    if sign == ")" and any(span.superscript and span.start <= at < span.end for span in piece.spans):
        return None  # behind the mark of a footnote, whose number Word counts
    if sign == "]" or (sign == ")" and re.search(r"[\[［\]]", text[:at])):
        return None
    if deeper:
        while stack and stack[-1][0] != _CLOSE[sign]:
            inner = stack.pop()
        stack.pop()
        return _unmatched(piece, inner)
    return _unmatched(piece, (sign, at))


def _unmatched(piece: Piece, one: tuple[str, int]) -> Breach:
    sign, at = one
    begin, end = (at, at + 6) if sign in _OPEN else (max(at - 5, 0), at + 1)
    return _wrong(piece, piece.text[begin:end], begin, None, f"“{sign}”没有配对", f"{sign} has no partner")


def _other(piece: Piece, *, listed: bool) -> Iterator[Breach]:
    text = piece.text
    for found in _DOUBLE.finditer(text):
        begin = max(found.start() - 1, 0)
        end = found.end()
        yield _wrong(piece, text[begin:end], begin, None, f"标点重复“{found[0]}”", "two marks in a row")
    for found in _QUOTED.finditer(text):
        if re.search(f"[{_H}]", found["inside"]) or re.search(f"[{_H}]$", text[: found.start()]):
            fix = f"“{found['inside']}”"
            yield _wrong(piece, found[0], found.start(), fix, "中文里用了直引号", "straight quotes in Chinese")
    for found in _FULL.finditer(text):
        fix = found[0].translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)})
        yield _wrong(piece, found[0], found.start(), fix, "字母或数字用了全角", "full-width letters or digits")
    blanks = [
        one for one in _BLANK.finditer(text) if text[: one.start()].count("《") <= text[: one.start()].count("》")
    ]
    if piece.kind in PROSE and not listed and 0 < len(blanks) <= 2 and len(text) > 12:
        for one in blanks:
            begin, end = one.start() - 1, one.end() + 1
            fix = text[begin] + text[end - 1]
            yield _wrong(piece, text[begin:end], begin, fix, "汉字之间有空格", "a blank between Han characters")


def _wrong(piece: Piece, fragment: str, start: int, fix: str | None, zh: str, en: str) -> Breach:
    right = f"写“{fix}”" if fix else "核对标点"
    return Breach(piece, zh, en, fragment, right, f"write {fix}" if fix else "check the marks", start=start, fix=fix)


# --------------------------------------------------------------------------------------------------- enumerations

_BETWEEN = re.compile(r"(?<=[”》’])、(?=[“《‘])")
_UNLIMITED = re.compile(
    r"(?:包括|包含)[，,]?但不(?:仅)?限于(?P<rest>[^。；：\n]*?[^。；：\n平同相对均高中初低何此优甲一二三四上下]等)"
    r"(?=[。；，、）\s]|$|方面|内容|因素|环节|领域|活动|工作|信息|数据|服务|形式|方式|措施|类型|过程|情况|资料|文件|材料|要素)"
)
_ALSO = re.compile(
    r"、(?:和(?!谐)|以及|及(?!时|格|其)|与(?!会|否)|或(?!许|然)|或者|"
    r"并(?![发行网联列购轨存])|等(?![级效价同于待]))"
)
_AFTER_LEAD = re.compile(r"(?:例如|比如|包括|包含|分为|如)、")
_C = r"[^，。；：、（）\n]"
#: A comma where the words are parallel: 由代号，年份和顺序号组成; 短信、邮件，等方式; 1 mL，2 mL，5 mL.
_COMMA = (
    re.compile(rf"由(?P<words>{_C}{{1,8}}，{_C}{{1,8}}(?:以及|[和与及]){_C}{{1,10}})(?:组成|构成)"),
    re.compile(
        rf"(?:包括|包含|分为)(?P<words>{_C}{{1,6}}，(?!其|并|且|也|还|但|以|应|宜|可){_C}{{1,6}}(?:以及|[和及])(?!其|时|格){_C}{{1,6}})(?=[。；])"
    ),
    re.compile(rf"、[{_H}A-Za-z]{{1,10}}(?P<words>，等)(?![待到级效于值价同温压比距候离])"),
    re.compile(
        r"(?P<words>\d[\d.]*[ \u00a0]?(?P<unit>[A-Za-zμµ℃%°Ω/]{1,8})"
        r"(?:，[ ]?\d[\d.]*[ \u00a0]?(?P=unit)){2,})(?![A-Za-z])"
    ),
)
_LOOSE = re.compile(r"[、，；：]的(?![确])(?=[\u3400-\u9fff])")


@draft_rule("TXT-04", "enumeration-marks", Severity.WARNING, "9.4.1 (GB/T 15834)", "derived")
def enumerations(draft: Draft) -> Answer:
    """Finds: 、 between adjoining quoted or 《》 items, 、 before 和, 及, 或, 等 or 的, 、 left out, 包括但不限于……等.

    Why: quotes and title marks part items by themselves, as 和 does; 但不限于 and 等 say the same twice.

    Wrong: “范围一”、“范围二”；包括但不限于电力、热力等

    Right: “范围一”“范围二”；包括但不限于电力、热力
    """
    for piece in draft.pieces:
        if piece.kind in _SKIP or piece.part in (Part.CONTENTS, Part.COVER):
            continue
        text = piece.text
        for found in _BETWEEN.finditer(text):
            at = found.start()
            words = text[at - 1 : at + 2]
            yield _listing(
                piece, words, at - 1, "并列的引号或书名号之间用了顿号", "、 between quoted items", words[0] + words[2]
            )
        for found in _UNLIMITED.finditer(text):
            zh, en = "“但不限于”与“等”重复", "但不限于 and 等 say the same twice"
            yield _listing(piece, found[0].split("限于")[0] + "限于", found.start(), zh, en, None)
        for found in _ALSO.finditer(text):
            zh, en = f"“{found[0][1:]}”前用了顿号", f"、 before {found[0][1:]}"
            yield _listing(piece, found[0], found.start(), zh, en, found[0][1:])
        for pattern in _COMMA:
            for found in pattern.finditer(text):
                zh, en = "并列词语之间用了逗号", "a comma between parallel words"
                yield _listing(piece, found["words"], found.start("words"), zh, en, _parted(found["words"]))
        for found in _AFTER_LEAD.finditer(text):
            yield _listing(piece, found[0], found.start(), "引出词后用了顿号", "、 behind the lead word", found[0][:-1])
        for words, start in unparted(piece):
            yield _listing(
                piece, words, start, f"并列词语“{words}”之间缺少顿号", f"no 、 between the parallel words {words}", None
            )
        for found in _LOOSE.finditer(text):
            yield _listing(piece, found[0], found.start(), "“的”前用了顿号或逗号", "a mark before 的", found[0][1:])


def _parted(words: str) -> str:
    """Return the words with 、 for the comma; 等 has no mark before it."""
    return "等" if words == "，等" else words.replace("，", "、")


def _listing(piece: Piece, words: str, start: int, zh: str, en: str, fix: str | None) -> Breach:
    hint = ("删去其一", "drop one of them") if fix is None else (f"写“{fix}”", f"write {fix}")
    if "缺少" in zh:
        hint = ("在并列词语之间加顿号", "put 、 between them")
    return Breach(piece, zh, en, words, hint[0], hint[1], start=start, fix=fix)


RULES: tuple[DraftRule, ...] = (punctuation, enumerations)
