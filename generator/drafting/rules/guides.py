"""GDE: what a guide holds and how it says it (GB/T 1.1-2020, table 4; GB/T 20001.7-2017)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind, Part, Piece
from generator.drafting.framework import Answer, Breach, CannotTell, DraftRule, draft_rule
from generator.drafting.imperatives import instructions
from generator.drafting.listing import cited, covers, reference_list
from generator.drafting.mentions import Mention
from generator.drafting.modals import Provision, provision, reported
from generator.drafting.provisions import said_of
from generator.drafting.rules.annexes import annex_mentions
from generator.drafting.views import literature

_GUIDE = ("guide",)
_SHOULD = frozenset({"应", "不应", "应该", "不应该"})
_REMARKS = frozenset({Kind.NOTE, Kind.EXAMPLE, Kind.FOOTNOTE})


def _requirements(draft: Draft, part: Part) -> Iterator[Breach]:
    for one in said_of(draft, part):
        if one.piece.kind in _REMARKS:
            continue
        for verb in one.modals:
            if verb.word not in _SHOULD or reported(one.text, verb.start):
                continue
            right = "不宜" if verb.word.startswith("不") else "宜"
            yield Breach(
                one.piece,
                f"指南中有要求（“{verb.word}”）",
                f"a guide holds a requirement ({verb.word})",
                verb.word,
                f"用“{right}”推荐，或改为陈述",
                f"recommend with {right}, or state it",
                start=one.at(verb.start),
            )


@draft_rule("GDE-01", "requirement-in-a-guide", Severity.ERROR, "8.11 表4", "read", kinds=_GUIDE)
def requirement(draft: Draft) -> Answer:
    """Finds: 应 or 不应 in the chapters of a guide after the fixed ones.

    Left alone: words that contain 应 (相应, 应用), quoted words, what a law demands. Annexes: GDE-02;
    必须, 不得: MOD-01; 应当: MOD-02; notes and examples: MOD-08.

    Why: the core of a guide is written with recommendations and statements.

    Wrong: 服务机构应配备专职人员。

    Right: 服务机构宜配备专职人员。
    """
    yield from _requirements(draft, Part.BODY)


@draft_rule("GDE-02", "prescription-in-a-guide", Severity.WARNING, "GB/T 20001.7-2017", "memory", kinds=_GUIDE)
def prescription(draft: Draft) -> Answer:
    """Finds: 应 or 不应 in the annexes of a guide, and sentences that order without subject and modal verb.

    Left alone: items below a lead-in that ends with a colon, headings, sentences that state. Chapters: GDE-01.

    Why: a guide advises; it does not prescribe a practice.

    Wrong: 加强能源计量管理，建立计量台账。

    Right: 组织宜建立能源计量台账。
    """
    yield from _requirements(draft, Part.ANNEX)
    for one, words in instructions(draft):
        yield Breach(
            one.piece,
            "指南中用祈使句规定做法",
            "a guide prescribes with an imperative sentence",
            words,
            "写明主语和“宜”，或改为陈述",
            "name who acts and write 宜, or state it",
            start=one.sentence.start + one.text.find(words),
        )


@draft_rule("GDE-03", "recommended-reference", Severity.ERROR, "9.5.4.2.1 c)", "read", kinds=_GUIDE)
def recommended_reference(draft: Draft) -> Answer:
    """Finds: a document that a recommendation of a guide cites normatively and chapter 2 does not list.

    Left alone: citations that only inform (见…, 参见… in brackets), and what requirements cite (REF-03).

    Why: in a guide a recommendation makes the cited document a normative reference.

    Wrong: 计量器具的配备宜符合GB 17167的规定。 with GB 17167 in the bibliography

    Right: the same sentence with GB 17167 in chapter 2
    """
    chapter = reference_list(draft)
    if chapter is None:
        return
    informative = literature(draft)
    for places in cited(draft).values():
        strong = [one for one in places if one.normative]
        first = next((one for one in strong if one.recommends), None)
        if first is None or any(covers(entry, first) for entry in chapter.entries):
            continue
        below = [entry.piece for entry in informative if covers(entry, first)]
        yield Breach(
            first.piece,
            f"指南的推荐型条款引用了 {first.code} {first.number}，“规范性引用文件”中没有列出",
            f"a recommendation of the guide cites {first.code} {first.number}, which chapter 2 does not list",
            first.text,
            "从参考文献移入第2章" if below else "列入第2章；若只供参考，改用资料性的表述",
            "move it from the bibliography to chapter 2" if below else "list it in chapter 2, or cite it informatively",
            start=first.start,
            related=tuple(below),
        )


_USES = re.compile(r"(?:按照?|依据|根据|遵照|符合|满足|采用|使用|执行|参照)\s*(?:本文件的?|本文件中的?)?$")


def _made_normative(mention: Mention) -> bool:
    """Whether a recommendation names an annex as what to go by: 宜按附录A…, and not 宜采用…（见附录A）."""
    before = mention.sentence.text[: max(mention.start - mention.sentence.start, 0)]
    if mention.piece.kind in _REMARKS or mention.piece.part not in (Part.BODY, Part.ANNEX):
        return False
    return bool(_USES.search(before)) and provision(mention.sentence.text) is Provision.RECOMMENDATION


@draft_rule("GDE-04", "annex-of-a-guide", Severity.ERROR, "9.6.1.2 c)", "read", kinds=_GUIDE)
def annex(draft: Draft) -> Answer:
    """Finds: an annex of a guide called 资料性 that a recommendation tells to go by, or 规范性 that is only hinted at.

    Why: in a guide the recommendation that names an annex makes it normative; all other annexes inform.

    Wrong: 数据宜按附录A采集。 with 附录A （资料性）

    Right: 数据宜按附录A采集。 with 附录A （规范性）
    """
    found = annex_mentions(draft)
    # without numbers the order of the annexes gives their letters, where each shows its character
    if draft.numbers_lost and not all(section.role for section in draft.annexes):
        yield CannotTell("附录的编号已丢失，无法判断", "the letters of the annexes are lost: it cannot tell")
        return
    for section in draft.annexes:
        named = found.get(section.annex, [])
        strong = [one for one in named if _made_normative(one)]
        piece = next(
            (one for one in (*section.pieces, section.head) if one is not None and section.role in one.text), None
        )
        if not section.role or not named or piece is None:
            continue
        if strong and section.role == "资料性":
            yield _role(piece, "资料性", "规范性", "推荐型条款提及了该附录", strong[0].piece)
        elif section.role == "规范性" and all(_hints(one) for one in named):
            yield _role(piece, "规范性", "资料性", "没有条款要求或推荐使用该附录", named[0].piece)


def _hints(mention: Mention) -> bool:
    """Whether a mention only points: its sentence states, or the annex stands behind 见 in brackets."""
    before = mention.sentence.text[: max(mention.start - mention.sentence.start, 0)]
    if re.search(r"[（(]\s*参?见\s*$", before):
        return True
    return provision(mention.sentence.text) is Provision.STATEMENT and not _USES.search(before)


def _role(piece: Piece, wrong: str, right: str, why: str, mention: Piece) -> Breach:
    return Breach(
        piece,
        f"附录标为{wrong}，但{why}",
        f"the annex is called {wrong}, but the text makes it {right}",
        wrong,
        f"改为“{right}”，或改写提及该附录的句子",
        f"write {right}, or rewrite the sentence that names the annex",
        related=(mention,),
    )


_DEMANDING = re.compile(r"(?:总体|通用|一般|基本)(?:技术|管理)?要求$")


@draft_rule("GDE-05", "requirements-chapter-in-a-guide", Severity.WARNING, "8.10", "derived", kinds=_GUIDE)
def requirements_chapter(draft: Draft) -> Answer:
    """Finds: a chapter or clause of a guide whose title is or ends with 总体要求, 通用要求, 一般要求 or 基本要求.

    Why: such a chapter holds requirements, which a guide does not have.

    Wrong: 4 总体要求

    Right: 4 总则
    """
    for piece in draft.of(Kind.CHAPTER, Kind.HEADING, part=Part.BODY):
        title = piece.text.strip()
        if found := _DEMANDING.search(title):
            yield Breach(
                piece,
                f"指南中不设“{found[0]}”",
                f"a guide has no {found[0]}",
                found[0],
                "改为“总则”“总体原则”等，内容写成推荐或陈述",
                "call it 总则 or 总体原则 and recommend or state",
                start=piece.text.find(title) + found.start(),
            )


_GENERAL = re.compile(r"总则|原则|考虑|因素|概述|总体|通则|概要|一般")


@draft_rule("GDE-06", "build-of-a-guide", Severity.NOTE, "GB/T 20001.7-2017", "memory", needs="numbers", kinds=_GUIDE)
def build(draft: Draft) -> Answer:
    """Finds: a guide none of whose titles speaks of principles or of factors to consider: a hint on the usual build.

    Why: a guide usually goes from 总则 to the factors to consider, with cases in annexes.

    Wrong: 4 采集, 5 报告 and nothing before them

    Right: 4 总则, 5 需考虑的因素, 6 采集
    """
    chapters = [one for one in draft.chapters if one.part is Part.BODY]
    titles = [node.title for chapter in chapters for node in chapter.walk()]
    if len(chapters) < 2 or any(_GENERAL.search(title) for title in titles):
        return
    yield Breach(
        chapters[0].head,
        "指南没有总则，也没有需考虑的因素",
        "the guide has neither principles nor factors to consider",
        chapters[0].title,
        "指南通常先给出总则和需考虑的因素",
        "a guide usually begins with 总则 and the factors to consider",
    )


RULES: tuple[DraftRule, ...] = (
    requirement,
    prescription,
    recommended_reference,
    annex,
    requirements_chapter,
    build,
)
