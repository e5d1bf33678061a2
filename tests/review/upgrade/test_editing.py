"""Writing another version into a document's order: that scalar, and nothing else."""

from __future__ import annotations

import pytest

from generator.base.findings import Position
from generator.review.upgrade.editing import with_version

BLOCK = """# 说明 version: "1.0"
documents:
  - id: a
    template: t   # 模板
    version: "1.0"  # 版本
    edition: "1.0"
  - {id: b, template: t, version: '1.0', edition: "1.0"}
  - {id: c, template: t, version: 1.0}
"""


def _at(text: str, line: int, find: str = "1.0") -> Position:
    row = text.split("\n")[line - 1]
    column = row.index("version: ") + len("version: ") + 1
    assert find in row[column - 1 :]
    return Position("project.yaml", line, column)


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        (5, 'version: "1.0"  # 版本', 'version: "1.1"  # 版本'),
        (7, "version: '1.0', edition", "version: '1.1', edition"),
        (8, "version: 1.0}", 'version: "1.1"}'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_all_but_the_one_scalar_stays_as_it_was_typed(line: int, before: str, after: str, end: str, mark: str) -> None:
    text = mark + BLOCK.replace("\n", end)
    edited = with_version(text.encode(), _at(BLOCK, line), "1.0", "1.1")
    rows = BLOCK.split("\n")
    rows[line - 1] = rows[line - 1].replace(before, after)
    assert edited == (mark + end.join(rows)).encode()


@pytest.mark.parametrize(
    "text",
    [
        'a: {version: &v "1.0"}\nb: {version: *v}\n',
        "b: {version: *v}\n",
        'a: {version: "0.9"}\n',
        "a: {version: }\n",
        "a: [version: \n",
    ],
)
def test_what_is_no_scalar_of_its_own_is_not_touched(text: str) -> None:
    for line in range(1, text.count("\n") + 1):
        row = text.split("\n")[line - 1]
        column = row.index("version: ") + len("version: ") + 1
        assert with_version(text.encode(), Position("p", line, column), "1.0", "1.1") is None


def test_what_is_no_text_is_not_touched() -> None:
    assert with_version(b"\xff\xfeversion: 1.0", Position("p", 1, 1), "1.0", "1.1") is None
