"""Blocks of serial numbers: what they hold, and whether any number is used twice."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.base.findings import Position
from generator.calculations.serials import SerialRange, overlaps

BLOCKS = st.lists(
    st.tuples(st.sampled_from(["A", "B"]), st.integers(0, 40), st.integers(0, 12)), min_size=0, max_size=8
)


def _range(prefix: str, first: int, last: int, line: int = 1, registry: str = "Verra") -> SerialRange:
    return SerialRange(registry, prefix, first, last, Position("project.yaml", line), f"c{line}")


def test_a_block_counts_both_ends() -> None:
    assert _range("12082-VCS", 384723093, 384800545).count == 77_453
    assert _range("0001", 1, 100).count == 100
    assert _range("0001", 7, 7).count == 1
    assert _range("0001", 8, 7).count == 0


def test_spelling_of_registry_and_prefix_does_not_hide_a_second_use() -> None:
    one, other = _range("VCS-001 ", 1, 10, 3), _range("vcs-001", 10, 20, 9, "VERRA ")
    assert overlaps([other, one]) == [(one, other)]
    assert not overlaps([one, _range("vcs-002", 1, 10)])
    assert not overlaps([one, _range("VCS-001", 11, 20)])


def test_every_block_inside_a_long_one_is_named() -> None:
    long, short, later = _range("A", 1, 100, 1), _range("A", 5, 6, 2), _range("A", 90, 120, 3)
    assert overlaps([long, short, later]) == [(long, short), (long, later)]


@given(BLOCKS)
def test_overlaps_are_found_exactly_where_a_number_stands_twice(blocks: list[tuple[str, int, int]]) -> None:
    ranges = [_range(prefix, first, first + more, line) for line, (prefix, first, more) in enumerate(blocks, 1)]
    found = overlaps(ranges)
    for one, other in found:
        assert set(range(one.first, one.last + 1)) & set(range(other.first, other.last + 1))
    twice = {
        r.position.line
        for r in ranges
        for s in ranges
        if r is not s and r.prefix == s.prefix and r.first <= s.last and s.first <= r.last
    }
    named = {r.position.line for pair in found for r in pair}
    assert named == twice
