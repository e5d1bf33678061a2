"""What findings about unknown ids call the thing: every kind that a section asks for has its Chinese name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from generator.base.findings import Position
from generator.project.unknown import unknown_id

ROOT = Path(__file__).resolve().parents[2]


def _kinds() -> Iterator[str]:
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "unknown_id":
                kind = node.args[-1]
                if isinstance(kind, ast.Constant):
                    yield str(kind.value)


def test_every_kind_has_a_name_in_both_languages() -> None:
    kinds = sorted(set(_kinds()))
    assert len(kinds) > 20
    for kind in kinds:
        message = unknown_id("x", [], Position("project.yaml"), kind).message
        assert message.en.isascii(), kind
        assert not any(letter.isascii() and letter.isalpha() for letter in message.zh.replace("“x”", "")), kind
