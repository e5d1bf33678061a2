"""What was built into the folder that a file lies in: its manifest, and the record of ledger and documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.base.findings import Finding
from generator.build import deliver
from generator.build.fingerprint import hash_bytes
from generator.document.blocks import Document


@dataclass(frozen=True, slots=True)
class Beside:
    """The documents of the build beside a file, and whether the file is one of it, byte for byte."""

    documents: Mapping[str, Document]
    same: bool = False
    findings: tuple[Finding, ...] = ()


def built_beside(file: Path, data: bytes) -> Beside:
    """Return what the manifest beside a file says of it; no documents where there is none, or its record is another."""
    from generator.review.record import NAME, read_record

    manifest = deliver.read_manifest(file.parent)
    record = file.parent / NAME
    if not manifest or not record.is_file():
        return Beside({})
    try:
        raw = record.read_bytes()
    except OSError:
        return Beside({})
    said = manifest.get("record")
    if not isinstance(said, dict) or said.get("sha256") != hash_bytes(raw):
        return Beside({})
    read = read_record(raw, NAME)
    if read.value is None:
        return Beside({}, findings=read.findings)
    files = {entry["name"]: entry["sha256"] for entry in manifest.get("files", ()) if isinstance(entry, dict)}
    return Beside(read.value.documents, files.get(file.name) == hash_bytes(data))
