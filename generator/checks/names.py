"""Names and units: one thing, one name (NA001 to NA003). Another client's name is looked for by ``foreign.py``."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.base.findings import Finding, Position, Rule, Severity
from generator.checks.framework import Case, Check, document_rule
from generator.checks.passages import Passage
from generator.document.blocks import Document
from generator.project.models import ProjectFile

_COMPANY = re.compile(r"[\u4e00-\u9fff（）()]{2,24}?(?:有限责任公司|股份有限公司|集团有限公司|有限公司)")
_SITE_WORDS = r"(?:主厂区|新厂区|老厂区|厂区|分厂|总厂|工厂|生产基地|基地|园区|厂)"
_SITE_TAIL = re.compile(rf"{_SITE_WORDS}$")
_LEADING = re.compile(r"^(?:委托|受|由|为|与|和|及|对|是|向|在|经|系|以下简称|本报告|关于|根据|按照|公司|企业)+")


def place_in_slot(case: Case, document: Document, passage: Passage, words: str) -> Position:
    """Line and column of words in the author slot's file; elsewhere the line of their block."""
    written = case.project.slots.get((document.id, passage.slot))
    if written is None or written.path != passage.origin.path:
        return passage.origin
    lines = written.text.split("\n")
    for number in range(max(0, passage.origin.line - 1), len(lines)):
        column = lines[number].find(words)
        if column >= 0:
            return replace(passage.origin, line=number + 1, column=column + 1)
    return passage.origin


def allowed_names(file: ProjectFile) -> frozenset[str]:
    """Every name that the project file itself gives to somebody: client, firms, sites, peers, bodies, aliases."""
    found = {file.client.name, file.client.short, *(firm.name for firm in file.firms)}
    found |= {site.name for site in file.boundary.sites} | {peer.name for peer in file.peers}
    if file.standard_process is not None:
        found |= {body.name for body in file.standard_process.bodies}
    texts = {text for name in found for text in (name.zh, name.en) if text}
    return frozenset(texts | set(file.client.aliases))


@document_rule("NA001", "company-name-variant", Severity.ERROR, "seen 4, 6; R02")
def company_name_variant(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A company named in two ways.

    Finds: a company name in the text that is nearly, but not exactly, the client's or a firm's name, and no alias.
    Why: a document about 岚河精密铸造有限公司 does not speak for 岚河精铸有限公司; in a submission the
    consultant's name differed between two papers.
    Wrong: ``岚河精密铸造有限责任公司`` where the client is ``岚河精密铸造有限公司``.
    Right: the registered name, the short name, or a name listed under ``client.aliases``.
    """
    file = case.project.file
    known = [file.client.name.zh, *(firm.name.zh for firm in file.firms)]
    allowed = allowed_names(file)
    for passage in case.passages(document):
        for said in _companies(passage.text):
            right = next((name for name in known if said.endswith(name)), None)
            if right or any(said.endswith(name) for name in allowed):
                continue
            near = _nearest(said, known)
            if near:
                variant = said[-(len(near) + max(0, min(2, len(said) - len(near)))) :]
                yield rule.at(
                    place_in_slot(case, document, passage, said),
                    f"“{said}”与登记名称“{near}”不一致",
                    f"{said!r} is not the registered name {near!r}",
                    hint_zh=f"写作“{near}”；确需使用“{variant}”时列入 client.aliases",
                    hint_en=f"write {near!r}, or list the other form under client.aliases",
                    block=passage.block,
                )


def _companies(text: str) -> Iterator[str]:
    for found in _COMPANY.finditer(text):
        yield _LEADING.sub("", found[0])


def _nearest(said: str, known: Iterable[str]) -> str | None:
    """The known name that the end of ``said`` nearly is."""
    best, score = None, 0.72
    for name in known:
        for length in range(len(name) - 3, len(name) + 4):
            ratio = difflib.SequenceMatcher(None, said[-length:], name, autojunk=False).ratio()
            if ratio > score:
                best, score = name, ratio
    return best


@document_rule("NA002", "site-name-variant", Severity.WARNING, "R02")
def site_name_variant(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """A site named in two ways.

    Finds: the distinctive part of a site's name followed by another word for a works (云渡厂区 for 云渡分厂).
    Why: two names are two sites to a reader, and to a verifier who counts them.
    Wrong: ``云渡工厂`` in the text, ``云渡分厂`` in the boundary.
    Right: the site's name as the boundary has it, or an alias of the client.
    """
    allowed = allowed_names(case.project.file)
    sites = {_SITE_TAIL.sub("", site.name.zh): site.name.zh for site in case.project.file.boundary.sites}
    for core, name in sites.items():
        if len(core) < 2 or core == name:
            continue
        pattern = re.compile(rf"{re.escape(core)}(?:的)?{_SITE_WORDS}")
        longer = re.compile("|".join(re.escape(one) for one in sorted(allowed, key=len, reverse=True)))
        for passage in case.passages(document):
            for found in pattern.finditer(passage.text):
                exact = longer.match(passage.text, found.start())
                if exact and exact.end() >= found.end():
                    continue
                yield rule.at(
                    place_in_slot(case, document, passage, found[0]),
                    f"厂区“{name}”在此写作“{found[0]}”",
                    f"site {name!r} is called {found[0]!r} here",
                    hint_zh=f"统一写作“{name}”",
                    hint_en=f"write {name!r}",
                    block=passage.block,
                )


_CO2E = re.compile(
    r"(?<![A-Za-z])(?:[tk]?g?\s?)?(?:CO[2₂]\s?-\s?e(?:q\.?)?|CO[2₂]\s?eq\.?|CO[2₂]E|[Cc]o[2₂][Ee]|CO[2₂]当量|co[2₂]e)(?![A-Za-z])"
)


@document_rule("NA003", "co2e-spelling", Severity.WARNING, "house rule")
def co2e_spelling(case: Case, document: Document, rule: Rule) -> Iterable[Finding]:
    """Carbon dioxide equivalent spelled in another way.

    Finds: CO2-e, CO2eq, CO2当量 and their like in typed text. Figures of the ledger print t CO₂e; 二氧化碳当量 may be
    written out.
    Why: one unit, one spelling; a reader takes two spellings for two units.
    Wrong: ``tCO2eq``
    Right: ``t CO₂e``, or the words 吨二氧化碳当量.
    """
    for passage in case.passages(document):
        found = _CO2E.search(passage.text)
        if found:
            said = found[0].strip()
            yield rule.at(
                place_in_slot(case, document, passage, said),
                f"“{said}”与全文的写法不一致",
                f"{said!r} is not how the document spells it",
                hint_zh="写作 t CO₂e 或“吨二氧化碳当量”",
                hint_en="write t CO₂e",
                block=passage.block,
            )


CHECKS: tuple[Check, ...] = (company_name_variant, site_name_variant, co2e_spelling)
