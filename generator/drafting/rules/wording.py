"""TXT-02, TXT-05: words doubled or left out, sentences that do not close (GB/T 1.1-2020, 9.4.1, 5.4.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import PROSE, Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules import constructions

_H = r"\u3400-\u9fff"
#: Repetitions that are two words: a body that organises, a standard's degree of standardisation.
_TWO_WORDS = frozenset(
    {"组织", "代表", "领导", "计划", "系统", "标准", "要求", "规范", "一一", "种种", "层层", "年年", "往往", "常常"}
)
_REPEAT = re.compile(rf"(?P<word>[{_H}]{{2,10}}?)(?P=word)")
_CHARS = re.compile(
    r"(?<!目)的的(?!确|士)|了了(?!解|如)|(?<![相适响供效反对回感顺照因报])应应(?![用该当对急力变付])|(?<![适便合相机事权])宜宜|按按照|(?<![饱中缓温调柔谐总])和和(?![睦平气谐])|由由|从从|并并|至至|与与(?!会)|将将(?![来近领军])|在在(?![线建岗职校库册用制途编产])|不不|须须|被被|把把|(?<![一正])是是(?!非)|或或(?!许)|及及|(?<!以)以以(?!及)"
)
_AROUND = re.compile(rf"(?P<word>[{_H}]{{2,10}}?)(?P<bracket>[（(][^（）()]{{1,40}}[）)])(?P=word)")
_JOINED = re.compile(rf"(?P<word>[{_H}]{{3,10}})(?P<joint>[和与及或、]|以及)(?P=word)(?![{_H}]|之间|间)")
_OF = re.compile(rf"(?P<word>[{_H}]{{4,10}})的(?P=word)")
_LIGHT = re.compile(
    r"(?:进行|开展|实施|予以|加以|给予)(?:进行|予以|加以|开展|实施(?![方办细计条意进]))|进行[^，。；、和及并或与后再时可应宜的以]{1,4}进行(?!的)"
)
#: A joining word with nothing behind it.
_DANGLING = re.compile(
    r"(?:以及|或者|并且|而且|(?<![中饱总之缓温求加调柔共谐合符随附])和|(?<![参给赋授])与(?!否)|(?<![涉普提危波顾触以企不论兼])及|(?<![抑])或)(?=[，。；：、）])"
)
_PREPOSED = re.compile(
    r"(?:按照|对于|关于|为了|随着|(?<![理自缘经事案任])由|(?<![即必行])将|(?<![一])把)(?=[，。；、])"
)


@draft_rule("TXT-02", "words-doubled", Severity.ERROR, "9.4.1", "derived")
def doubled(draft: Draft) -> Answer:
    """Finds: words written twice in a row, round a bracket, in an enumeration; a joining word with nothing behind.

    Also words that say one thing twice: 涉及到, 按照根据, 目的是为了, 再次重新.

    Why: doubled and missing words are left behind by editing and make a clause unclear.

    Wrong: 碳管理管理体系；核查（验证）核查；监测、报告和。

    Right: 碳管理体系；核查（验证）；监测、报告和核查。
    """
    for piece in draft.pieces:
        if piece.kind in (Kind.COVER, Kind.CONTENTS, Kind.FORMULA, Kind.LITERATURE, Kind.INDEX) or len(piece.text) < 4:
            continue
        yield from _repeated(piece)
        yield from _missing(piece)
        yield from _enumerated(piece)
        if piece.kind in PROSE or piece.kind is Kind.CELL:
            yield from constructions.redundant(draft, piece)


def _repeated(piece: Piece) -> Iterator[Breach]:
    text, taken = piece.text, -1
    for found in _REPEAT.finditer(text):
        word = found["word"]
        if len(set(word)) == 1 or word in _TWO_WORDS or _boundary(text, found):
            continue
        taken = found.end()
        yield _twice(piece, found[0], found.start(), f"“{word}”重复", f"{word} stands twice", word)
    for pattern in (_CHARS, _LIGHT):
        for found in pattern.finditer(text):
            if found.start() >= taken or pattern is _CHARS:
                yield _twice(piece, found[0], found.start(), f"词语重复“{found[0]}”", f"doubled words {found[0]}", None)
    for found in _AROUND.finditer(text):
        word = found["word"]
        if text[found.end() :].startswith(("）", ")")) or len(word) < 2:
            continue
        zh, en = f"括号前后重复“{word}”", f"{word} stands before and behind the bracket"
        yield _twice(piece, found[0], found.start(), zh, en, None)
    for pattern in (_JOINED, _OF):
        for found in pattern.finditer(text):
            word = found["word"]
            yield _twice(piece, found[0], found.start(), f"“{word}”重复", f"{word} stands twice", word)


def _boundary(text: str, found: re.Match[str]) -> bool:
    """Whether two words only meet in the same characters: 目的|目标, or a word of the repetition goes on."""
    word, after = found["word"], text[found.end() : found.end() + 1]
    if len(word) == 2 and (
        "的" in word or word[0] in "和与及或在对为将由应宜可按等并以" or word[1] in "和与及或在对为将由应宜可按等并以"
    ):
        return True
    return len(word) == 2 and after in ("化",)


def _twice(piece: Piece, words: str, start: int, zh: str, en: str, fix: str | None) -> Breach:
    hint = f"写“{fix}”" if fix else "删去重复的词语"
    return Breach(piece, zh, en, words, hint, f"write {fix}" if fix else "drop one of them", start=start, fix=fix)


def _missing(piece: Piece) -> Iterator[Breach]:
    if piece.kind not in PROSE:
        return
    for pattern in (_DANGLING, _PREPOSED):
        for found in pattern.finditer(piece.text):
            begin, end = max(found.start() - 4, 0), found.end() + 1
            yield Breach(
                piece,
                f"“{found[0]}”后缺少词语",
                f"words are missing behind {found[0]}",
                piece.text[begin:end],
                "补全词语",
                "write what is missing",
                start=begin,
            )


_SPLIT = re.compile(r"、|以及|[和与及或](?=[^、，。；]{2,10}(?:[，。；、等]|$))")


def _enumerated(piece: Piece) -> Iterator[Breach]:
    """Yield items that stand twice in one enumeration."""
    if piece.text.count("、") < 2:
        return
    for clause in re.finditer(r"[^，。；：（）()“”]+", piece.text):
        if clause[0].count("、") < 2:
            continue
        seen: set[str] = set()
        items = _SPLIT.split(clause[0])
        offset = clause.start()
        for place, item in enumerate(items):
            at = piece.text.find(item, offset)
            offset = at + len(item)
            word = re.sub(r"等$", "", item.strip())
            if place == 0:
                seen |= {word[-size:] for size in range(3, len(word) + 1)}
            if place == 0 or len(word) < 2 or not re.search(f"[{_H}]", word):
                continue
            if word in seen:
                zh, en = f"并列项“{word}”重复", f"the item {word} stands twice in the enumeration"
                yield _twice(piece, word, at, zh, en, None)
            seen.add(word)


# ------------------------------------------------------------------------------------------------------- sentences

_NO_RESULT = re.compile(
    r"(?<![\u3400-\u9fff，、“（(])在[^，。；：\n]{2,40}(?:过程中|基础上|前提下|情况下|条件下|背景下)(?=。)"
)
_NO_OBJECT = re.compile(
    r"(?<![相绝应面针核])对(?:(?!按|依据|根据|参照|[由每]|定期|先后|同时|分别|同步|在线|[在于以])[^，。；：、\n]){2,25}"
    r"(?:进行|开展|予以|加以|实施)(?=[。；])"
)
_NO_SUBJECT = re.compile(
    r"(?:^|(?<=[。；]))\s*通过[^。；\n]{2,60}，(?:从而|进而|以|来)?(?:使(?![用命其得])|使得|令|导致|让)"
)
_AIM = re.compile(r"(?:^|(?<=[。；]))\s*(?:通过[^。；\n]{4,60}，)?旨在")
_CLAUSE_IN = re.compile(r"(?:^|(?<=[。；]))\s*在(?P<body>[^，。；：\n]{6,40})，")
_IN_VERB = re.compile(r"满足|开展|进行|实施|提供|制定|建立|编制|核算|推动|完成|识别|收集|确定|执行|面对|考虑")
_IN_END = re.compile(
    r"(?:[中上下时后前内外间里处年月日地内边侧]|方面|过程|期间|基础|阶段|领域|环节|之际|场所|情形|范围|平台|系统|当天|同时|之初|以来|以上|以下|网站|报告|文件|附录.?|[表图]?\d+(?:\.\d+)*|[)）”》])$"
)
_TAKE = re.compile(
    r"(?<![可予加难所得用是足给])以(?P<body>[^，。；、为作\n]{2,16})(?<!的)(?<!的[\u3400-\u9fff]{2})(?P<noun>导向|核心|主线|抓手|宗旨|引领|载体|主体|依托)(?=[，。；])"
)
_NOT_ONLY = re.compile(r"不仅(?!仅?限于)(?:仅)?[^。；\n]*[。；]")
_NEED = re.compile(
    r"(?:^|(?<=[。；]))\s*(?:为|为了)(?:更好地)?(?:满足|适应|响应)[^，。；\n]{2,30}(?:需求|要求|需要)(?=。)"
)
_FROM = re.compile(r"(?:^|(?<=[。；，]))从(?P<body>[^，。；：\n发出来到起始开]{3,20}(?:角度|维度|层面|方面))(?=。)")


@draft_rule("TXT-05", "sentence-complete", Severity.WARNING, "9.4.1", "derived")
def complete(draft: Draft) -> Answer:
    """Finds: sentences that do not close: nothing behind 在……过程中, no object to 对……进行, no subject by 通过……使.

    Also two constructions blended (由于……的原因, 本着……为原则), an object that the verb does not take (加强……水平),
    a decrease by multiples, 不低于……以上, one negation too many, a sentence behind another that begins with 适用于 or
    为……提供 and has no subject. Only patterns that are wrong wherever they stand; whether a sentence makes sense is
    for a reader to say.

    Why: a clause without subject or object cannot be followed.

    Wrong: 通过建立台账，使数据可以追溯。

    Right: 建立台账，使数据可以追溯。
    """
    for piece in draft.pieces:
        if piece.kind not in PROSE or piece.part is Part.COVER:
            continue
        found = [*_incomplete(piece), *constructions.framed(draft, piece), *constructions.unclosed(piece)]
        yield from _apart(found)
    for search in (constructions.bare, constructions.unlike_siblings, constructions.effects, constructions.definitions):
        yield from search(draft)


def _apart(found: list[Breach]) -> Iterator[Breach]:
    """Yield the breaches of a piece without those whose words overlap with an earlier one's."""
    kept: list[tuple[int, int]] = []
    for one in found:
        begin, end = one.begins, one.begins + len(one.fragment)
        if not any(begin < other and start < end for start, other in kept):
            kept.append((begin, end))
            yield one


_PATTERNS = (
    (
        _NO_RESULT,
        "“在……中（上、下）”之后没有主句",
        "nothing follows the clause with 在",
        "补上主句",
        "write the main clause",
    ),
    (_NO_OBJECT, "“对……进行”缺少宾语", "对……进行 has no object", "补上所进行的活动", "say what is done"),
    (_NO_SUBJECT, "“通过……使”使句子没有主语", "通过……使 leaves no subject", "删去“通过”或“使”", "drop 通过 or 使"),
    (_AIM, "“旨在”没有主语", "旨在 has no subject", "补上主语", "name the subject"),
    (_NEED, "目的分句之后没有主句", "nothing follows the clause of purpose", "补上主句", "write the main clause"),
    (_FROM, "“从……角度”之后没有主句", "nothing follows 从……角度", "补上主句", "write the main clause"),
)


def _incomplete(piece: Piece) -> Iterator[Breach]:
    text = piece.text
    for pattern, zh, en, hint, english in _PATTERNS:
        if piece.kind is Kind.ITEM and pattern in (_NO_RESULT, _NEED, _FROM, _AIM):
            continue  # an item goes on from its lead-in
        if pattern is _AIM and piece.part in (Part.TERMS, Part.SYMBOLS):
            continue
        for found in pattern.finditer(text):
            words = found[0].strip()
            begin = found.start() + len(found[0]) - len(found[0].lstrip())
            yield Breach(piece, zh, en, words, hint, english, start=begin)
    for found in _CLAUSE_IN.finditer(text):
        body = found["body"]
        if (
            _IN_VERB.search(body)
            and not _IN_END.search(body)
            and not constructions.PLACE.search(body)
            and piece.kind is not Kind.ITEM
        ):
            words, begin = "在" + body, found.start("body") - 1
            yield Breach(
                piece,
                "“在……”没有“中”“时”等收尾",
                "the clause with 在 is not closed",
                words,
                "补上“时”“中”等",
                "close it with 时 or 中",
                start=begin,
            )
    for found in _TAKE.finditer(text):
        if not re.match(
            r"实现|达到|达成|完成|支撑|推动|促进|确保|满足|提升|明确|突出|强化|发挥|形成|聚焦|及|上|下|便|免|后|前|来|内|外",
            found["body"],
        ):
            words = found[0]
            yield Breach(
                piece,
                "“以……为”缺少“为”",
                "以 lacks its 为",
                words,
                "写“以……为……”",
                "write 以……为……",
                start=found.start(),
            )
    for found in _NOT_ONLY.finditer(text):
        if not re.search(r"还|也|而且|更|并且|同时|又|且|甚至|亦|都", found[0][2:]):
            yield Breach(
                piece,
                "“不仅”没有后半句",
                "不仅 has no second half",
                found[0][:10],
                "补上“还”“而且”等后半句",
                "write the second half",
                start=found.start(),
            )


RULES: tuple[DraftRule, ...] = (doubled, complete)
