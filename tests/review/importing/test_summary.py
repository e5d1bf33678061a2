"""The one line that says what an import found."""

from __future__ import annotations

from generator.review.importing.items import Item
from generator.review.importing.report import summary
from generator.review.importing.run import Imported


def test_the_summary_counts_what_is_there_and_tells_what_was_written() -> None:
    found = Imported("report", [Item("reworded", "patch", 1, "甲", "乙")], texts={"content/a.md": "乙"})
    assert summary(found, ()) == ("可导入 1 处", "to take over 1")
    assert summary(found, ("a.patch",))[0].startswith("可导入 1 处；"), "a patch changes nothing yet"
    assert summary(found, ("content/a.md",))[0] == "已导入 1 处；已写入 content/a.md"
    assert summary(Imported("report"), ())[1] == "no changes"
