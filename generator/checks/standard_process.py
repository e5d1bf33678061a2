"""What goes with a draft standard, held against the draft itself (RL030)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.base.findings import Finding, Position, Rule, Severity
from generator.checks.framework import Case, project_rule
from generator.document.places import Places, places
from generator.project.project import Project
from generator.project.standard_comments import comments_of
from generator.project.suggestions import nearest


@project_rule("RL030", "clause-not-in-draft", Severity.ERROR, "GB/T 1.1-2020, 9.5")
def clause_not_in_draft(case: Case, rule: Rule) -> Iterable[Finding]:
    """A comment, a basis or an opinion on a clause that the draft does not have.

    Finds: the ``clause`` of a comment, of a basis, of a disagreement or of a review's opinion that is neither the id
    nor the number nor the title of a place in the project's draft, nor a word such as 全文; looked for where the draft
    is one of the documents built.
    Why: clauses move while a draft is revised; a comment on 6.3 of a draft that ends at 6.2 cannot be followed.
    Wrong: ``clause: sampling`` where the draft has ``# 凭证抽查 {#checks}``.
    Right: ``clause: checks``, which stays right when the chapters are numbered anew.
    """
    draft = next((one for one in case.documents if one.theme == "standard"), None)
    if draft is None or case.project.file.standard is None:  # no draft, or one that could not be read
        return
    known = places(draft.blocks, draft.numbering)
    for clause, at, zh, en in named_clauses(case.project):
        if not known.holds(clause):
            yield _unknown(rule, known, clause, at, zh, en)


def _unknown(rule: Rule, known: Places, clause: str, at: Position, zh: str, en: str) -> Finding:
    near = nearest(clause, known.by_name) or next(iter(known.by_name), "全文")
    return rule.at(
        at,
        f"{zh}的章条“{clause}”不在标准草案中",
        f"{en}: the draft has no clause {clause!r}",
        hint_zh=f"填写草案中的标识、编号或标题，例如 {near}；对全文的意见写 全文",
        hint_en=f"write an id, number or title of the draft, for example {near}; 全文 for the whole",
    )


def named_clauses(project: Project) -> Iterator[tuple[str, Position, str, str]]:
    """Yield every clause that the section ``standard_process`` names, with its place and who names it."""
    section = project.file.standard_process
    if section is None:
        return
    for comment in comments_of(project):
        number = comment.number if comment.number is not None else comment.id
        yield comment.clause, comment.place("clause"), f"第 {number} 号意见", f"comment {number}"
    for basis in section.clauses:
        yield basis.clause, basis.place("clause"), "条款依据", "a clause's basis"
    for one in section.disagreements:
        yield one.clause, one.place("clause"), f"分歧意见 {one.id}", f"the disagreement {one.id}"
    for opinion in section.review.opinions if section.review is not None else ():
        yield opinion.clause, opinion.place("clause"), f"审查意见 {opinion.id}", f"the review's opinion {opinion.id}"


CHECKS = (clause_not_in_draft,)
