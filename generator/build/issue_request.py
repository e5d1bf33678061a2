"""What is asked for when an edition is issued, and what that says in its revision record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.base.characters import UNSHOWABLE
from generator.base.findings import Finding, Outcome, Rule
from generator.build.issue_rules import DATE, NO_CHANGE, SIGNER, VERSION
from generator.project.editions import Edition, version_key, versions
from generator.project.issued import FOLDER, Revision
from generator.project.models import DocumentOrder
from generator.project.project import Project
from generator.project.suggestions import listing

STEPS = ("prepared", "reviewed", "approved")
_LONGEST = 300
#: A signature over the bytes of edition.json, or the finding that says why there is none.
Sign = Callable[[bytes], Outcome[bytes]]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be issued. ``by`` maps a step (prepared, reviewed, approved) to an id of the project's files."""

    folder: Path
    document: str
    change: str
    version: str = ""
    by: Mapping[str, str] = field(default_factory=dict)
    allow_dirty: bool = False
    sign: Sign | None = None


def home_of(project: Project, order: DocumentOrder) -> Path:
    """Return where a document's editions lie."""
    return project.root / FOLDER / order.id


def said(order: DocumentOrder, rule: Rule, zh: str, en: str, hint_zh: str = "", hint_en: str = "") -> Finding:
    """Return a finding at the place where the project says which edition it wants."""
    return rule.at(order.place("edition"), zh, en, hint_zh=hint_zh, hint_en=hint_en)


def revision_for(request: Request, project: Project, order: DocumentOrder, last: Edition | None) -> Outcome[Revision]:
    """Return the entry that an edition adds to the revision record; ``last`` is the edition before it."""
    found: list[Finding] = []
    change = request.change.strip()
    if not change or len(change) > _LONGEST or UNSHOWABLE.search(change) or re.search(r"[\r\n\t]", change):
        zh, en = "没有写明修订内容，或内容不是一行文字", "what changed is not said in one line of text"
        hint_zh = f'--change "按核查意见更正数据"（1～{_LONGEST} 字）'
        found.append(said(order, NO_CHANGE, zh, en, hint_zh, f'--change "what changed" (1 to {_LONGEST} characters)'))
    date = order.date.isoformat()
    if last is not None and date < last.date:
        found.append(
            said(
                order,
                DATE,
                f"文档日期 {date} 早于上一版本 {last.version} 的 {last.date}",
                f"the document's date {date} is before that of edition {last.version}, {last.date}",
                f"documents 中 {order.id} 的 date 写 {last.date} 或之后的日期",
                f"set date of {order.id} under documents to {last.date} or later",
            )
        )
    version, right = _version(request.version, order.edition, last)
    if right:
        wanted, known = request.version or order.edition, listing(versions(home_of(project, order)))
        found.append(
            said(
                order,
                VERSION,
                f"不能发布为版本 {wanted!a}：已发布 {known}，项目文件中为 {order.edition}",
                f"cannot issue version {wanted!a}: issued are {known}, project.yaml says {order.edition}",
                f"例如 --version {right}；已发布的版本不会被覆盖",
                f"for example --version {right}; an issued edition is never overwritten",
            )
        )
    signed, faults = _signed(request, project, order)
    found += faults
    return Outcome(None if found else Revision(version, date, change, **signed), tuple(found))


def _version(wanted: str, edition: str, last: Edition | None) -> tuple[str, str]:
    """Return the version to issue, or, where it is refused, one that could be."""
    asked, before = version_key(edition), version_key(last.version) if last else None
    following = ".".join(map(str, (before[0], before[1] + 1))) if before else ""
    later = before is None or (asked is not None and asked > before)
    if not wanted:
        if asked is None and before is None:
            return "", "1.0"
        return (edition if later else following), ""
    key = version_key(wanted)
    if key is None or (before is not None and key <= before) or (asked is not None and key < asked):
        return "", (edition if later and asked is not None else following) or "1.0"
    return wanted, ""


def _signed(request: Request, project: Project, order: DocumentOrder) -> tuple[dict[str, str], list[Finding]]:
    """Return who prepared, reviewed and approved: roles and firms that the project's files name."""
    language, file = order.language, project.file
    known = {one.id: one.name.text.say(language) for one in file.firms}
    for one in file.responsible:
        role, department = one.role.text.say(language), one.department.text.say(language)
        known[one.id] = f"{department}{role}" if language == "zh" else f"{role}, {department}"
    engagement = next((one for one in file.engagements if one.id == order.engagement), None)
    signed = {"prepared": known.get(engagement.firm, "") if engagement else ""}
    found = []
    for step, name in request.by.items():
        if step in STEPS and name in known:
            signed[step] = known[name]
            continue
        zh, en = f"项目文件中没有“{step}={name}”", f"the project's files have no {step}={name}"
        example, steps = f"--by approved={next(iter(known), 'firm')}", "/".join(STEPS)
        hint_zh, hint_en = f"{steps}；可用：{listing(known)}；例如 {example}", f"{steps}; known: {listing(known)}"
        found.append(said(order, SIGNER, zh, en, hint_zh, hint_en))
    return signed, found
