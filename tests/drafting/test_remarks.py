"""An example of several paragraphs has one label, as styles of Word and our own drafts give it."""

from __future__ import annotations

from generator.base.findings import Position
from generator.drafting.draft import Kind
from generator.drafting.lint import chosen, lint
from generator.drafting.raw import Raw
from generator.drafting.structure import structured


def test_further_paragraphs_of_an_example_are_no_examples_of_their_own() -> None:
    def found(*labels: str) -> list[str]:
        raws = [Raw(Position("a"), "抽样", "5", 1, Kind.CHAPTER)]
        raws += [Raw(Position("a"), f"第{n}段。", label, kind=Kind.EXAMPLE) for n, label in enumerate(labels)]
        rules, _ = chosen("EXA-01")
        return [hit.breach.zh for hit in lint(structured(raws, "a", "engine"), rules).hits]

    assert found("示例：", "", "") == []
    assert found("示例1：", "", "示例2：", "") == []
    assert found("", "") != []
    assert found("示例：", "示例：") != []
