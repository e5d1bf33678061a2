"""The summary of a range: what a reviewer reads first, as Markdown for a pull request or a server's page of the run.

The overview comes first, then what is wrong, then each project's numbers with their causes and its texts. A forge
takes so much text and no more: projects beyond that are named with where their changes are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from generator.base.findings import Finding, Severity
from generator.base.text import Language
from generator.build.ci.results import Result
from generator.build.ci.span import Span
from generator.build.ci.touched import TouchedDocument
from generator.review.changes import DocumentChanges
from generator.review.digest import digest
from generator.review.markdown import escaped, markdown

#: The first line, by which a server's next run knows its own comment.
MARK = "<!-- tanwen ci -->"
#: GitHub takes 65,536 characters in a comment.
_MOST = 60_000
_ERRORS, _COMMITS = 20, 8

#: Where an artefact is to be found, by its path below the folder of artefacts.
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file written for a document of a project: what it is, and where below the folder of artefacts."""

    project: str
    document: str
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a summary is made from."""

    span: Span
    results: tuple[Result, ...]
    artefacts: tuple[Artefact, ...]
    language: Language
    address: Address = field(default=lambda path: path)


def summary(page: Page) -> str:
    """Return the summary of a range as Markdown."""
    parts = [MARK, *_head(page)]
    if page.results:
        parts += ["", *_overview(page), *_errors(page)]
    text = "\n".join(parts) + "\n"
    left = []
    for result in page.results:
        told = "\n".join(_project(page, result)) + "\n"
        if len(text) + len(told) > _MOST:
            left.append(result)
        else:
            text += told
    return text + "\n".join(_left(page, left))


def _say(page: Page, zh: str, en: str) -> str:
    return zh if page.language == "zh" else en


# ------------------------------------------------------------------------------------------------- head


def _head(page: Page) -> Iterator[str]:
    yield f"# {_title(page)}"
    yield ""
    old = f"`{page.span.old.commit[:10]}`" if page.span.old else "∅"
    new = f"`{page.span.new.commit[:10]}`" + (" +" if page.span.dirty else "")
    yield f"{old} → {new}{_commits(page)}"
    for remark in page.span.remarks:
        yield f"\n> ⚠ {escaped(remark.say(page.language))}"


def _title(page: Page) -> str:
    documents = sum(len(result.touched.documents) for result in page.results)
    if not page.results:
        return _say(page, "碳文：没有涉及任何文档", "Tanwen: no document is touched")
    projects = len(page.results)
    numbers = sum(len(result.changes.headlines) for result in page.results if result.changes)
    errors = sum(len(result.errors) for result in page.results)
    zh = f"碳文：涉及 {projects} 个项目的 {documents} 份文档，{numbers} 个数值有变化"
    en = f"Tanwen: {_count(documents, 'document')} of {_count(projects, 'project')} touched"
    en += f", {_count(numbers, 'number')} changed"
    if errors:
        zh, en = f"{zh}；{errors} 处错误", f"{en}; {_count(errors, 'error')}"
    return _say(page, zh, en)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _commits(page: Page) -> str:
    commits = page.span.commits
    if not commits:
        return ""
    told = [f"{escaped(one.subject)} ({escaped(one.author)})" for one in commits[:_COMMITS]]
    rest = len(commits) - len(told)
    if rest:
        told.append(_say(page, f"另有 {rest} 个提交", f"and {_count(rest, 'commit')} more"))
    head = _say(page, f" · {len(commits)} 个提交：", f" · {_count(len(commits), 'commit')}: ")
    return head + "; ".join(told)


# --------------------------------------------------------------------------------------------- overview


def _overview(page: Page) -> Iterator[str]:
    head = ("项目", "文档", "变化", "数值（处）", "文字、表图（处）", "检查", "文件")
    if page.language == "en":
        head = ("project", "document", "change", "figures", "text, tables", "findings", "files")
    yield f"| {' | '.join(head)} |"
    yield "| --- | --- | --- | ---: | ---: | --- | --- |"
    for result in page.results:
        first = True
        for document in result.touched.documents or (None,):
            project = _code(result.touched.id) if first else ""
            cells = (project, *_row(page, result, document), _findings(page, result) if first else "")
            files = _files(page, result, document.id if document else "")
            yield f"| {' | '.join((*cells, files))} |"
            first = False


def _row(page: Page, result: Result, document: TouchedDocument | None) -> tuple[str, str, str, str]:
    """Return title, what became of it, and how many of its numbers and texts changed."""
    if document is None:
        return ("—", _fate(page, result.touched.fate), "", "")
    changed = _changed(result, document.id)
    made = result.new.documents.get(document.id) if result.new else None
    title = changed.title if changed else made.cover.title if made else ""
    name = f"{escaped(title)}<br>{_code(document.id)}" if title else _code(document.id)
    if changed is None or document.fate != "changed":
        return (name, _fate(page, document.fate), "", "")
    if changed.fate == "same":
        return (name, _say(page, "读者所见相同", "reads the same"), "0", "0")
    found = digest(changed)
    return (name, _fate(page, changed.fate), str(len(changed.shown)), str(len(found.text) + len(found.grids)))


def _fate(page: Page, fate: str) -> str:
    words = {
        "new": ("新增", "new"),
        "added": ("新增", "new"),
        "gone": ("删除", "removed"),
        "changed": ("修改", "changed"),
    }
    zh, en = words.get(fate, (fate, fate))
    return _say(page, zh, en)


def _changed(result: Result, document: str) -> DocumentChanges | None:
    documents = result.changes.documents if result.changes else ()
    return next((one for one in documents if one.id == document), None)


def _findings(page: Page, result: Result) -> str:
    counts = Counter(f.severity for f in result.findings if not f.waiver)
    shown = ((Severity.ERROR, "❌", "错误", "error"), (Severity.WARNING, "⚠️", "警告", "warning"))
    parts = [
        f"{mark} {_say(page, f'{counts[s]} {zh}', _count(counts[s], en))}" for s, mark, zh, en in shown if counts[s]
    ]
    if result.changes:
        came, went = len(result.changes.findings.came), len(result.changes.findings.went)
        if came or went:
            parts.append(_say(page, f"新增 {came}，消失 {went}", f"{came} new, {went} gone"))
    return "<br>".join(parts) or "✅"


def _files(page: Page, result: Result, document: str) -> str:
    mine = [one for one in page.artefacts if one.project == result.touched.id and one.document == document]
    return " · ".join(f"[{escaped(one.kind)}]({_url(page.address(one.path))})" for one in mine)


def _url(address: str) -> str:
    """Return an address as a link takes it: what would end the link is spelled by number."""
    from urllib.parse import quote

    return quote(address, safe="/:#?=&%@+,;~")


def _code(text: str) -> str:
    return f"`{text.replace('`', chr(39)).replace('|', '/')}`"


# ----------------------------------------------------------------------------------------------- errors


def _errors(page: Page) -> Iterator[str]:
    """Yield what stands in the way of final documents, from all projects."""
    errors = [(result, finding) for result in page.results for finding in result.errors]
    if not errors:
        return
    yield from ("", _say(page, f"## ❌ {len(errors)} 处错误", f"## ❌ {_count(len(errors), 'error')}"), "")
    for _, finding in errors[:_ERRORS]:
        yield f"- {_finding(page, finding)}"
    if len(errors) > _ERRORS:
        rest = len(errors) - _ERRORS
        yield f"- {_say(page, f'另有 {rest} 处，见 findings.sarif', f'and {rest} more: see findings.sarif')}"


def _finding(page: Page, finding: Finding) -> str:
    said = f"{_code(str(finding.position))} {escaped(finding.message.say(page.language))} ({finding.rule})"
    return f"{said}<br>→ {escaped(finding.hint.say(page.language))}" if finding.hint else said


# ---------------------------------------------------------------------------------------------- projects


def _project(page: Page, result: Result) -> Iterator[str]:
    yield from ("", f"## {_name(result)}", "")
    yield from (f"> ⚠ {escaped(remark.say(page.language))}\n" for remark in result.remarks)
    if result.changes is not None:
        yield markdown(result.changes, page.language).rstrip("\n")
    else:
        yield _state(page, result)


def _name(result: Result) -> str:
    client = result.new.project.file.client.name.zh if result.new and result.new.project else ""
    return f"{escaped(client)} {_code(result.touched.id)}" if client else _code(result.touched.id)


def _state(page: Page, result: Result) -> str:
    """Say what is to be said of a project that is not compared."""
    documents: Sequence[str] = [one.id for one in result.touched.documents]
    listed = ", ".join(map(_code, documents)) or "—"
    if result.touched.fate == "gone":
        return _say(page, f"项目已删除，其文档：{listed}", f"The project is gone, with its documents {listed}.")
    if result.new is None:
        return _say(page, f"项目读不出来，文档未生成：{listed}", f"The project cannot be read; not built: {listed}.")
    facts = len(result.new.ledger.facts) if result.new.ledger else 0
    zh, en = (
        f"文档：{listed}；账本中有 {facts} 个数值。",
        f"Documents: {listed}; {_count(facts, 'number')} in the ledger.",
    )
    return _say(
        page,
        f"新增项目。{zh}" if result.touched.fate == "new" else zh,
        f"A new project. {en}" if result.touched.fate == "new" else en,
    )


def _left(page: Page, results: Sequence[Result]) -> Iterator[str]:
    if not results:
        return
    yield from ("", _say(page, "## 其余项目", "## Further projects"), "")
    for result in results:
        path = next((a.path for a in page.artefacts if a.project == result.touched.id and not a.document), "")
        link = f"[changes.md]({_url(page.address(path))})" if path else ""
        yield f"- {_name(result)} {link}".rstrip()
    yield ""
