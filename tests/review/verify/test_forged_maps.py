"""Files whose map was changed along with their numbers, its digest computed anew: the project is not taken in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from lxml import etree

from generator.base.archive import parts
from generator.base.visible import digest
from generator.review.side import Side
from generator.review.verify.against import project_reference
from generator.review.verify.verdict import BuiltFrom, Verdict
from generator.review.verify.word import open_map, verify_word
from generator.review.word_map import _lines, map_roots
from tests.review.verify.making import Root, alias, edited, q, set_text, unwrapped, with_part

MAP = "customXml/item1.xml"
REPORT = "ghg-report-2024"


@pytest.fixture(scope="module")
def side(states: Callable[[str], Side]) -> Side:
    return states("base")


@pytest.fixture(scope="module")
def file(side: Side) -> bytes:
    made = side.word(REPORT)
    assert made is not None
    return made


def held(side: Side, data: bytes) -> Verdict:
    known, _ = open_map(data, "report.docx")
    assert known is not None
    assert known.whole
    built = BuiltFrom(known.document, known.template, known.build)
    return verify_word(data, "report.docx", project_reference(side, known, "projects/lanhe", built))


def forged(data: bytes, change: Callable[[str], str]) -> bytes:
    """The file with another map that has the digest of its entries."""
    text = change(parts(data)[MAP].decode())
    (root,), _ = map_roots({MAP: text.encode()})
    root.set("digest", digest("".join(_lines(root))))
    return with_part(data, MAP, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def entry(text: str, number: str) -> str:
    found = re.search(rf'<control id="{number}"[^>]*/>', text)
    assert found is not None
    return found.group()


def total_as_part(text: str) -> str:
    """The total's entry claims to be that of scopes 1 and 2, which is smaller."""
    return text.replace(entry(text, "t000001"), entry(text, "t000003").replace("t000003", "t000001"))


def other_build(text: str) -> str:
    return re.sub(r' build="[0-9a-f]+"', ' build="0123456789abcdef"', text, count=1)


def first_control(root: Root) -> Root:
    return next(one for one in root.iter(q("sdt")) if alias(one) == "t000001")


def with_smaller_total(data: bytes) -> bytes:
    shown = re.search(r'shown="([^"]*)"', entry(parts(data)[MAP].decode(), "t000003"))
    assert shown is not None
    return edited(data, lambda root: set_text(first_control(root), shown.group(1)))


def test_the_build_itself_is_judged_true(side: Side, file: bytes) -> None:
    made = held(side, file)
    assert made.ok
    assert not made.findings
    assert made.claims.as_built == made.claims.numbers > 100


def test_a_number_that_claims_to_be_another_fact_of_the_ledger_is_no_proof(side: Side, file: bytes) -> None:
    data = forged(with_smaller_total(file), total_as_part)
    assert verify_word(data, "report.docx").ok  # in itself it is consistent
    assert {one.rule for one in held(side, data).findings if one.blocks_final} == {"VF021", "VF001"}


def test_nor_under_another_build(side: Side, file: bytes) -> None:
    data = forged(with_smaller_total(file), lambda text: other_build(total_as_part(text)))
    assert [one.rule for one in held(side, data).findings if one.blocks_final] == ["VF005"]


def test_a_number_taken_out_of_the_map_is_held_against_the_projects_words(side: Side, file: bytes) -> None:
    typed = edited(file, lambda root: unwrapped(first_control(root), "9,999"))
    block = re.search(r'block="([^"]*)"', entry(parts(file)[MAP].decode(), "t000001"))
    assert block is not None
    wanted = hash_of(typed, block.group(1))

    def change(text: str) -> str:
        text = text.replace(entry(text, "t000001"), "")
        return re.sub(rf'(<block [^>]*id="{re.escape(block.group(1))}"[^>]* text=")[^"]*', rf"\g<1>{wanted}", text)

    same = forged(typed, change)
    assert verify_word(same, "report.docx").ok
    assert {one.rule for one in held(side, same).findings if one.blocks_final} == {"VF021", "VF003"}
    other = forged(typed, lambda text: other_build(change(text)))
    assert [one.rule for one in held(side, other).findings if one.blocks_final] == ["VF011"]


def hash_of(data: bytes, block: str) -> str:
    """The hash that a forger computes for a block of the file."""
    from generator.review.verify.reading import read_seen
    from generator.review.verify.segments import segments_of
    from generator.word.package import Package

    package = Package(data)
    known, _ = open_map(data, "report.docx")
    assert known is not None
    seen = read_seen(package, package.tree(package.main))
    return next(one.hash for one in segments_of(seen.lines, known.blocks) if one.block and one.block.id == block)
