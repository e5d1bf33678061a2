"""The command ``verify``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.shared import DONE, FOUND, UNREADABLE, CheckFormat, app, language, refuse, say, show_findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.base.findings import Finding
    from generator.document.blocks import Document
    from generator.review.verify.verdict import BuiltFrom, Verdict
    from generator.review.verify.word import Reference
    from generator.review.word_map import WordMap

_KINDS = (".docx", ".html", ".htm", ".pdf")


@dataclass(frozen=True, slots=True)
class _Known:
    """The document that a page or PDF is held against, and where it comes from."""

    document: Document | None
    against: str = ""
    source: str = ""
    same: bool = False
    built: BuiltFrom | None = None
    findings: tuple[Finding, ...] = ()


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=".docx .html .pdf 文件", show_default=False)],
    project: Annotated[
        Path | None, typer.Option(help="hold it against this project 与该项目核对", show_default=False)
    ] = None,
    signature: Annotated[Path | None, typer.Option(help="detached signature .sig 签名", show_default=False)] = None,
    signers: Annotated[Path | None, typer.Option(help="allowed signers 允许的签名人", show_default=False)] = None,
    identity: Annotated[str, typer.Option(help="who must have signed 签名人")] = "",
    format: Annotated[CheckFormat, typer.Option(help="how findings are written 输出格式")] = CheckFormat.TEXT,  # noqa: A002 - the option's name
) -> None:
    """Say whether an edited file still carries the ledger's numbers. 核对改过的文件是否仍是账中的数字和文字。"""
    from generator.base.files import spelled

    if file.suffix.lower() not in _KINDS:
        refuse(f"{file} 不是 .docx、.html 或 .pdf", f"{file} is no .docx, .html or .pdf")
    if project is not None and not (project / "project.yaml").is_file():
        refuse(f"{project} 不是项目：缺少 project.yaml", f"{project} is no project: it has no project.yaml")
    if signature is not None and signers is None:
        refuse("--signature 需要 --signers：允许的签名人名单", "--signature needs --signers: who may sign")
    if signature is not None and project is not None:
        refuse("--signature 与 --project 一次用一个", "use --signature or --project, one at a time")
    try:
        data = file.read_bytes()
    except OSError as wrong:
        refuse(f"{file} 无法读取：{wrong.strerror}", f"{file} cannot be read: {wrong.strerror}")
    name = spelled(file)
    if file.suffix.lower() == ".docx":
        verdict = _word(data, name, file, project, signature, signers, identity)
    else:
        verdict = _other(data, name, file, project, signature, signers, identity)
    _tell(verdict, format)
    raise typer.Exit(_code(verdict))


def _word(
    data: bytes,
    name: str,
    file: Path,
    project: Path | None,
    signature: Path | None,
    signers: Path | None,
    identity: str,
) -> Verdict:
    import dataclasses

    from generator.review.verify.word import verify_word

    if signature is not None and signers is not None:
        from generator.review.verify.signed import signed_reference

        signed = signed_reference(data, file, signature, signers, identity)
        verdict = verify_word(data, name, signed.value)
        return dataclasses.replace(verdict, findings=(*signed.findings, *verdict.findings))
    if project is not None:
        return verify_word(data, name, _project(data, name, project))
    return verify_word(data, name)


def _project(data: bytes, name: str, project: Path) -> Reference | None:
    """Return what a project says a Word file should be; nothing where the file has no map to ask with."""
    import datetime

    from generator.base.files import spelled
    from generator.build.sides import project_side
    from generator.review.verify.against import project_reference
    from generator.review.verify.word import open_map

    known, _ = open_map(data, name)
    if known is None:
        return None
    side = project_side(project, today=datetime.date.today())
    if side.ledger is None:
        show_findings([one for one in side.findings if one.blocks_final])
    documents = side.documents.get(known.document)
    built = _built(project, known.document, known.template, known.build, documents.build if documents else "")
    then = _then(project, known.document, built)
    return project_reference(side, known, spelled(project), built, then)


def _then(project: Path, document: str, built: BuiltFrom) -> WordMap | None:
    """Return the map that the commit of an older build gives: whoever forges a file's map has not forged that one."""
    import datetime

    from generator.build.sides import revision_side
    from generator.review.word_map import map_of

    if built.now or not built.commit:
        return None
    side = revision_side(project, built.commit, today=datetime.date.today()).value
    word = side.word(document) if side is not None else None
    return map_of(word) if word is not None else None


def _built(project: Path, document: str, template: str, build: str, now: str) -> BuiltFrom:
    """Tell from which commit a build comes, and whether the project is still the same."""
    from generator.build.built_from import commit_of_build
    from generator.build.workspace import workspace_of
    from generator.review.verify.verdict import BuiltFrom

    found = commit_of_build(workspace_of(project), project, document, template, build)
    one = found.revision
    if one is None:
        return BuiltFrom(document, template, build, now=build == now, why=found.why)
    return BuiltFrom(document, template, build, one.commit, one.date, one.subject, now=build == now)


def _other(
    data: bytes,
    name: str,
    file: Path,
    project: Path | None,
    signature: Path | None,
    signers: Path | None,
    identity: str,
) -> Verdict:
    """Judge a page or a PDF; a signature is of its bytes."""
    import dataclasses

    if signature is not None and signers is not None:
        from generator.review.signature import signer_of
        from generator.review.verify.verdict import Claims, Verdict

        who = signer_of(data, signature, signers, identity)
        against = "signature" if who.value else ""
        return Verdict(name, file.suffix[1:].lower(), Claims(), who.findings, against, file.name, who.value or "")
    known = _document(data, file, project)
    if file.suffix.lower() == ".pdf":
        from generator.review.verify.paper import verify_pdf

        verdict = verify_pdf(
            data, name, known.document, against=known.against, source=known.source, same=known.same, built=known.built
        )
    else:
        from generator.review.verify.page import verify_page

        document = known.document if project is not None else None
        against, source = (known.against, known.source) if document is not None else ("file", "")
        verdict = verify_page(data, name, document, against=against, source=source, built=known.built)
    return dataclasses.replace(verdict, findings=(*known.findings, *verdict.findings))


def _document(data: bytes, file: Path, project: Path | None) -> _Known:
    """Return the document that a page or PDF is of: the project's, else that of the build beside it."""
    import datetime

    from generator.base.files import spelled
    from generator.build.beside import built_beside

    if project is None:
        beside = built_beside(file, data)
        document = _by_name(file, beside.documents)
        built = _known_build(document) if document is not None else None
        return _Known(document, "manifest", "", beside.same, built, beside.findings)
    from generator.build.sides import project_side
    from generator.review.verify.rules import OTHER_PROJECT

    side = project_side(project, today=datetime.date.today())
    document = _by_name(file, side.documents)
    if document is not None:
        built = _known_build(document, now=True)
        return _Known(document, "project", spelled(project), built=built)
    from generator.base.findings import Position

    listed = ", ".join(side.documents) or "—"
    zh = f"从文件名看不出是哪份文档，项目 {project} 有：{listed}"
    en = f"the file's name does not say which document it is; {project} orders: {listed}"
    return _Known(None, findings=(OTHER_PROJECT.at(Position(spelled(file)), zh, en),))


def _by_name(file: Path, documents: Mapping[str, Document]) -> Document | None:
    """Return the document whose id a file's name begins with, the longest first; the only one whatever its name."""
    named = sorted((key for key in documents if file.name.startswith(f"{key}.")), key=len)
    if named:
        return documents[named[-1]]
    return next(iter(documents.values())) if len(documents) == 1 else None


def _known_build(document: Document, *, now: bool = False) -> BuiltFrom:
    from generator.review.verify.verdict import BuiltFrom

    return BuiltFrom(document.id, document.template, document.build, now=now)


def _tell(verdict: Verdict, form: CheckFormat) -> None:
    """Print what was checked, the findings, the answer; for programs the findings alone, JSON with the verdict."""
    from generator.review.verify.rules import RULES
    from generator.review.verify.verdict import as_json

    if form is CheckFormat.JSON:
        typer.echo(as_json(verdict, language()))
        return
    if form is not CheckFormat.TEXT:
        show_findings(verdict.findings, form.value, RULES)
        return
    checked = verdict.checked
    say(checked.zh, checked.en)
    show_findings(verdict.findings)
    for line in (verdict.origin, verdict.unjudged, verdict.answer):
        if line is not None:
            say(line.zh, line.en)


def _code(verdict: Verdict) -> int:
    """Return 2 where the file could not be judged, 1 where an error stands."""
    if not verdict.against:
        return UNREADABLE
    return DONE if verdict.ok else FOUND
