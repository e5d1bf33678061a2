"""Findings of two states: what came and what went, not what only stands elsewhere."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.base.findings import Finding, Position, Severity
from generator.base.text import Text
from generator.review.findings import finding_changes


def finding(message: str, path: str = "projects/a/content/x.md", line: int = 3, **more: str) -> Finding:
    return Finding("NU001", Severity.WARNING, Text(message, message), Position(path, line), **more)


def test_another_line_is_no_other_finding() -> None:
    found = finding_changes([finding("数字没有来源", line=3)], [finding("数字没有来源", line=40)])
    assert (found.came, found.went, found.stayed) == ((), (), 1)


def test_another_message_without_fact_or_block_is_another_finding() -> None:
    old, new = finding("标准 A 已废止"), finding("标准 B 已废止")
    found = finding_changes([old], [new])
    assert (found.came, found.went) == ((new,), (old,))


def test_another_figure_in_the_message_is_the_same_finding() -> None:
    found = finding_changes(
        [finding("合计 37,036 与分项之和 37,035 不同")], [finding("合计 38,000 与分项之和 37,999 不同")]
    )
    assert found.stayed == 1


def test_of_several_the_ones_with_the_same_message_are_the_same() -> None:
    a, b, c = finding("甲"), finding("乙"), finding("丙")
    found = finding_changes([a, b], [b, c])
    assert (found.went, found.came, found.stayed) == ((a,), (c,), 1)


def test_a_block_that_moved_down_and_a_project_of_another_name_keep_their_findings() -> None:
    old = finding("甲", "projects/a/content/x.md", block="results.p3")
    new = finding("甲", "projects/b/content/x.md", block="results.p4")
    found = finding_changes([old], [new], ("projects/a/", "projects/b/"), {"results.p3": "results.p4"})
    assert found.stayed == 1


def test_a_built_output_spells_the_same_project() -> None:
    one = finding("甲", "projects/a/content/x.md")
    assert finding_changes([one], [one], ("output/a/", "projects/a/")).stayed == 1


def test_a_finding_that_was_waived_is_told_as_changed() -> None:
    one = finding("甲", fact="inventory.total")
    found = finding_changes([one], [one.waived("已核对")])
    assert [(pair.old.waiver, pair.new.waiver) for pair in found.changed] == [("", "已核对")]
    assert not found.came
    assert not found.went


some = st.lists(
    st.builds(
        finding,
        st.sampled_from(["甲", "乙 3", "乙 4"]),
        line=st.integers(1, 9),
        fact=st.sampled_from(["", "a"]),
        block=st.sampled_from(["", "p1"]),
    ),
    max_size=6,
)


@given(some, some)
def test_nothing_is_lost_and_swapped_sides_mirror(old: list[Finding], new: list[Finding]) -> None:
    there, back = finding_changes(old, new), finding_changes(new, old)
    assert len(there.came) + there.stayed + len(there.changed) == len(new)
    assert len(there.went) + there.stayed + len(there.changed) == len(old)
    assert (len(there.came), len(there.went)) == (len(back.went), len(back.came))
    assert finding_changes(old, old).stayed == len(old)
