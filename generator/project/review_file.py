"""What reviewers said: ``review.yaml`` beside ``project.yaml``, made by ``tanwen review import`` and answered by hand.

A comment keeps its place, its words, its thread and its state; ``answer`` is the consultant's and goes back into the
next draft. What belonged to no line of the project stands under ``unplaced``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from generator.base.findings import Finding, Outcome, in_order
from generator.project import faults
from generator.project.node import Node
from generator.project.validate import validate_as
from generator.project.workspace import REVIEW_FILE, relative
from generator.project.yaml_reader import read_yaml

NAME = REVIEW_FILE
State = Literal["open", "answered", "done"]
_BEGIN = ("第一行写：tanwen: 1；或删除该文件", "begin with: tanwen: 1, or delete the file")
_HEAD = """\
# 审阅意见：由 tanwen review import 写入；answer 和 state 由人填写，其余各项请勿改动。
# Comments of reviewers, written by tanwen review import. Write answer and state; leave the rest as it is.
"""


class Reply(Node):
    """A reply in the thread of a comment."""

    author: str
    initials: str = ""
    date: str = ""
    text: str


class ReviewComment(Node):
    """A comment: where it stands, who wrote what, what became of it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=40)]
    document: str
    block: str = ""
    file: str = ""
    line: int = 0
    quote: str = ""
    author: str
    initials: str = ""
    date: str = ""
    text: str
    replies: list[Reply] = Field(default_factory=list)
    state: State = "open"
    answer: str = ""


class Unplaced(Node):
    """A change or comment that belongs to no line of the project."""

    document: str
    kind: str
    author: str = ""
    date: str = ""
    old: str = ""
    new: str = ""
    reason: str = ""


class ReviewFile(Node):
    """The whole file."""

    tanwen: Literal[1]
    comments: list[ReviewComment] = Field(default_factory=list)
    unplaced: list[Unplaced] = Field(default_factory=list)


def read_review(root: Path, workspace: Path) -> Outcome[ReviewFile]:
    """Read a project's review list; without the file there is no value and nothing to say."""
    file = root / NAME
    if not file.is_file():
        return Outcome(None)
    path = relative(file, workspace)
    read = read_yaml(file, path, begin=_BEGIN)
    if read.value is None:
        return Outcome(None, read.findings)
    checked = validate_as(read.value, path, ReviewFile)
    twice = tuple(_twice(checked.value)) if checked.value is not None else ()
    return Outcome(checked.value, in_order([*read.findings, *checked.findings, *twice]))


def _twice(review: ReviewFile) -> Iterator[Finding]:
    seen: dict[str, ReviewComment] = {}
    for comment in review.comments:
        first = seen.setdefault(comment.id, comment)
        if first is not comment:
            at, zh, en = comment.place("id"), f"意见 {comment.id} 重复", f"comment {comment.id} stands twice"
            hint = ("删除其中一条", "delete one of the two")
            related = [first.place("id")]
            yield faults.DUPLICATE_KEY.at(at, zh, en, hint_zh=hint[0], hint_en=hint[1], related=related)


def spelled(review: ReviewFile) -> str:
    """Return the file's text: the same list gives the same text."""
    lines = [_HEAD + "tanwen: 1"]
    for name, entries in (("comments", review.comments), ("unplaced", review.unplaced)):
        if entries:
            lines.append(f"\n{name}:")
        for entry in entries:
            lines += _entry(entry, "  ")
    return "\n".join(lines) + "\n"


def _entry(entry: Node, indent: str) -> Iterator[str]:
    mark = "- "
    for key, value in entry:
        if isinstance(value, list):
            if value:
                yield f"{indent}  {key}:"
                for one in value:
                    yield from _entry(one, indent + "    ")
        elif value not in ("", 0) or key == "answer":
            yield f"{indent}{mark}{key}: {_scalar(key, value)}"
            mark = "  "


def _scalar(key: str, value: object) -> str:
    if isinstance(value, int) or key in {"id", "state"}:
        return str(value)
    return json.dumps(str(value), ensure_ascii=False)
