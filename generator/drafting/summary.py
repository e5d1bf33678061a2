"""What a lint run says after its findings: how many, of what, and what could not be told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from generator.base.findings import Severity
from generator.base.text import Language
from generator.drafting.draft import Draft
from generator.drafting.lint import LintReport

_KINDS: dict[str, tuple[str, str]] = {
    "guide": ("指南", "guide"),
    "specification": ("规范", "specification"),
    "code": ("规程", "code of practice"),
    "method": ("试验方法", "test method"),
    "terminology": ("术语", "terminology"),
    "classification": ("分类", "classification"),
    "symbols": ("符号", "symbols"),
    "": ("未识别", "not recognised"),
}
KINDS = tuple(kind for kind in _KINDS if kind)


def summary(draft: Draft, report: LintReport, language: Language, *, untold: bool = False) -> Iterable[str]:
    """Yield the lines of the summary; ``untold`` lists the rules that could not tell, with why."""
    zh = language == "zh"
    by = Counter(hit.finding.severity for hit in report.hits)
    kind = _KINDS[draft.kind if draft.kind in _KINDS else ""][0 if zh else 1]
    errors, warnings = by[Severity.ERROR], by[Severity.WARNING]
    rules = len({hit.rule.rule.id for hit in report.hits})
    if zh:
        yield (
            f"文件类型：{kind}；错误 {errors}，警告 {warnings}，涉及规则 {rules} 条；"
            f"无法判断的规则 {len(report.untold)} 条"
        )
    else:
        yield (
            f"document type: {kind}; {errors} errors, {warnings} warnings by {rules} rules;"
            f" {len(report.untold)} rules cannot tell"
        )
    if draft.numbers_lost:
        yield (
            "文本丢失了自动编号：标题层次由文字推断，需要编号的规则未运行；请对 .docx 运行以得到完整结果"
            if zh
            else "the text has lost its automatic numbers: levels are inferred, rules on numbers not run; use the .docx"
        )
    if untold:
        for rule, why in report.untold:
            yield f"  {rule.rule.id} {why.say(language)}"
