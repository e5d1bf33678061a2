"""FWD-04 and FWD-05: who proposes, who is in charge, who drafted (GB/T 1.1-2020, 8.3 f) and g))."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Part
from generator.drafting.fixed import squeezed
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.rules.front import absent, foreword
from generator.drafting.statements import State, Statement, statements

#: A place that is still to be filled in may hold any mark: 【待填：归口单位】.
_FORM = re.compile(
    r"本文件由(?:【[^】]*】|[^,。;:])+?(?<!负责)(?<!归口)(?:提出|归口|(?:提出[并和及与、]归口)|归口[并和及与、]提出)(?:[并和及、]组织实施)?。"
)
#: One sentence for both: 由甲提出，由乙归口。
_BOTH = re.compile(
    r"^\s*本[^\s由，。]{2,8}由\s*(?P<one>[^，,。；;、]+?)\s*提出\s*[，,；;、]?\s*(?:并|且)?(?:由\s*)?"
    r"(?P<other>[^，,。；;]{3,}?)\s*(?:负责)?归口(?:管理)?\s*[。.；;，,]?\s*$"
)
_ONE = re.compile(
    r"^\s*(?:本[^\s由，。]{2,8})?(?:技术)?由\s*(?P<who>[^，,。；;：:]+?)\s*(?:负责|统一)?(?:技术)?(?P<verb>提出并归口|提出|归口)(?:管理)?\s*[。.；;，,]?\s*$"
)
_LABELLED = re.compile(
    r"^\s*(?:本[\u3400-\u9fff]{2})?的?(?:技术)?(?P<verb>提出|归口)(?:管理)?(?:单位|部门|机构)?\s*(?:[：:]|为|是)\s*(?P<who>[^，,。；;]+?)\s*[。.；;，,]?\s*$"
)
_NATIONAL = re.compile(
    r"全国[^，。；、（）()\s]{2,30}?(?:标准化[^，。；、（）()\s]{0,4}(?:委员会|工作组)|标委会)"
    r"(?:[\u3400-\u9fffA-Za-z0-9]{2,24}?(?:分(?:技术)?委员会|分标委会?|工作组))?"
)
_CODED = re.compile(r"\s*[（(]\s*SAC\s*[/／]\s*(?:TC|SWG)\s*(?:\d+|[X×]+)(?:\s*[/／]\s*SC\s*(?:\d+|[X×]+))?\s*[）)]")
_ENOUGH = 2


def _of(draft: Draft, *states: State) -> list[Statement]:
    return [one for one in statements(draft) if one.state in states]


@draft_rule("FWD-04", "proposer-and-committee", Severity.ERROR, "8.3 f)", "read")
def proposer(draft: Draft) -> Answer:
    """Finds: who proposes or is in charge in other words than 本文件由…提出。 and 本文件由…归口。, or not at all.

    Also found: additions to these sentences, a national technical committee without its number.

    Left alone: 本文件由…提出并归口。, 并组织实施; local committees and associations, which have no number;
    enterprise standards without 归口.

    Why: users address questions and proposals to the body in charge, and find a national committee by its number.

    Wrong: 本文件由全国环境管理标准化技术委员会归口管理。

    Right: 本文件由全国环境管理标准化技术委员会（SAC/TC 207）归口。
    """
    section = foreword(draft)
    if section is None:
        return
    told = _of(draft, State.PROPOSED, State.MANAGED)
    if len(statements(draft)) > _ENOUGH and not _of(draft, State.MANAGED) and not _of_enterprise(draft):
        yield absent(section, "前言没有归口信息", "the foreword does not say who is in charge", "本文件由××归口。")
    for one in told:
        if not _FORM.fullmatch(one.words):
            yield _form(one)
        for found in _NATIONAL.finditer(one.sentence.text):
            if not _CODED.match(one.sentence.text, found.end()):
                yield Breach(
                    one.piece,
                    f"“{found[0]}”之后没有其编号",
                    f"{found[0]} stands without its number",
                    found[0],
                    "在委员会名称之后写（SAC/TC ×××）",
                    "write （SAC/TC nnn） behind the committee's name",
                    start=one.sentence.start + found.start(),
                )


def _of_enterprise(draft: Draft) -> bool:
    return any(re.match(r"\s*Q/", piece.text) for piece in draft.within(Part.COVER))


def _form(one: Statement) -> Breach:
    text, fix = one.sentence.text, None
    if both := _BOTH.match(text):
        fix = f"本文件由{both['one']}提出。本文件由{both['other']}归口。"
    elif found := _ONE.match(text) or _LABELLED.match(text):
        fix = f"本文件由{found['who']}{found['verb']}。"
    tail = re.search(r"(?:提出|归口)(?:[并和及与、](?:提出|归口))?[，,；;（(].*$", text)
    fragment = tail[0].strip() if tail and fix is None else text.strip()
    return Breach(
        one.piece,
        "提出、归口信息的表述与规定不同",
        "who proposes or is in charge is not in the fixed words",
        fragment,
        f"写作：{fix}" if fix else "写作“本文件由××提出。”“本文件由××归口。”，不加其他内容",
        f"write: {fix}" if fix else "write 本文件由××提出。 and 本文件由××归口。 and nothing more",
        start=one.piece.text.index(fragment, one.sentence.start),
        fix=fix,
    )


# ---------------------------------------------------------------------------------------------------- drafters

_RIGHT = {State.BODIES: "本文件起草单位", State.DRAFTERS: "本文件主要起草人"}
_SECOND = re.compile(r"参编|参加|参与|协编|协作|主编|审查|审核|校")
_LABEL = re.compile(
    r"^\s*(?P<label>[^：:、。]{0,16}?(?:单位|机构|人员?|者))(?P<more>[（(][^（）()]*[）)])?\s*(?P<join>[：:]|(?:有|为|是|包括)[：:]?)?(?P<names>.*)$",
    re.DOTALL,
)
_BY = re.compile(
    r"^\s*本[\u3400-\u9fff]{2,4}?(?:主要)?由\s*(?P<names>[^。；;]+?)\s*(?:联合|共同|负责)?(?:起草|编制|编写)\s*[。.]?\s*$"
)
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_HAN = r"[\u3400-\u9fff]"
_WRONG_JOINT = re.compile(
    rf"\s*[，；;]\s*(?=\S)|(?<![A-Za-z.]),\s*(?=\S)|(?<={_HAN}{{2}})[ \t\u3000]+(?={_HAN}{{2}})|[．·]?/(?={_HAN})"
)
_AND_BODY = re.compile(
    r"(?<=公司|大学|学院|协会|学会|中心|集团)[和及与](?=[\u3400-\u9fff]{3})|(?<=研究院|研究所)[和及与](?=[\u3400-\u9fff]{3})"
)
_AND_PERSON = re.compile(
    rf"(?<=[、：:]{_HAN}{{2}})和(?={_HAN}{{2,3}}[。、]?$)|(?<=[、：:]{_HAN}{{3}})和(?={_HAN}{{2,3}}[。、]?$)"
)
_OTHERS = re.compile(r"等(?:\d+[家名人位个]|[一二三四五六七八九十]+[家名人位个])?(?:单位|专家|同志|人)?[。.]?$")


@draft_rule("FWD-05", "bodies-and-drafters", Severity.ERROR, "8.3 g)", "read")
def drafters(draft: Draft) -> Answer:
    """Finds: bodies and drafters not given as 本文件起草单位： and 本文件主要起草人：, or not at all.

    Also found: names that 、 does not join, no 。 at the end, 等 for the rest.

    Left alone: commas within a foreign name or brackets, a blank within a name of two characters, 本标准 (CIT-01).

    Why: the names stand for who answers for the content; all are named, in one form.

    Wrong: 参编单位：甲研究院，乙公司等

    Right: 本文件起草单位：甲研究院、乙公司。
    """
    section = foreword(draft)
    if section is None:
        return
    for state in (State.BODIES, State.DRAFTERS):
        told = _of(draft, state)
        if not told and len(statements(draft)) > _ENOUGH:
            yield absent(
                section,
                f"前言没有“{_RIGHT[state]}”",
                f"the foreword lacks {_RIGHT[state]}",
                f"{_RIGHT[state]}：××、××。",
            )
        for one in told:
            yield from _named(one, len(told) > 1, _whole(draft, one))


def _whole(draft: Draft, one: Statement) -> str:
    """Return the text of a statement to its full stop: ; between names does not end it."""
    after = [
        x.sentence.start for x in statements(draft) if x.piece is one.piece and x.sentence.start > one.sentence.start
    ]
    text = one.piece.text[one.sentence.start : min(after, default=len(one.piece.text))]
    end = text.find("。")
    return text[: end + 1] if end >= 0 else text


def _named(one: Statement, several: bool, text: str) -> Iterator[Breach]:
    right = _RIGHT[one.state]
    if by := _BY.match(text):
        yield _label(one, text.strip(), f"{right}：{by['names']}。", right)
        return
    found = _LABEL.match(text)
    if found is None:
        return
    shown = text[: found.start("names")].strip()
    if squeezed(found["label"]) != right or found["more"] or found["join"] not in ("：", ":"):
        second = several or bool(_SECOND.search(found["label"]))
        yield _label(one, shown, None if second else f"{right}：", right)
    if found["names"].strip():
        yield from _joined(one, one.sentence.start + found.start("names"), found["names"])


def _label(one: Statement, shown: str, fix: str | None, right: str) -> Breach:
    return Breach(
        one.piece,
        f"“{shown[:16].rstrip('：:')}”不是规定的表述",
        f"{shown[:16]} is not the fixed form",
        shown,
        f"写作“{right}：”，参加起草的都列入其中",
        f"write {right}： and list all who took part there",
        start=one.piece.text.index(shown, one.sentence.start),
        fix=fix,
    )


def _joined(one: Statement, start: int, names: str) -> Iterator[Breach]:
    """Yield what is wrong between and behind the names; they may go on in the next paragraph after 、."""
    masked = _BRACKETED.sub(lambda found: "某" * len(found[0]), names.rstrip())
    patterns = (_WRONG_JOINT, _AND_BODY) if one.state is State.BODIES else (_WRONG_JOINT, _AND_PERSON)
    body = masked.rstrip("。.；;，,")
    places = sorted(found.span() for pattern in patterns for found in pattern.finditer(f"：{body}"))
    told = [zh for zh, wrong in (("名称之间用“、”", places), ("列全名称，不用“等”", _OTHERS.search(masked))) if wrong]
    closed = masked.endswith(("。", "、"))
    told += [] if closed else ["以“。”结束"]
    if not told:
        return
    mended = names[: len(body)]
    for begin, end in reversed(places):
        mended = f"{mended[: begin - 1]}、{mended[end - 1 :]}"
    whole = bool(places) or bool(_OTHERS.search(masked))
    lead = len(names) - len(names.lstrip())
    last = lead if whole else max(body.rfind("、") + 1, lead)
    fragment = names.rstrip()[last:]
    yield Breach(
        one.piece,
        f"{'起草单位' if one.state is State.BODIES else '主要起草人'}：{'，'.join(told)}",
        "names are joined by 、, all of them are named, and 。 stands at the end",
        fragment,
        "写作“甲、乙、丙。”",
        "write 甲、乙、丙。",
        start=start + last,
        fix=None if _OTHERS.search(masked) else f"{mended[last:]}。",
    )


RULES: tuple[DraftRule, ...] = (proposer, drafters)
