"""Reading what a project quotes: the editions it names, held against their hashes, and the numbers it takes of them."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.findings import Finding
from generator.project.editions import Edition, frozen_faults, read_edition
from generator.project.fault import rule
from generator.project.issued import FILE, FOLDER
from generator.project.models import ProjectFile
from generator.project.project import Quoted
from generator.project.table_faults import PATH
from generator.project.workspace import PathError, inside, relative

if TYPE_CHECKING:
    from generator.project.sections.quotes import Quote, QuotedFact

OTHER_HASH = rule(
    112,
    "quoted edition is another one",
    "A quoted edition.json whose hash is not the one that project.yaml pins.",
    "The numbers were taken over from one certain edition; whoever reads them must find these very ones there.",
    "sha256 of edition 1.0 beside the path of edition 1.1",
    "the output of: sha256sum projects/acme/issued/report-2024/1.0/edition.json",
)
NOT_THERE = rule(
    113,
    "quoted number not in the edition",
    "A quoted key that the edition does not show.",
    "An edition answers for what stands in it and for nothing else.",
    "key: inventory.totl[period=2024]",
    "a key that stands under facts in the edition.json",
)
_ELSEWHERE = re.compile(r"projects/[^/]+/issued/[^/]+/[^/]+/edition\.json")


@dataclass(slots=True)
class Quotes:
    """What was read: the numbers, the editions' hashes by path, and what was wrong."""

    quoted: list[Quoted] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_quotes(file: ProjectFile, root: Path, workspace: Path) -> Quotes:
    """Read every edition that a project quotes. One that is not what was frozen gives nothing."""
    read = Quotes()
    for quote in file.quotes:
        edition = _edition(quote, root, workspace, read)
        if edition is None:
            continue
        for wanted in quote.facts:
            fact = edition.facts.get(wanted.key)
            if fact is None:
                read.findings.append(_not_there(wanted, edition))
            else:
                read.quoted.append(Quoted(wanted.as_ or wanted.key, fact, *_source(edition), wanted.place("key")))
    return read


def _source(edition: Edition) -> tuple[str, str, str]:
    number = f"（{edition.number}）" if edition.number else ""
    return edition.path, f"{edition.firm.zh}《{edition.title}》{number}V{edition.version}", edition.date


def _edition(quote: Quote, root: Path, workspace: Path, read: Quotes) -> Edition | None:
    at = quote.place("edition")
    elsewhere = _ELSEWHERE.fullmatch(quote.edition) is not None
    try:
        file = inside(workspace if elsewhere else root, quote.edition)
    except PathError as error:
        example = f"projects/acme/{FOLDER}/report-2024/1.0/{FILE}"
        read.findings.append(PATH.at(at, error.zh, error.en, hint_zh=f"例如 {example}", hint_en=f"such as {example}"))
        return None
    shown = relative(file, workspace)
    got = read_edition(file, shown)
    read.findings += got.findings
    edition = got.value
    if edition is None:
        return None
    read.files[shown] = edition.sha256
    if edition.sha256 != quote.sha256:
        read.findings.append(
            OTHER_HASH.at(
                quote.place("sha256"),
                f"{shown} 的 SHA-256 是 {edition.sha256[:16]}…，与此处不符",
                f"the SHA-256 of {shown} is {edition.sha256[:16]}…, not this one",
                hint_zh=f"核对版本（文件为 {edition.version} 版）后写 sha256: {edition.sha256}",
                hint_en=f"look at the edition (the file is {edition.version}), then write sha256: {edition.sha256}",
            )
        )
        return None
    # what is handed over from outside is often edition.json alone; a file that is there must be the one issued
    faults = list(frozen_faults(file.parent, edition, whole=False))
    read.findings += faults
    return None if faults or got.findings else edition


def _not_there(wanted: QuotedFact, edition: Edition) -> Finding:
    by_name: dict[str, list[str]] = {}
    for key in edition.facts:
        by_name.setdefault(key.partition("[")[0], []).append(key)
    names = difflib.get_close_matches(wanted.key.partition("[")[0], by_name, n=2, cutoff=0.6)
    keys = [key for name in names for key in by_name[name]]
    near = difflib.get_close_matches(wanted.key, keys, n=3, cutoff=0.0) or list(edition.facts)[:3]
    return NOT_THERE.at(
        wanted.place("key"),
        f"{edition.path} 没有“{wanted.key}”",
        f"{edition.path} has no {wanted.key!r}",
        hint_zh=f"相近的有：{'、'.join(near)}",
        hint_en=f"near it: {', '.join(near)}",
    )
