"""``edition.json``: all that an issued edition says of itself.

It holds no paths and no traces: what another firm quotes from is this file alone. Facts have their exact values, those
of a public document the values that it shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

from generator import __version__
from generator.base.archive import MAP, Unreadable, parts, xml
from generator.base.text import Text
from generator.document.blocks import Document, Table
from generator.document.pictures import Chart, Picture
from generator.document.walk import numbers_of
from generator.ledger.ledger import Ledger
from generator.project.editions import FORM, Edition, digest, spelled_fact
from generator.project.issued import Revision
from generator.project.models import DocumentOrder, Engagement, Firm
from generator.project.project import Project

#: What of the Word file's map an edition leaves out: where a block was written is no reader's business.
_INNER = {"origin"}


def edition_data(
    project: Project,
    order: DocumentOrder,
    document: Document,
    ledger: Ledger,
    *,
    revision: Revision,
    last: Edition | None,
    files: Iterable[Mapping[str, Any]],
    pins: Mapping[str, str],
    word: bytes | None,
    commit: str,
    changed: Iterable[str],
) -> dict[str, Any]:
    """Return what ``edition.json`` says, with its own hash."""
    engagement = next(one for one in project.file.engagements if one.id == order.engagement)
    firm = next(one for one in project.file.firms if one.id == engagement.firm)
    shown = word_map(word) if word is not None else {}
    record = [*(last.revisions if last else ()), revision]
    data: dict[str, Any] = {
        "tanwen-edition": FORM,
        "tanwen": __version__,
        "project": project.id,
        "client": {"id": project.file.client.id, **_both(project.file.client.name.text)},
        "firm": {"id": firm.id, **_both(firm.name.text)},
        "engagement": _engagement(engagement, firm),
        "document": order.id,
        "title": document.cover.title,
        "number": order.number,
        "version": revision.version,
        "date": order.date.isoformat(),
        "audience": order.audience,
        "language": order.language,
        "template": document.template,
        "build": document.build,
        "pins": dict(pins),
        "commit": commit,
        "uncommitted": sorted(changed),
        "previous": {"version": last.version, "sha256": last.sha256} if last else None,
        "revisions": [_revision(one) for one in record],
        "files": list(files),
        "facts": list(_facts(document, ledger, shown)),
        "word": shown,
    }
    data["digest"] = digest(data)
    return data


def spelled(data: Mapping[str, Any]) -> bytes:
    """Return the file's text: what stands in a list has a line of its own, so that it has a place and a diff."""
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            rows = ",\n".join(f"  {spelled_fact(one) if isinstance(one, dict) else _json(one)}" for one in value)
            lines.append(f' "{key}": [\n{rows}\n ]')
        elif isinstance(value, dict) and any(isinstance(one, list) for one in value.values()):
            inner = ",\n".join(f'  "{name}": {_rows(one)}' for name, one in value.items())
            lines.append(f' "{key}": {{\n{inner}\n }}')
        else:
            lines.append(f' "{key}": {_json(value)}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def _rows(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return _json(value)
    rows = ",\n".join(f"   {_json(one)}" for one in value)
    return f"[\n{rows}\n  ]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _engagement(engagement: Engagement, firm: Firm) -> dict[str, str]:
    ends = engagement.ends.isoformat() if engagement.ends else ""
    begins = engagement.begins.isoformat()
    return {"id": engagement.id, "firm": firm.id, "role": engagement.role, "begins": begins, "ends": ends}


def _revision(one: Revision) -> dict[str, str]:
    return {name: getattr(one, name) for name in ("version", "date", "change", "prepared", "reviewed", "approved")}


def _facts(document: Document, ledger: Ledger, shown: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    texts: dict[str, dict[str, None]] = {}
    for kind in ("control", "point", "drawn"):
        for one in shown.get(kind, ()):
            text = " ".join(filter(None, (one.get("shown", ""), one.get("unit", ""))))
            texts.setdefault(one.get("fact", ""), {})[text] = None
    public = document.audience == "public"
    places = _places(document)
    for fact in document.facts.values():
        exact = ledger.facts[fact.key]
        yield {
            "key": fact.key,
            "alias": fact.alias,
            "label": _both(exact.label),
            "value": fact.value if public else str(exact.value),
            "unit": fact.unit if public else exact.unit.text,
            "mark": exact.mark.value,
            "shown": list(texts.get(fact.alias, ())),
            "where": places.get(fact.key, ""),
        }


def _places(document: Document) -> dict[str, str]:
    """Return the label of the first table or figure that shows each fact."""
    found: dict[str, str] = {}
    for block, number in numbers_of(document.blocks):
        if isinstance(block, (Table, Chart, Picture)) and (label := document.numbering.labels.get(block.id)):
            found.setdefault(number.key, label)
    return found


def word_map(data: bytes) -> dict[str, Any]:
    """Return what the map of a Word file says: its head, and each kind of entry as a list, without origins."""
    try:
        package = parts(data)
        roots = [xml(part) for name, part in sorted(package.items()) if name.startswith("customXml/") and _is_map(part)]
    except Unreadable:
        return {}
    root = next((one for one in roots if one.tag == f"{{{MAP}}}map"), None)
    if root is None:
        return {}
    found: dict[str, Any] = {str(name): str(value) for name, value in root.attrib.items()}
    for one in root:
        if isinstance(one.tag, str):
            entry = {str(name): str(value) for name, value in one.attrib.items() if name not in _INNER}
            found.setdefault(etree.QName(one).localname, []).append(entry)
    return found


def _is_map(part: bytes) -> bool:
    return MAP.encode() in part
