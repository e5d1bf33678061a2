"""Another client's name in this client's documents: a local command over the workspace, never a client's own CI."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.base.content import load_yaml
from generator.base.findings import Finding, Rule, Severity, in_order
from generator.checks.passages import passages
from generator.document.blocks import Document

FOREIGN_NAME = Rule(
    "NA004",
    "foreign-name",
    Severity.ERROR,
    """Another client's name in this client's document.

Finds: the name, short name, alias or site of another client of the workspace in a document of this one, unless the
mention is on the list of those allowed. Run by a local command: one client's CI never sees another's name.
Why: a copied paragraph tells the reader about somebody else, and tells him whose consultant works from copies.
Wrong: 澄瑜陶瓷 in the report of 岚河铸造.
Right: write the paragraph for this client, or allow the mention (a shared supplier, a named peer).
""",
    "house rule",
)


def foreign_names(
    workspace: Path, documents: Mapping[str, Sequence[Document]], allowed: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Return every mention of another client.

    Args:
        workspace: the folder that holds ``projects/``.
        documents: composed documents by the name of the project's folder.
        allowed: names that any document may mention.
    """
    names = {folder.parent.name: _names(folder) for folder in sorted((workspace / "projects").glob("*/project.yaml"))}
    free = frozenset(allowed)
    found: list[Finding] = []
    for project, listed in documents.items():
        own = names.get(project, frozenset())
        others = {name: client for client, of in names.items() if client != project for name in of - own - free}
        for document in listed:
            found.extend(_mentions(document, others))
    return in_order(found)


def _mentions(document: Document, others: Mapping[str, str]) -> Iterator[Finding]:
    for passage in passages(document):
        for name in sorted(others, key=len, reverse=True):
            if name in passage.text:
                yield FOREIGN_NAME.at(
                    passage.origin,
                    f"出现了另一客户（{others[name]}）的名称“{name}”",
                    f"the name {name!r} of another client ({others[name]}) stands here",
                    hint_zh="核对该段是否抄自其他客户的文件；确属需要时列入允许名单",
                    hint_en="was the paragraph copied? If the mention is meant, put it on the list of allowed names",
                    block=passage.block,
                )
                break


def _names(file: Path) -> frozenset[str]:
    """Names of a client and its sites, three characters or more, read without loading the project."""
    data = _mapping(load_yaml(file).value)
    client, sites = _mapping(data.get("client")), _mapping(data.get("boundary")).get("sites")
    texts = [*_texts(client.get("name")), *_texts(client.get("short")), *_texts(client.get("aliases"))]
    texts += [
        text for site in (sites if isinstance(sites, list) else ()) for text in _texts(_mapping(site).get("name"))
    ]
    return frozenset(text for text in texts if len(text) > 2 and text not in ("主厂区", "分厂", "总厂"))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for text in value.values() if isinstance(text, str)]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
