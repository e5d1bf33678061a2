"""TRM: how a definition is built, and whether the equivalent names the same concept (GB/T 1.1-2020, 8.7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Piece
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.modals import Provision, modals
from generator.drafting.sentences import outside_quotes, sentences
from generator.drafting.views import Term, terms

_COPULA = re.compile(
    r"^(?:本文件(?:所称|中)|这里|所谓)?(?:(?:是|系|意|通常|一般|主要|专门|特)?指的是|(?:是|系|意|通常|一般|主要|专|特)指|"
    r"是(?!否)|指(?![标定南导数令示向派望挥引纹针明])(?:的是)?|即(?![时将期便使])|意为|意味着|定义为)"
)
_AFTER_TERM = re.compile(r"^\s*(?:[（(][^（）()]*[）)])?\s*(?:是|指|为|即|系|：|:|，|,|——)")
#: What opens an action instead of naming a thing.
_VERBAL = re.compile(r"^(?:通过|对|采用|利用|运用|将|把)")
_NOUN_END = re.compile(
    r"(?:之[和差比积商]|[总]?[和量值数率度比额]|总称|统称|活动|过程|方法|行为|能力|程度|状态|体系|系统|机制|方案|服务|工作|文件|报告|"
    r"数据|信息|单位|组织|机构|人员|单元|手段|措施|技术|工具|集合|总体|模式|方式|流程|程序|制度)$"
)


@draft_rule("TRM-04", "definition-form", Severity.WARNING, "8.7.3.3", "read")
def form(draft: Draft) -> Answer:
    """Finds: a definition that begins with 是, 指 or its own term, ends in its own term, or names no concept.

    Also two definitions that explain their terms by each other.

    Why: a definition is what can stand in its term's place in a sentence: a superordinate concept with what
    distinguishes it. 碳核算是指…… cannot, nor can a verb phrase without a noun.

    Wrong: 是指对温室气体排放进行核算。

    Right: 对温室气体排放进行核算的过程。
    """
    yield from _circular(draft)
    for term in terms(draft):
        if not term.definition or not term.zh:
            continue
        piece = next((one for one in term.definition if one.text.rstrip().endswith("。")), term.definition[0])
        yield from _ill_formed(term, piece)


def _circular(draft: Draft) -> Iterator[Breach]:
    """Yield the later of two definitions that explain their terms by each other."""
    said = {term.zh: term for term in terms(draft) if len(term.zh) > 1 and term.definition}
    named = {
        zh: {other for other in said if other not in zh and zh not in other and other in term.definition[0].text}
        for zh, term in said.items()
    }
    for zh, others in named.items():
        for other in others:
            first, later = said[other], said[zh]
            if zh in named[other] and first.head.index < later.head.index:
                yield Breach(
                    later.definition[0],
                    f"“{zh}”和“{other}”的定义互相解释",
                    f"the definitions of {zh} and {other} explain each other",
                    other,
                    "其中一个定义改用上位概念，不用另一术语",
                    "define one of them without the other",
                    related=(first.definition[0],),
                )


def _ill_formed(term: Term, piece: Piece) -> Iterator[Breach]:
    lead = len(piece.text) - len(piece.text.lstrip())
    text = piece.text.strip()
    if text.startswith(term.zh) and (after := _AFTER_TERM.match(text[len(term.zh) :])):
        yield Breach(
            piece,
            "定义以术语本身开头",
            "the definition begins with its own term",
            text[: len(term.zh) + after.end()],
            "直接写上位概念和区别特征",
            "state the superordinate concept and what distinguishes it",
            start=lead,
        )
        return
    if found := _COPULA.match(text):
        yield Breach(
            piece,
            f"定义以“{found[0]}”开头",
            f"the definition begins with {found[0]}",
            found[0],
            "删去开头的系词，使定义能代替术语",
            "drop it, so that the definition can stand for the term",
            start=lead,
        )
        return
    first = re.split(r"[。；]", text, maxsplit=1)[0]
    tail = re.split(r"[，,]", first)[-1]
    if len(term.zh) > 1 and first.endswith("的" + term.zh):
        yield Breach(
            piece,
            "定义用术语解释术语",
            "the definition explains the term by itself",
            "的" + term.zh,
            "用上位概念代替术语本身",
            "use the superordinate concept instead of the term",
            start=lead + len(first) - len(term.zh) - 1,
        )
    elif _VERBAL.match(first) and text.endswith("。") and "的" not in tail and not _NOUN_END.search(tail):
        yield Breach(
            piece,
            "定义没有落在上位概念上，不能代替术语",
            "the definition ends in no concept and cannot stand for the term",
            tail[-12:],
            "以“……的过程”“……的活动”等上位概念结尾",
            "end with the superordinate concept (……的过程)",
            start=lead + len(first) - len(tail[-12:]),
        )


_ADDED = re.compile(
    r"[，；](?:其中|它|其)?(?:一般|通常|主要|具体|还|也|可|可以|常)*(?:包括|包含|涵盖|例如|比如|譬如|如(?=[\u3400-\u9fff]{2,}、))(?P<rest>[^。]*)"
)


_AGAIN = re.compile(r"^[^，。；]{2,20}，?(?:是指|系指|指的是|(?<=，)指)")


@draft_rule("TRM-05", "definition-states", Severity.ERROR, "8.7.3.3", "read")
def states(draft: Draft) -> Answer:
    """Finds: a definition that requires or recommends, one of several sentences, one that goes on to examples.

    Why: a definition states what a concept is. What has to be done belongs into the clauses that follow; what helps to
    understand belongs into an example or a note of the entry.

    Wrong: 记录碳排放数据的文件。该文件应每年更新。

    Right: 记录碳排放数据的文件。（注：……）
    """
    for term in terms(draft):
        told = [piece for piece in term.definition if len(piece.text) > 30 or piece.text.rstrip().endswith("。")]
        for place, piece in enumerate(told):
            if place and told[place - 1].text.rstrip().endswith("。"):
                # an export that lost its numbers lost 注 and 示例 as well: only a second definition is certain
                if not draft.numbers_lost or _defines_again(piece):
                    yield _more(piece, piece.text.strip(), 0)
                break
            yield from _stated(piece)


def _defines_again(piece: Piece) -> bool:
    """Whether a paragraph is a definition by its form: ……是指……."""
    return bool(_AGAIN.match(piece.text.strip()))


def _stated(piece: Piece) -> Iterator[Breach]:
    parts = [one for one in sentences(piece) if one.text.rstrip().endswith("。")]
    for modal in modals(piece.text):
        asks = modal.provision in (Provision.REQUIREMENT, Provision.RECOMMENDATION)
        if asks and modal.word == "应" and re.search(r"[可能会]$", piece.text[: modal.start]):
            continue  # 可应……信号: in answer to
        rest = re.split(r"[。；]", piece.text[modal.start :], maxsplit=1)[0]
        # 应…的…: what the concept is made of, not a requirement; 应当 and 必须 ask wherever they stand
        made_of = re.search(r"的[^，]{1,20}$", rest) and modal.word not in ("应当", "必须")
        if asks and not made_of:
            yield Breach(
                piece,
                f"定义中有要求或推荐（{modal.word}）",
                f"the definition requires or recommends ({modal.word})",
                modal.word,
                "把要求移到正文条款，定义只陈述概念",
                "move the requirement to a clause of the text",
                start=modal.start,
            )
            return
    if len(parts) > 1:
        second = parts[1]
        yield _more(piece, second.text.strip(), second.start + len(second.text) - len(second.text.lstrip()))
        return
    found = _ADDED.search(outside_quotes(piece.text))
    if found and not re.search(r"在内|的[^，、]{1,12}$", found["rest"]):
        yield Breach(
            piece,
            "定义中附加了列举说明",
            "the definition goes on to list examples",
            piece.text[found.start() + 1 : found.start("rest")],
            "把附加的信息写成示例或注",
            "put what is added into an example or a note",
            start=found.start() + 1,
        )


def _more(piece: Piece, words: str, start: int) -> Breach:
    return Breach(
        piece,
        "定义不止一句话",
        "the definition has more than one sentence",
        words if len(words) <= 24 else words[:24],
        "附加的信息写成示例或注",
        "put what is added into an example or a note",
        start=start,
    )


_NUMBERED = re.compile(r"(?P<words>[\u3400-\u9fffA-Za-z0-9]+)[（(](?:见\s?)?(?P<number>\d{1,2}(?:\.\d{1,3})+)[）)]")


@draft_rule("TRM-12", "term-number", Severity.WARNING, "8.7.3.3", "read", needs="numbers")
def number(draft: Draft) -> Answer:
    """Finds: an entry number in brackets behind a term in a definition that is no entry's or another entry's.

    Why: the number leads the reader to the definition of the term used; a wrong one leads astray.

    Wrong: 对碳排放（3.9）进行量化的过程。

    Right: 对碳排放（3.1）进行量化的过程。
    """
    found = [term for term in terms(draft) if term.number and term.zh]
    by_number = {term.number: plain(term.zh) for term in found}
    if not by_number:
        return
    by_length = sorted(found, key=lambda term: -len(term.zh))
    for term in found:
        for piece in (*term.definition, *term.notes):
            for one in _NUMBERED.finditer(piece.text):
                named = by_number.get(one["number"])
                if named is not None and plain(one["words"]).endswith(named):
                    continue
                meant = next((other for other in by_length if one["words"].endswith(plain(other.zh))), None)
                if named is None and meant is None and piece not in term.definition:
                    continue
                yield Breach(
                    piece,
                    f"条目编号{one['number']}不是该术语的编号",
                    f"{one['number']} is not the number of this term",
                    one["number"],
                    f"该术语的条目编号是{meant.number}" if meant else "写该术语的条目编号",
                    f"the term's number is {meant.number}" if meant else "write the number of the term",
                    start=one.start("number"),
                    fix=meant.number if meant else None,
                )


_SINGULAR = frozenset(
    re.findall(
        r"\w+",
        "gas process analysis basis status bus lens logistics statistics economics news means series species goods "
        "premises headquarters access business loss biogas class mass stress address progress success excess bias "
        "axis synthesis hypothesis thesis crisis emphasis diagnosis apparatus consensus focus virus campus bonus "
        "nexus surplus census physics mathematics electronics ethics metrics robotics dynamics mechanics "
        "photovoltaics genetics genus always less iris chaos canvas atlas rebus glass grass cross press plus "
        "syngas paralysis catalysis electrolysis pyrolysis hydrolysis photosynthesis parenthesis stimulus radius "
        "nucleus works wellness awareness readiness effectiveness completeness correctness robustness fitness "
        "conciseness thickness hardness usefulness timeliness openness ",
    )
)
_JOIN = re.compile(r"(?P<mark>；\s*|;(?=\S)|;\s{2,}|[，,/]\s*)(?P<short>[A-Z][A-Z0-9-]{1,9}\w?)$")
_BRACKET = re.compile(r"\s*[（(]\s*(?P<short>[A-Z][A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9]*)\s*[）)]$")
#: What the Chinese words have to find in English, and back: only words that a translation does not leave out.
_GLOSSARY: tuple[tuple[str, str], ...] = (
    (r"产品|商品", r"product|good|commodit"),
    (r"园区", r"\bpark|\bzone|\bestate|\bcluster"),
    (r"企业|公司", r"enterprise|compan|corporat|business|firm|entit|organi[sz]|undertaking"),
    (r"核查", r"verif|check|audit|inspect|examin"),
    (r"审定", r"validat"),
    (r"认证", r"certif|authent|accredit"),
    (r"抵消|抵销", r"offset|compensat|cancel|neutrali|counterbalanc"),
    (r"清除|移除", r"remov"),
    (r"足迹", r"footprint"),
    (r"中和", r"neutral"),
    (r"监测|监控", r"monitor|measur|surveill|observ|supervis|detect|test"),
    (r"披露", r"disclos"),
    (r"配额", r"allowance|quota|allocation|permit"),
    (r"供应链", r"supply|\bchain"),
    (r"服务", r"servic|serv"),
    (r"培训", r"train|educat"),
    (r"咨询", r"consult|advi[sc]|counsel|guid"),
    (r"能源", r"energy|power|fuel"),
    (r"放电", r"discharg|bidirectional|\bv2\w|lightning"),
    (r"采购", r"procure|purchas|sourc|buy"),
    (r"回收", r"recover|recycl|reclaim|collect|take-back|recaptur"),
    (r"储能", r"storage|stor"),
    (r"碳", r"carbon|\bco2|\bco₂|greenhouse|ghg|emission|climate|coke|char|alkane|decarboni|\bet[sc]\b|low-c"),
)
_BACK: tuple[tuple[str, str], ...] = (
    (r"\bproducts?\b(?!ion)", r"产|品|货"),
    (r"\bservices?\b", r"服务|业务|维|勤|在役"),
    (r"\bcarbon\b", r"碳|炭|焦"),
    (r"\bindustrial\b", r"工业|产业|行业|工"),
    (r"\bverification\b", r"核|验|查|证|检"),
    (r"\bverifier\b", r"核查|验证|查证|检定|核验"),
    (r"\benergy\b", r"能|电|热|势"),
    (r"\bdigital\b", r"数字|数智|数码|数"),
    (r"\bpark\b", r"园|停车|公园"),
)


@draft_rule("TRM-13", "equivalent-form", Severity.WARNING, "8.7.3.1 (practice of GB/T 20001.1)", "memory")
def equivalent(draft: Draft) -> Answer:
    """Finds: an equivalent in the plural or of another concept, an abbreviation joined otherwise than by ``; ``.

    Why: a term is listed in its basic form, the singular; an abbreviation is a second equivalent and stands behind a
    semicolon and a space; both languages name one concept.

    Wrong: 碳足迹 carbon footprints（CF）

    Right: 碳足迹 carbon footprint; CF
    """
    for term in terms(draft):
        if term.english:
            yield from _joined(term)
            yield from _plural(term)
            yield from _other_concept(term)


def _joined(term: Term) -> Iterator[Breach]:
    text = term.head.text.rstrip()
    found = _BRACKET.search(text) or _JOIN.search(text)
    if found is None or not re.search(r"[a-z]{2}", text[: found.start()]):
        return
    yield Breach(
        term.head,
        f"缩略语{found['short']}没有用“; ”与英文对应词隔开",
        f"the abbreviation {found['short']} does not stand behind a semicolon and a space",
        found[0].strip(),
        "用半角分号加一个空格隔开",
        "put a semicolon and one space before it",
        start=found.end() - len(found[0].lstrip()),
    )


def _plural(term: Term) -> Iterator[Breach]:
    for english in term.english:
        bare = re.sub(r"\s*[（(].*$", "", english)
        head = re.split(r"\s(?:of|for|from|in|by|to|with|on|and|per)\s", bare)[0]
        word = head.split(" ")[-1].strip(",")
        if re.fullmatch(r"[A-Z]{2,}s", word) or _is_plural(word):
            yield Breach(
                term.head,
                f"英文对应词“{word}”是复数",
                f"the equivalent {word} is in the plural",
                word,
                "用单数",
                "use the singular",
                start=term.head.text.find(english) + len(head) - len(word) if english in term.head.text else -1,
            )


def _is_plural(word: str) -> bool:
    if word.isupper():
        return False
    lower = word.lower().split("-")[-1]
    if not re.fullmatch(r"[a-z]{3,}s", lower) or lower in _SINGULAR:
        return False
    return not lower.endswith(("ss", "us", "is", "ics", "ness"))


def _other_concept(term: Term) -> Iterator[Breach]:
    english = "; ".join(term.english)
    if not re.search(r"[a-z]{3}", english):
        return  # an abbreviation alone: nothing to compare
    for zh, en in _GLOSSARY:
        found = re.search(zh, term.zh)
        if found and not re.search(en, english, re.IGNORECASE):
            yield _differs(term, found[0], term.head.text.find(found[0]), english)
            return
    for en, zh in _BACK:
        back = re.search(en, english, re.IGNORECASE)
        if back and not re.search(zh, term.zh):
            yield _differs(term, back[0], term.head.text.lower().find(back[0].lower()), english)
            return


def _differs(term: Term, word: str, start: int, english: str) -> Breach:
    return Breach(
        term.head,
        f"“{term.zh}”与“{english}”所指的概念不同：“{word}”在另一种语言中没有对应",
        f"{term.zh} and {english} name different concepts: nothing answers to {word}",
        word,
        "使中文术语和英文对应词指同一概念",
        "make both name one concept",
        start=start,
    )


RULES: tuple[DraftRule, ...] = (form, states, number, equivalent)
