"""TRM-12, TRM-13: numbers of terms in definitions, English equivalents (GB/T 1.1-2020, 8.7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft
from generator.drafting.elements import plain
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.views import Term, terms

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
_JOIN = re.compile(r"(?P<mark>；\s+|;(?=\S)|;\s{2,}|[，,/]\s*)(?P<short>[A-Z][A-Z0-9-]{1,9}\w?)$")
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

    A full-width semicolon without a blank, which is as wide as the two, is let pass.

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


RULES: tuple[DraftRule, ...] = (number, equivalent)
