"""Records: what was written comes back, and nothing else is let in."""

from __future__ import annotations

import gzip
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.base.findings import Position
from generator.base.text import Text
from generator.base.units import parse_unit
from generator.calculations.compute import compute
from generator.document.blocks import Block, Cover, Document, Numbering
from generator.ledger.context import Context
from generator.ledger.expression import Call, Constant, Convert, Expression, Operation, Procedure, Ref, RowSum
from generator.ledger.fact import Fact, Kind, Mark, Missing, Reference
from generator.ledger.ledger import Ledger
from generator.project.load import load_project
from generator.review.record import document_part, joined, ledger_part, read_record
from generator.review.record.kinds import Pool, Refused, runs
from generator.review.record.kinds import _unrolled as unrolled
from generator.review.record.parts import Books
from generator.review.record.reading import unpacked
from generator.review.record.writing import line, packed

ROOT = Path(__file__).resolve().parents[3]
TONNES = parse_unit("tCO2e")

numbers = st.decimals(allow_nan=False, allow_infinity=False)
words = st.text(max_size=12)
st.register_type_strategy(Decimal, numbers)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
leaves: st.SearchStrategy[Expression] = st.one_of(
    st.builds(Ref, words, numbers, st.just(TONNES)),
    st.builds(Constant, numbers, st.just(TONNES), words, st.none() | numbers, st.none() | numbers),
    st.builds(RowSum, words, st.lists(st.integers(0, 60)).map(tuple), numbers, st.just(TONNES)),
)


def _above(below: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(below, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Operation, st.sampled_from("+-*/^"), below, below, numbers, st.just(TONNES)),
        st.builds(Call, st.sampled_from(["sum", "min", "if_equal"]), several, numbers, st.just(TONNES)),
        st.builds(Convert, below, numbers, numbers, st.just(TONNES)),
        st.builds(Procedure, words, several, numbers, st.just(TONNES)),
    )


formulas = st.recursive(leaves, _above, max_leaves=8)
places = st.none() | st.builds(Position, words, st.integers(0, 9), st.integers(0, 9), words, words, st.integers(0, 9))
texts = st.builds(Text, words, words)
facts = st.builds(
    Fact,
    st.from_regex(r"[a-z]{1,6}", fullmatch=True),
    st.integers(2000, 2060).map(lambda year: Context.of(period=year)),
    numbers,
    st.just(TONNES),
    st.sampled_from(Kind),
    texts,
    st.sampled_from(Mark),
    places,
    st.none() | formulas,
    st.none() | st.builds(Reference, words, words, words),
    st.none() | texts,
)


def _same(one: object, other: object) -> bool:
    """Whether two values are the same to the last digit: 1.0 and 1.00 are equal decimals."""
    return one == other and repr(one) == repr(other)


@given(st.lists(facts, max_size=5))
def test_ledgers_come_back(some: list[Fact]) -> None:
    ledger = Books(tuple({fact.key: fact for fact in some}.values()), ()).ledger()
    read = read_record(ledger_part(ledger), "r")
    assert read.value is not None, read.findings
    assert _same(read.value.ledger, ledger)


@given(st.lists(st.from_type(Block), max_size=3))  # type: ignore[arg-type]  # a union of classes
def test_blocks_of_every_kind_come_back(blocks: list[Block]) -> None:
    document = _document(*blocks)
    read = read_record(document_part(document), "r")
    assert read.value is not None, read.findings
    assert _same(read.value.documents["d"], document)


def _document(*blocks: Block) -> Document:
    cover = Cover("t", "", "", "", "", "1.0", "2025")
    return Document("d", "t@1.0", "zh", "report", "client", False, cover, blocks, {}, (), {}, Numbering(), "2025-01-01")


@pytest.mark.parametrize("name", ["lanhe-foundry", "jichuan-standard"])
def test_examples_come_back(name: str) -> None:
    project = load_project(ROOT / "projects" / name).value
    assert project is not None
    ledger = compute(project).value
    assert ledger is not None
    part = ledger_part(ledger)
    read = read_record(part, "r").value
    assert read is not None
    assert read.ledger == ledger
    assert list(read.ledger.by_id) == list(ledger.by_id)
    assert ledger_part(read.ledger) == part, "the same bytes, however the objects came about"


def test_a_sum_of_five_thousand_terms_comes_back() -> None:
    whole: Expression = Ref("a", Decimal(1), TONNES)
    for n in range(5000):
        whole = Operation("+", whole, Ref(f"a{n}", Decimal(1), TONNES), Decimal(n + 2), TONNES)
    name = Text("和", "sum")
    fact = Fact("a.sum", Context.of(), Decimal(5001), TONNES, Kind.DERIVED, name, formula=whole)
    part = ledger_part(Books((fact,), ()).ledger())
    read = read_record(part, "r").value
    assert read is not None
    assert read.ledger is not None
    assert ledger_part(read.ledger) == part


@given(st.lists(st.integers(-5, 30), max_size=40).map(tuple))
def test_rows_are_written_as_runs(rows: tuple[int, ...]) -> None:
    assert unrolled(runs(rows), Pool(1000)) == rows


def test_a_long_sum_takes_no_more_room_than_a_short_one() -> None:
    assert runs(tuple(range(100_000))) == [[0, 99_999]]


# ------------------------------------------------------------------------------------------------ tampered


def _lines(change: Any, root: object | None = None, part: str = "ledger") -> bytes:
    """Return a record with its one line changed."""
    fact = Fact("a.b", Context.of(), Decimal(1), TONNES, Kind.GIVEN, Text("甲", "a"), position=Position("p", 1))
    gone = Missing("a.c", Context.of(), Text("无", "none"))
    whole = json.loads(line(part, "", root or Books((fact,), (gone,))))
    change(whole)
    return packed(json.dumps(whole).encode())


def _head(whole: dict[str, Any], name: str) -> list[Any]:
    return next(head for head in whole["classes"] if head[0] == name)


def _row(whole: dict[str, Any], name: str) -> list[Any]:
    place = [head[0] for head in whole["classes"]].index(name)
    return next(row for row in whole["objects"] if row[0] == place)


def _rename(whole: dict[str, Any], name: str, other: str) -> None:
    _head(whole, name)[0] = other


def _set(whole: dict[str, Any], name: str, field: str, value: object) -> None:
    _row(whole, name)[1 + _head(whole, name)[1].index(field)] = value


TAMPERED = {
    "a class of the interpreter": lambda w: _rename(w, "ledger.fact.Fact", "subprocess.Popen"),
    "a class of the engine that no record holds": lambda w: _rename(w, "ledger.fact.Fact", "ledger.ledger.Ledger"),
    "a field that is none": lambda w: _head(w, "ledger.fact.Fact")[1].__setitem__(0, "__class__"),
    "a field twice": lambda w: _head(w, "ledger.fact.Fact")[1].__setitem__(0, "value"),
    "a field too few": lambda w: _head(w, "ledger.fact.Fact")[1].pop(),
    "a number that is a list": lambda w: _set(w, "ledger.fact.Fact", "value", [1]),
    "a number that is none": lambda w: _set(w, "ledger.fact.Fact", "value", "NaN"),
    "a number beyond all size": lambda w: _set(w, "ledger.fact.Fact", "value", "1E999999999"),
    "a kind that is none": lambda w: _set(w, "ledger.fact.Fact", "kind", "invented"),
    "a text in the place of a unit": lambda w: _set(w, "ledger.fact.Fact", "unit", "tCO2e"),
    "an object that comes later": lambda w: _set(w, "ledger.fact.Fact", "unit", 99),
    "an object of another class": lambda w: _set(w, "ledger.fact.Fact", "unit", 0),
    "a line that is text": lambda w: _set(w, "base.findings.Position", "line", "1"),
    "true in the place of one": lambda w: _set(w, "base.findings.Position", "line", True),
    "a root of another class": lambda w: w.__setitem__("root", 0),
    "no objects": lambda w: w.pop("objects"),
    "a part of an unknown kind": lambda w: w.__setitem__("part", "secrets"),
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_tampered_with_is_one_finding(change: Any) -> None:
    read = read_record(_lines(change), "projects/x/issued/report/1.0/record.json.gz")
    assert read.value is None
    assert [finding.rule for finding in read.findings] == ["RV020"]
    assert read.findings[0].position.path.endswith("record.json.gz")


def test_a_later_field_may_be_lacking_and_has_its_default() -> None:
    def older(whole: dict[str, Any]) -> None:
        names = _head(whole, "ledger.fact.Fact")[1]
        place = names.index("note")
        del names[place], _row(whole, "ledger.fact.Fact")[1 + place]

    read = read_record(_lines(older), "r").value
    assert read is not None
    assert read.ledger is not None
    assert read.ledger["a.b"].note is None


def test_a_few_lines_do_not_stand_for_more_than_a_machine_holds() -> None:
    tonnes = ["1", "t", [["t", "", 1]], "1"]
    classes = [
        ["base.units.Unit", ["text", "atoms", "scale"]],
        ["ledger.expression.Constant", ["value", "unit"]],
        ["ledger.expression.Operation", ["operator", "left", "right", "value", "unit"]],
    ]
    objects: list[Any] = [[0, *tonnes[1:]], [1, "1", 0]]
    objects += [[2, "+", n, n, "1", 0] for n in range(1, 60)]
    whole = {"part": "ledger", "name": "", "classes": classes, "objects": objects, "root": 60}
    read = read_record(packed(json.dumps(whole).encode()), "r")
    assert read.value is None
    assert "too many objects" in read.findings[0].message.en


def test_blocks_too_deep_in_one_another() -> None:
    classes = [
        ["base.findings.Position", ["path"]],
        ["document.blocks.Remark", ["id", "origin", "kind", "blocks"]],
    ]
    objects: list[Any] = [[0, "p"], [1, "r", 0, "note", []]]
    objects += [[1, "r", 0, "note", [n]] for n in range(1, 400)]
    whole = {"part": "document", "name": "d", "classes": classes, "objects": objects, "root": 400}
    read = read_record(packed(json.dumps(whole).encode()), "r")
    assert read.value is None
    assert "too deep" in read.findings[0].message.en


BROKEN = {
    "no gzip": b"plain",
    "cut off": packed(b"{}" * 100)[:-9],
    "no JSON": packed(b"{"),
    "no object": packed(b"[]"),
    "nested beyond reading": packed(b"[" * 200_000),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_record_is_one_finding(data: bytes) -> None:
    read = read_record(data, "r")
    assert read.value is None
    assert len(read.findings) == 1


def test_a_bomb_is_refused_before_it_goes_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.review.record.reading.LARGEST", 1000)
    with pytest.raises(Refused):
        unpacked(packed(b"a" * 600) + packed(b"a" * 600))
    assert unpacked(packed(b"a" * 600)) == b"a" * 600


def test_the_same_bytes_as_any_program_reads_them() -> None:
    record = joined([ledger_part(Ledger({}, {}, {})), document_part(_document())])
    assert record == joined([ledger_part(Ledger({}, {}, {})), document_part(_document())])
    assert len(gzip.decompress(record).splitlines()) == 2
