"""The compose stage: project, ledger and template become a document."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.findings import Finding, Outcome, in_order
from generator.base.standards import Standard as Registered
from generator.base.standards import load_register
from generator.base.text import Language, Text
from generator.compose.overrides import override_findings, unasked_texts
from generator.compose.register import bibliography, document_facts
from generator.compose.revisions import revision_blocks, revision_names, shown_version
from generator.compose.rules import REQUIRES
from generator.compose.run import Limits
from generator.compose.sections import Job, Rendered, render
from generator.compose.templates import Template
from generator.compose.views import spell_date
from generator.document.blocks import Block, Contents, Cover, Document, StandardCover
from generator.document.numbering import number
from generator.document.standard_numbering import number_standard
from generator.ledger.ledger import Ledger
from generator.project.issued import Revision
from generator.project.models import DocumentOrder, ProjectFile
from generator.project.project import Project
from generator.project.standard_comments import comments_of

if TYPE_CHECKING:
    from generator.project.sections.standard import Standard

#: The theme of draft standards: numbered, and dressed, as GB/T 1.1-2020 has it.
STANDARD = "standard"
_CONTENTS = Text("目录", "Contents")
_CONFIDENTIALITY = {
    "internal": Text("内部资料", "Internal"),
    "client": Text("仅供委托方使用", "For the client's use only"),
    "public": Text("公开", "Public"),
}


def compose_document(
    project: Project,
    ledger: Ledger,
    order: DocumentOrder,
    template: Template,
    *,
    build: str,
    final: bool,
    bytecode: Path | None = None,
    limits: Limits | None = None,
) -> Outcome[Document]:
    """Compose one document. See :func:`generator.compose.compose`."""
    language: Language = order.language
    register = load_register().value or {}
    job = Job(project, ledger, order, template, language, register, bytecode, limits or Limits())
    if template.outside or project.overrides:  # a document may name the clauses of another that has overrides
        from generator.compose.child import render_apart

        rendered = render_apart(job)
    else:
        rendered = render(job)
    own = [*override_findings(project, order, template), *unasked_texts(project, order, template)]
    findings = [*_required(project, template), *own, *rendered.findings]
    if rendered.failed:
        return Outcome(None, in_order(findings))
    document = _document(job, rendered, build, final)
    return Outcome(document, in_order(findings))


def _required(project: Project, template: Template) -> list[Finding]:
    """Return a finding for each part of the project file that the template needs and that is not there."""
    found = []
    # A project that drafts a standard has no years and no criteria: what accounts for something asks for both.
    years = ("periods", "criteria") if "period" in template.defaults and not project.file.periods.reporting else ()
    for part in (*years, *template.requires):
        value = getattr(project.file, part, None)
        if part in years or value is None or value == []:
            found.append(
                REQUIRES.at(
                    project.file.at,
                    f"模板 {template.name} 需要 project.yaml 中的 {part}",
                    f"template {template.name} needs {part} in project.yaml",
                    hint_zh=f"补充 {part}，或不订此文件",
                    hint_en=f"add {part}, or do not order this document",
                    related=(template.position,),
                )
            )
    return found


def _document(job: Job, rendered: Rendered, build: str, final: bool) -> Document:
    order, template, language = job.order, job.template, job.language
    digits = dict(template.digits)
    blocks = (*_front(job), *rendered.blocks)
    public = order.audience == "public"
    cover = _cover(job)
    standard = job.project.file.standard if template.theme == STANDARD else None
    if standard is not None:
        cover = dataclasses.replace(cover, title="　".join(one.zh for one in standard.name))
    return Document(
        id=order.id,
        template=template.name,
        language=language,
        theme=template.theme,
        audience=order.audience,
        final=final,
        cover=cover,
        blocks=blocks,
        facts=document_facts(blocks, job.ledger, f"{job.project.id}/{order.id}", language, digits, public=public),
        references=bibliography(blocks, job.register, language),
        digits=digits,
        numbering=(number_standard if template.theme == STANDARD else number)(blocks, language),
        date=order.date.isoformat(),
        header=f"{job.project.file.client.short.text.say(language)}　{cover.title}",
        footer="",
        build=build,
        names=(
            *_names_with_digits(job.project.file),
            *_quoted(job.project),
            *_titled(rendered.labels),
            *revision_names(_revisions(job)),
        ),
        covers={s.name: s.covers for s in template.sections if s.name in rendered.sections and s.covers},
        standard=_standard_cover(standard, job.register) if standard is not None else None,
    )


def _standard_cover(standard: Standard, register: Mapping[str, Registered]) -> StandardCover:
    from generator.compose.standard.cover import standard_cover
    from generator.compose.standard.references import cited_documents

    relation = standard.international
    cited = cited_documents(standard, register).get(relation.reference) if relation else None
    return standard_cover(standard, cited.name(dated=True) if cited else "")


def _front(job: Job) -> tuple[Block, ...]:
    record = revision_blocks(_revisions(job), job.language, job.order.place("edition"))
    front = job.template.front
    if not front.contents:
        return record
    place = dataclasses.replace(job.template.position)
    title = _CONTENTS.say(job.language)
    return (*record, Contents("front.contents", place, title, 3, front.tables, front.figures))


def _revisions(job: Job) -> tuple[Revision, ...]:
    """Return the document's issued editions; a draft standard shows none, since its elements are fixed."""
    return job.project.revisions.get(job.order.id, ()) if job.template.theme != STANDARD else ()


_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
#: Keys of project.yaml whose text names something.
_NAMING = frozenset(
    {
        "name",
        "short",
        "aliases",
        "facility",
        "role",
        "department",
        "industry",
        "address",
        "meter",
        "evidence",
        "serials",
    }
)


def _names_with_digits(file: ProjectFile) -> tuple[str, ...]:
    """Return the names in a project file that hold digits, such as ``360碳管理有限公司``."""
    found: set[str] = set()

    def gather(value: object, naming: bool) -> None:
        if isinstance(value, dict):
            for key, part in value.items():
                gather(part, key in _NAMING or (naming and key in ("zh", "en")))
        elif isinstance(value, list):
            for part in value:
                gather(part, naming)
        elif naming and isinstance(value, str) and _DIGIT.search(value) and _LETTER.search(value):
            found.add(value)

    gather(file.model_dump(), naming=False)
    return tuple(sorted(found))


def _quoted(project: Project) -> tuple[str, ...]:
    """Return what documents quote word for word, digits and all: comments, their replies, opinions of a review."""
    section = project.file.standard_process
    opinions = section.review.opinions if section is not None and section.review is not None else ()
    texts = [text for one in comments_of(project) for text in (one.opinion, one.reply)]
    texts += [text for one in opinions for text in (one.opinion, one.handling)]
    return tuple(sorted({text for text in texts if _DIGIT.search(text)}))


def _titled(labels: Iterable[str]) -> tuple[str, ...]:
    """Return the clauses that are printed with their titles: number and title together are a name."""
    return tuple(label for label in labels if _DIGIT.search(label) and _LETTER.search(label))


def _drafted(file: ProjectFile) -> Text | None:
    """Return the name of the standard that the project drafts, for the covers of what goes with it."""
    process = file.standard_process
    if process is None:
        return None
    name = process.proposal.name.text
    return Text(f"《{name.zh}》", name.en)


def _cover(job: Job) -> Cover:
    order, language, file = job.order, job.language, job.project.file
    title = order.title.text if order.title is not None else job.template.title
    engagement = next((one for one in file.engagements if one.id == order.engagement), None)
    firm = next((one for one in file.firms if engagement is not None and one.id == engagement.firm), None)
    year = file.periods.current
    reported = Text(f"{year}年度", f"Reporting year {year}") if year else Text("", "")
    subtitle = job.template.subtitle or _drafted(file) or reported
    return Cover(
        title=title.say(language),
        subtitle=subtitle.say(language),
        client=file.client.name.text.say(language),
        provider=firm.name.text.say(language) if firm else "",
        number=order.number,
        version=shown_version(order.edition, _revisions(job)),
        date=spell_date(order.date, language),
        confidentiality=_CONFIDENTIALITY[order.audience].say(language),
    )
