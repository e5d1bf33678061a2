"""The cover of a draft standard by its level (GB/T 1.1-2020, 8.1)."""

from __future__ import annotations

from generator.compose.standard.foreword import number_of
from generator.document.blocks import StandardCover
from generator.drafting.fixed import PATENTS_ASKED
from generator.project.sections.standard import Standard

STAGES = {
    "working-draft": "（工作组讨论稿）",
    "comment-draft": "（征求意见稿）",
    "review-draft": "（送审稿）",
    "approval-draft": "（报批稿）",
    "published": "",
}
_CONFORMITY = {"identical": "IDT", "modified": "MOD", "not-equivalent": "NEQ"}


def standard_cover(standard: Standard, conformity: str = "") -> StandardCover:
    """Return the cover; ``conformity`` is the number of the international document that it goes by."""
    mark = standard.international
    draft = not standard.published_already
    replaced = "、".join(one.document for one in standard.replaces)
    return StandardCover(
        level=standard.level,
        ics=standard.ics,
        ccs=standard.ccs,
        code=standard.code,
        kind=_kind(standard),
        number=number_of(standard.code, standard.number, standard.year),
        names=tuple(one.zh for one in standard.name),
        english=tuple(one.en for one in standard.name if one.en),
        publisher=standard.publisher.zh,
        replaces=f"代替 {replaced}" if replaced else "",
        record=f"备案号：{standard.record}" if standard.record else "",
        conformity=f"（{conformity}，{_CONFORMITY[mark.relation]}）" if mark and conformity else "",
        stage=STAGES[standard.stage],
        patents=PATENTS_ASKED if draft else "",
        published=f"{standard.published or 'XXXX-XX-XX'}发布",
        implemented=f"{standard.implemented or 'XXXX-XX-XX'}实施",
    )


def _kind(standard: Standard) -> str:
    match standard.level:
        case "national":
            return "中华人民共和国国家标准"
        case "industry":
            return f"中华人民共和国{standard.area}行业标准"
        case "local":
            return f"{standard.area}地方标准"
        case "group":
            return "团体标准"
        case _:
            return f"{standard.publisher.zh}企业标准"
