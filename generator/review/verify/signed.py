"""Verify a Word file against a signature: of the file itself, or of the record of the edition that it was issued as."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from generator.base.archive import MAP
from generator.base.findings import Finding, Outcome, Position, Severity
from generator.project.editions import read_edition
from generator.project.issued import FILE
from generator.review.signature import signer_of
from generator.review.verify import rules
from generator.review.verify.case import Case
from generator.review.verify.verdict import BuiltFrom
from generator.review.verify.word import Reference
from generator.review.word_map import WordMap, read_map

_KINDS = ("control", "block", "note", "point", "drawn", "part", "equation", "chart", "picture")


def signed_reference(data: bytes, file: Path, signature: Path, signers: Path, identity: str) -> Outcome[Reference]:
    """Return what a signature says a file should be.

    ``edition.json.sig`` signs the record beside it, from which an edited file's numbers can be proved; any other
    signature is of the file's own bytes.
    """
    signed = signature.with_suffix("")
    if signed.name != FILE:
        who = signer_of(data, signature, signers, identity)
        if who.value is None:
            return Outcome(None, who.findings)
        return Outcome(Reference("signature", file.name, signer=who.value))
    try:
        raw = signed.read_bytes()
    except OSError as wrong:
        zh, en = f"读不到 {signed}：{wrong.strerror}", f"{signed} cannot be read: {wrong.strerror}"
        return Outcome(None, (rules.SIGNATURE_UNCHECKED.at(Position(signature.name), zh, en),))
    who = signer_of(raw, signature, signers, identity)
    if who.value is None:
        return Outcome(None, who.findings)
    read = read_edition(signed, signed.name)
    if read.value is None or any(one.severity is Severity.ERROR for one in read.findings):
        return Outcome(None, read.findings)
    if read.value.sha256 != hashlib.sha256(raw).hexdigest():
        zh, en = "edition.json 在核对期间被改动", "edition.json changed while it was checked"
        return Outcome(None, (rules.SIGNATURE_UNCHECKED.at(Position(signature.name), zh, en),))
    known = recorded_map(read.value.data)
    if known is None:
        zh, en = "签署的版本没有 Word 文件的记录", "the signed edition has no record of a Word file"
        return Outcome(None, (rules.SIGNED_OTHERWISE.at(Position(signature.name), zh, en),))
    source = f"{read.value.document} {read.value.version}"
    built = BuiltFrom(known.document, known.template, known.build, date=read.value.date)
    return Outcome(Reference("record", source, signer=who.value, built_from=built, known=known, judge=_other))


def recorded_map(data: Mapping[str, Any]) -> WordMap | None:
    """Return the map of a Word file as an edition recorded it, without origins."""
    told = data.get("word")
    if not isinstance(told, dict) or not told:
        return None
    root = etree.Element(f"{{{MAP}}}map")
    for name, value in told.items():
        if isinstance(value, str) and name.isidentifier():
            root.set(name, _clean(value))
    for kind in _KINDS:
        entries = told.get(kind, [])
        for entry in entries if isinstance(entries, list) else []:
            one = etree.SubElement(root, f"{{{MAP}}}{kind}")
            for name, value in entry.items() if isinstance(entry, dict) else ():
                if isinstance(value, str) and name.isidentifier():
                    one.set(name, _clean(value))
    return dataclasses.replace(read_map(root), whole=True)


def _clean(text: str) -> str:
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff" and not "\ud800" <= c <= "\udfff")


def _other(case: Case) -> None:
    """Tell a file of another build than the one that was signed."""
    own = case.own
    if own is not None and (own.document, own.build) != (case.map.document, case.map.build):
        zh = f"文件生成自 {own.document} {own.build}，签署的是 {case.map.document} {case.map.build}"
        en = f"the file was built from {own.document} {own.build}, signed was {case.map.document} {case.map.build}"
        case.findings.append(_otherwise(case, zh, en))


def _otherwise(case: Case, zh: str, en: str) -> Finding:
    return rules.SIGNED_OTHERWISE.at(Position(case.name), zh, en)
