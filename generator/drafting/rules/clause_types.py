"""MOD: which type of clause may stand where, and what does not go with it (GB/T 1.1-2020, clauses 8, 9 and annex C)."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.imperatives import instructions
from generator.drafting.modals import Modal, Provision
from generator.drafting.provisions import Said, attributive, clause_around, conditional, said, said_of
from generator.drafting.rules.verbs import provisions
from generator.drafting.sentences import outside_quotes
from generator.drafting.statements import State, statements
from generator.drafting.views import tables

_SHOULD = frozenset({"应", "不应", "应该", "不应该"})


@draft_rule(
    "MOD-05", "instruction-outside-procedures", Severity.WARNING, "附录C 表C.2、表C.7", "read", kinds=("specification",)
)
def instruction(draft: Draft) -> Answer:
    """Finds: a sentence without subject and modal verb that tells the reader what to do, in a specification.

    Left alone: items below a lead-in with a colon, headings, sentences that state (采用…的方法见 5.2). Guides: GDE-02.

    Why: imperative sentences are for codes of practice and test methods; elsewhere a clause requires, recommends,
    permits or states.

    Wrong: 加强计量器具的维护，确保数据质量。

    Right: 组织应维护计量器具。
    """
    for one, words in instructions(draft):
        yield Breach(
            one.piece,
            "祈使句只用于规程和试验方法",
            "an imperative sentence outside a code of practice or a method",
            words,
            "写明主语和“应”“宜”或“可”，或改为陈述",
            "name who acts and write 应, 宜 or 可, or state it",
            start=one.text.find(words) + one.sentence.start,
        )


_VAGUE = re.compile(
    r"应(?:能|具有|具备|有|保持|保证|确保|预留|留有|配备|提供|做到)?(?P<vague>足够|充足|较为|较[好高快强多少低短大小便]|比较|适当|适度|"
    r"合理|良好|充分|相当|十分|非常)"
)
_MEASURED = re.compile(r"[0-9]|符合|见[图表附]|以满足|规定的")
#: Where a clause of another type begins: its figures do not measure this requirement.
_OTHER_TYPE = re.compile(r"，(?=[^，。；]*(?:宜|可(?!靠|用|行|见|能)))")
#: A clause with a subject and a verb of its own: it measures this requirement only where it names its quality again.
_OWN_VERB = re.compile(r"，(?=(?P<subject>[^，。；]{2,14}?)(?:不?应|不得)(?!能))")
_LIMIT_WORD = re.compile(r"较(?:大|小|高|低|好|多|少|快|短|强)(?:值|者|的一)")


def _measure(after: str) -> str:
    """Return what may measure a vague word: the words behind it as far as they speak of the same quality."""
    after = _OTHER_TYPE.split(after)[0]
    other = _OWN_VERB.search(after)
    if other is None:
        return after
    quality = re.sub("的", "", after[: other.start()])
    return after if quality and any(pair in other["subject"] for pair in _pairs(quality)) else after[: other.start()]


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)}


@draft_rule("MOD-06", "vague-requirement", Severity.ERROR, "附录C 表C.1", "read")
def vague(draft: Draft) -> Answer:
    """Finds: 应 with a word that nobody can measure: 足够, 较, 较为, 适当, 合理, 良好, 充分.

    Left alone: sentences that give a figure or a clause to comply with, 取较大值; guides, where 应 itself is wrong.

    Why: whether a requirement is met must be possible to prove.

    Wrong: 支架应足够坚固。

    Right: 支架应能承受 500 N 的静载荷。
    """
    if draft.kind == "guide":
        return
    for one in provisions(draft):
        text = outside_quotes(one.text)
        places = {verb.start for verb in one.modals if verb.word == "应"}
        for found in _VAGUE.finditer(text):
            after = _measure(text[found.end() :])
            if found.start() not in places or after.startswith(("考虑", "避免")) or _MEASURED.search(after):
                continue
            if _LIMIT_WORD.match(text, found.start("vague")):
                continue
            yield Breach(
                one.piece,
                f"要求含糊：“{found[0]}”无法验证",
                f"a requirement that cannot be verified: {found[0]}",
                found[0],
                "给出可验证的指标或条件",
                "give a figure or a condition that can be verified",
                start=one.at(found.start()),
            )


_HEDGED = re.compile(
    r"(?P<verb>不?应)(?:该)?(?:当)?(?P<between>[^，。；：、]{0,24}?)(?P<hedge>尽可能|尽量|慎重|通常|一般|原则上|考虑|避免)(?P<next>[\u3400-\u9fff]?)"
)
_HEDGE_FIRST = re.compile(
    r"(?P<hedge>通常|一般(?!要求|规定|工业|固|地区|项目|设备|用户|单位|人员|场所|建筑|区域|工况|缺陷|事故|不符合|问题|性)|原则上)"
    r"(?:情况下)?(?P<between>，?[^，。；：、的]{0,4}?|(?<=原则上)[^。；：、的]{0,14}?)(?P<verb>不?应)"
)
_DIRECTLY = re.compile(r"^(?:均|都|也|还|充分|优先|综合|同时|重点|首先|全面|主要|统筹|认真|适当|予以|加以)*$")
_PHRASE = re.compile(r"^(?:在|从|对|根据|按照?|结合|针对)[^，。；]{1,22}$")


@draft_rule("MOD-07", "hedged-requirement", Severity.ERROR, "9.4.2.2、9.4.2.3", "read")
def hedged(draft: Draft) -> Answer:
    """Finds: 应 or 不应 in one clause with 尽可能, 尽量, 考虑, 避免, 慎重, 通常, 一般, 原则上.

    Left alone: these words where they describe (应说明考虑的因素, 应采取措施避免…, 一般要求), or beside 宜; guides,
    where 应 itself is wrong.

    Why: they take back what 应 demands; they go with 宜.

    Wrong: 采样点应尽量靠近排放口。

    Right: 采样点宜尽量靠近排放口。
    """
    if draft.kind == "guide":
        return
    for one in provisions(draft):
        verbs = {verb.start: verb.word for verb in one.modals if verb.word in _SHOULD}
        if not verbs:
            continue
        text = outside_quotes(one.text)
        seen: set[int] = set()
        for start in verbs:
            found = _HEDGED.match(text, start)
            if found and _hedges(found) and start not in seen:
                seen.add(start)
                yield _hedge(one, found)
        for found in _HEDGE_FIRST.finditer(text):
            if found.start("verb") in verbs and found.start("verb") not in seen:
                yield _hedge(one, found)


def _hedges(found: re.Match[str]) -> bool:
    between, word, after = found["between"], found["hedge"], found["next"]
    if word in ("尽可能", "尽量"):
        return "的" not in between or bool(_PHRASE.match(between)) or len(between) < 12
    if word in ("通常", "一般", "原则上"):
        return word == "原则上" or (len(between) <= 2 and after not in ("的", "工", "要", "规", "情"))
    if after in ("的", "到", "因") and word == "考虑":
        return after == "到" and bool(_DIRECTLY.match(between))
    return bool(_DIRECTLY.match(between)) or (bool(_PHRASE.match(between)) and after != "的")


def _hedge(one: Said, found: re.Match[str]) -> Breach:
    verb, hedge = found["verb"], found["hedge"]
    right = verb.replace("应", "宜")
    short = found["between"] == "" or len(found[0].rstrip(found.groupdict().get("next") or "")) <= 8
    last = max(found.end("verb"), found.end("hedge"))
    words = found.string[found.start() : last] if short else found.string[found.start("verb") : last]
    start = found.start() if short else found.start("verb")
    return Breach(
        one.piece,
        f"“{hedge}”与“{verb}”连用，要求不明确",
        f"{hedge} used with {verb}: the requirement is taken back",
        words,
        f"用“{right}”表示推荐，或删去“{hedge}”",
        f"recommend with {right}, or drop {hedge}",
        start=one.at(start),
    )


_REQUIRES = frozenset({Provision.REQUIREMENT, Provision.RECOMMENDATION})
_CHOICE = re.compile(
    r"可(?:以)?(?:根据|选择|选用|自行|委托|酌情|适当|不|延长|申请|按需|视|另行|由[^，。；]{1,10}(?:决定|确定|担任|承担))"
)


def _gives(one: Said, verb: Modal) -> bool:
    """Whether a modal verb makes a requirement, a recommendation or a permission of a sentence."""
    if verb.external:
        return False
    if verb.provision in _REQUIRES:
        return True
    if verb.provision is not Provision.PERMISSION:
        return False
    return verb.word not in ("可", "可以") or bool(_CHOICE.match(one.text, verb.start))


_KIND = {
    Provision.REQUIREMENT: ("要求", "a requirement"),
    Provision.RECOMMENDATION: ("推荐", "a recommendation"),
    Provision.PERMISSION: ("允许", "a permission"),
}


@draft_rule("MOD-08", "provision-in-a-remark", Severity.ERROR, "9.2", "read")
def remark(draft: Draft) -> Answer:
    """Finds: 应, 宜, 必须 and the like, 可 that leaves a choice, or 请 in a note, an example or a text footnote.

    Left alone: footnotes of tables and figures, which may hold requirements; 可 that says what is possible
    (可用于, 可分为); quoted words.

    Why: notes and examples help to understand; a reader may skip them without missing a provision.

    Wrong: 注：排放因子应每年更新。

    Right: 注：排放因子通常每年更新。
    """
    inside = {note.index for table in tables(draft) for note in table.notes if note.kind is Kind.FOOTNOTE}
    for one in said(draft):
        piece = one.piece
        if piece.part in (Part.FOREWORD, Part.INTRODUCTION) or piece.index in inside or not _is_remark(piece):
            continue
        for verb in one.modals:
            if _gives(one, verb):
                yield _misplaced(one, verb, "注、示例或脚注", "a note, an example or a footnote")
                break
        else:
            if found := re.match(r"\s*(请)(?:[^求])", one.text):
                yield _misplaced(one, Modal("请", found.start(1), Provision.REQUIREMENT), "注、示例或脚注", "a remark")


def _is_remark(piece: Piece) -> bool:
    if piece.kind is Kind.CELL:
        return bool(re.match(r"\s*注\s?\d*[：:]", piece.text))
    return piece.kind in (Kind.NOTE, Kind.EXAMPLE) or (piece.kind is Kind.FOOTNOTE and not piece.label.isalpha())


def _misplaced(one: Said, verb: Modal, zh: str, en: str) -> Breach:
    kind = _KIND[verb.provision]
    return Breach(
        one.piece,
        f"{zh}中有{kind[0]}（“{verb.word}”）",
        f"{en} holds {kind[1]} ({verb.word})",
        verb.word,
        "改为陈述，或移入条文",
        "state it, or move it into a clause",
        start=one.at(verb.start),
    )


_WARNING = re.compile(r"\s*(?:警示|警告|危险|注意)\s?(?:——|：|:)")


@draft_rule("MOD-09", "provision-before-the-scope", Severity.ERROR, "8.3、8.4", "read")
def before_the_scope(draft: Draft) -> Answer:
    """Finds: a requirement, a recommendation or a permission in the foreword; a requirement in the introduction.

    Left alone: the fixed sentence on patents, what a law demands, words that contain a modal verb (应对气候变化).

    Why: the foreword tells where the document comes from and the introduction why; provisions begin after them.

    Wrong: 引言 … 各园区应按本文件开展核算。

    Right: 引言 … 本文件为各园区开展核算提供依据。
    """
    named = _named(draft)
    for one in said_of(draft, Part.FOREWORD, Part.INTRODUCTION):
        if _WARNING.match(one.piece.text):
            continue  # the warning that test methods have before their scope (GB/T 20001.4)
        begin, end = named.get((one.piece.index, one.sentence.start), (0, 0))
        for verb in one.modals:
            if begin <= verb.start < end:
                continue  # 应 and 可 are surnames and parts of the names of firms
            foreword = one.piece.part is Part.FOREWORD
            if verb.word == "应当" and not verb.external:
                verb = Modal(verb.word, verb.start, Provision.REQUIREMENT, proper=False)
            wrong = _gives(one, verb) if foreword else verb.provision is Provision.REQUIREMENT and not verb.external
            if wrong or (foreword and verb.word in ("可", "可以")):
                place = ("前言", "the foreword") if foreword else ("引言", "the introduction")
                yield _misplaced(one, verb, *place)


_NAMED_BY = re.compile(r"由(?P<names>[^，。；]*?)(?:共同|联合|负责)?(?:提出|归口)")


def _named(draft: Draft) -> dict[tuple[int, int], tuple[int, int]]:
    """Return where names of persons and bodies stand in the sentences of the foreword that give them."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for one in statements(draft):
        text, key = one.sentence.text, (one.piece.index, one.sentence.start)
        if one.state in (State.BODIES, State.DRAFTERS):
            found[key] = (0, len(text))
        elif one.state in (State.PROPOSED, State.MANAGED) and (names := _NAMED_BY.search(text)):
            found[key] = names.span("names")
    return found


@draft_rule("MOD-10", "two-types-in-one-sentence", Severity.WARNING, "9.1", "read")
def mixed(draft: Draft) -> Answer:
    """Finds: one sentence that requires and also recommends or permits.

    Left alone: 应能, a modal verb in a condition (可采用缺省值时，应…) or in a description (可由第三方提供的数据应…).

    Why: the reader has to tell what is required from what is left to him.

    Wrong: 组织应编制年度报告，可委托第三方完成。

    Right: 组织应编制年度报告。编制工作可委托第三方完成。
    """
    for one in provisions(draft):
        if len(one.modals) < 2:
            continue
        main = [verb for verb in one.modals if verb.provision in _KIND and not verb.external and _governs(one, verb)]
        strict = next((verb for verb in main if verb.provision is Provision.REQUIREMENT), None)
        loose = next((verb for verb in main if verb.provision is not Provision.REQUIREMENT), None)
        if strict is None or loose is None or abs(strict.start - loose.start) <= len(strict.word):
            continue
        if clause_around(one.text, strict.start) == clause_around(one.text, loose.start):
            continue
        if loose.word in ("可", "可以") and loose.start < strict.start and _LIMITS.match(one.text, strict.start):
            continue  # what is permitted, and its limit: 可降低供水温度，室温下降不应超过1 ℃
        if loose.word == "可" and one.text[max(loose.start - 1, 0) : loose.start] in ("方", "才"):
            continue  # what may be done only then: 预冷后方可装车
        second = max(strict, loose, key=lambda verb: verb.start)
        yield Breach(
            one.piece,
            f"一个句子中既有“{strict.word}”又有“{loose.word}”",
            f"one sentence with both {strict.word} and {loose.word}",
            second.word,
            "分为两句，每句一种条款类型",
            "make two sentences, each of one type",
            start=one.at(second.start),
        )


_LIMITS = re.compile(r"不应(?:超过|大于|高于|低于|小于|少于|多于)")


def _governs(one: Said, verb: Modal) -> bool:
    return not conditional(one.text, verb.start) and not attributive(one.text, verb.start)


RULES: tuple[DraftRule, ...] = (instruction, vague, hedged, remark, before_the_scope, mixed)
