"""SYM-04: Chinese short forms, introduced and colloquial (GB/T 1.1-2020, 9.4.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.findings import Severity
from generator.drafting.corpus import Place, corpus, own_words
from generator.drafting.draft import HEADS, Draft, Kind, Part
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.views import terms

_CALLED = re.compile(
    r"(?P<full>[\u3400-\u9fffA-Za-z0-9（）()《》·]{2,40}?)\s*(?P<all>[（(]\s*(?:以下|下文|下称|后文)?(?:统一)?(?:简称|统称|称)(?:为|：|:)?\s*"
    r"(?P<open>[“\"]?)(?P<short>[^“”\"（）()，。；A-Z]{1,20})[”\"]?\s*[）)])"
)


#: What stands before the text in which a short form is introduced.
_BEFORE = (Part.FOREWORD, Part.INTRODUCTION)

#: Short forms of daily work with their full names; each pattern leaves out the words that hold the same characters.
_COLLOQUIAL: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), full)
    for pattern, full in (
        (r"双碳(?![酸化氢])", "碳达峰碳中和"),
        (r"(?<!排放)(?<!能耗)双控(?=目标|要求|指标|考核|政策|任务|管理制度)", "能耗双控或碳排放双控的全称"),
        (r"(?<!循)环评(?![价估定审比选])", "环境影响评价"),
        (r"(?<![治保平公])安评(?![价估定审比选])", "安全评价"),
        (r"稳评(?![价估定审比选])", "社会稳定风险评估"),
        (r"楼控(?!制)", "楼宇自动控制"),
        (r"(?<![加施人手化竣分])工控(?!制)", "工业控制"),
        (r"危化品", "危险化学品"),
        (r"危废(?![物弃水气料液])", "危险废物"),
        (r"(?<![凝稳加])固废(?![物弃水气料液])", "固体废物"),
        (r"(?<!医)院感(?!染|受|觉|知)", "医院感染"),
        (r"消控室", "消防控制室"),
        (r"智改数转", "智能化改造和数字化转型"),
        (r"(?<![动手停随飞司])机封(?![闭装口存条])", "机械密封"),
        (r"(?<!功)能评(?![价估定审比选])", "节能评估"),
        (r"(?<![高同对])等保(?=测评|备案|要求|定级|整改|三级|二级)", "网络安全等级保护"),
        (r"密评(?![价估定审比选])", "商用密码应用安全性评估"),
        (r"水保(?=方案|措施|设施|监测|验收)", "水土保持"),
        (r"(?<!劳)职卫(?=评价|检测|管理|防护)", "职业卫生"),
        (r"农残", "农药残留"),
        (r"兽残", "兽药残留"),
        (r"(?<!禁)危大工程", "危险性较大的分部分项工程"),
        (r"(?<![人官功职可性动])能管(?=系统|平台|中心)", "能源管理"),
        (r"(?<![减增])压容(?!量|积)", "压力容器"),
        (r"食安(?=管理|风险|员|责任|监管)", "食品安全"),
        (r"质保书", "质量保证书"),
        (r"(?<!主)配变(?!化|更|成|得|为)", "配电变压器"),
    )
)


def _colloquial(draft: Draft) -> Iterator[Breach]:
    """Yield short forms of daily work that no place introduces: at the first place, beside the full words at each."""
    words = own_words(draft)
    introduced = {one["short"].strip() for piece in words.pieces for one in _CALLED.finditer(piece.text)}
    for pattern, full in _COLLOQUIAL:
        for place in words.search(pattern):
            if place.words in introduced or place.piece.kind is Kind.TERM:
                continue
            yield Breach(
                place.piece,
                f"“{place.words}”是口头简称，没有给出全称",
                f"{place.words} is a short form of daily speech whose full words stand nowhere",
                place.words,
                f"写全称（{full}），或首次出现时写“（以下简称“{place.words}”）”",
                "write the full words, or introduce the short form at its first use",
                start=place.start,
                severity=Severity.WARNING,
            )
            if full not in words.text:  # beside the full words each place is another name of the thing
                break


@draft_rule("SYM-04", "short-form", Severity.ERROR, "9.4.3.2", "read")
def short_forms(draft: Draft) -> Answer:
    """Finds: a short form introduced without quotes, used before its introduction, introduced and never used.

    Also short forms of daily speech that no place introduces: 环评, 危废, 楼控.

    Why: 以下简称“……” stands in brackets at the first use; from there on the short form is used.

    Wrong: 碳排放数据管理平台（以下简称数据平台）

    Right: 碳排放数据管理平台（以下简称“数据平台”）
    """
    yield from _colloquial(draft)
    words = corpus(draft)
    for piece in words.pieces:
        for one in _CALLED.finditer(piece.text):
            short = one["short"].strip()
            if not one["open"]:
                yield Breach(
                    piece,
                    f"简称“{short}”没有加引号",
                    f"the short form {short} stands without quotes",
                    one["all"],
                    f"写“（以下简称“{short}”）”",
                    f"write （以下简称“{short}”）",
                    start=one.start("all"),
                    fix=f"（以下简称“{short}”）",
                )
            places = [place for place in words.find(short) if not (place.piece is piece and place.start >= one.start())]
            places += [place for place in words.find(short) if place.piece is piece and place.start >= one.end()]
            yield from _short_used(
                short, one["full"], places, piece.index, one.start("all"), words.pieces[0].index, draft
            )


def _short_used(
    short: str, full: str, places: list[Place], index: int, start: int, first: int, draft: Draft
) -> Iterator[Breach]:
    piece = draft.pieces[index]
    if not places:
        yield Breach(
            piece,
            f"给出了简称“{short}”，其后没有使用",
            f"the short form {short} is introduced and not used",
            short,
            "删去简称",
            "drop the short form",
            start=piece.text.find(short, start),
            severity=Severity.WARNING,
        )
    early = [place for place in places if place.piece.index < index and place.piece.kind not in (*HEADS, Kind.TERM)]
    early = [place for place in early if full[-len(short) :] != short and place.piece.part not in _BEFORE]
    defined = any(term.zh == short for term in terms(draft))  # the term tells what it means
    if early and first < index and len(short) > 2 and not defined:
        yield Breach(
            early[0].piece,
            f"简称“{short}”在给出全称之前使用",
            f"the short form {short} is used before it is introduced",
            short,
            "在首次出现处给出全称和简称",
            "introduce it at its first use",
            start=early[0].start,
            related=(piece,),
        )


RULES: tuple[DraftRule, ...] = (short_forms,)
