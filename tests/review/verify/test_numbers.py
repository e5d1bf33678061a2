"""Numbers of an edited Word file: each change that a person can make is found, and nothing else is."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.review.verify.making import (
    Root,
    alias,
    built,
    control,
    copied,
    edited,
    paragraph,
    q,
    removed,
    set_text,
    told,
    tracked,
    typed,
    unwrapped,
    verdict,
)


@pytest.fixture(scope="module")
def file() -> bytes:
    return built()


def test_a_file_as_built_is_consistent_in_itself_and_never_called_true(file: bytes) -> None:
    made = verdict(file)
    assert made.findings == ()
    assert (made.claims.numbers, made.claims.as_built) == (11, 11)
    assert made.claims.blocks == made.claims.blocks_as_built >= 11
    assert made.checked.en.startswith("report.docx: 11 numbers, 11 as built")
    assert "consistent in itself" in made.answer.en
    assert "自身一致" in made.answer.zh


def test_a_changed_number_is_named_with_key_origin_and_sentence(file: bytes) -> None:
    made = verdict(edited(file, lambda root: set_text(control(root, "total"), "20,800.00")))
    (found,) = made.findings
    assert (found.rule, found.severity.value, found.fact, found.block) == ("VF001", "error", "total", "p-1")
    for part in ("20,800.00", "20,866.06", "total", "sections/report.md:2", "报告期内排放总量为"):
        assert part in found.message.en
    assert found.position.paragraph
    assert [str(place) for place in found.related] == ["templates/sample/1.0/sections/report.md:2"]
    assert made.claims.as_built == 10
    assert not made.ok


def test_a_public_file_names_no_key_and_no_origin() -> None:
    made = verdict(edited(built("public"), lambda root: set_text(control(root, "total"), "20,800.00")))
    (found,) = made.findings
    assert (found.rule, found.block, found.fact, found.related) == ("VF001", "p-1", "", ())
    assert "total" not in found.message.en
    assert "templates/" not in found.message.en


def test_a_number_in_a_footnote_and_one_in_a_cell_are_judged(file: bytes) -> None:
    noted = edited(file, lambda root: set_text(control(root, "excluded"), "62.40"), "word/footnotes.xml")
    assert told(noted) == [("number-changed", "error", "p-3")]
    assert told(edited(file, lambda root: set_text(control(root, "gas"), "2,776.39"))) == [
        ("number-changed", "error", "t-1")
    ]


def test_the_same_value_written_otherwise_is_no_error(file: bytes) -> None:
    assert told(edited(file, lambda root: set_text(control(root, "total"), "20866.06"))) == [
        ("number-written-otherwise", "warning", "p-1")
    ]


@pytest.mark.parametrize(
    ("text", "severity"), [(None, "warning"), ("20,866.60", "error"), ("20866.06", "warning"), ("两万", None)]
)
def test_a_number_without_control_is_judged_as_text(file: bytes, text: str | None, severity: str | None) -> None:
    found = told(edited(file, lambda root: unwrapped(control(root, "total"), text)))
    if severity is not None:
        assert found == [("number-without-control", severity, "p-1")]
    else:
        assert ("number-without-control", "warning", "p-1") in found
        assert ("text-reworded", "warning", "p-1") in found


def test_two_numbers_without_control_and_one_wrong(file: bytes) -> None:
    def change(root: Root) -> None:
        unwrapped(control(root, "direct"))
        unwrapped(control(root, "indirect"), "13,445.15")

    made = verdict(edited(file, change))
    assert [(f.rule, f.severity.value, f.fact) for f in made.findings] == [
        ("VF003", "warning", "direct"),
        ("VF003", "error", "indirect"),
    ]


def test_a_number_and_its_control_deleted(file: bytes) -> None:
    found = told(edited(file, lambda root: removed(control(root, "target"))))
    assert ("number-without-control", "warning", "p-5") in found
    assert ("text-reworded", "warning", "p-5") in found


def test_two_swapped_numbers_are_an_error_each(file: bytes) -> None:
    def change(root: Root) -> None:
        one, other = control(root, "direct"), control(root, "indirect")
        after = other.getnext()
        one.addprevious(other)
        after.addprevious(one)

    made = verdict(edited(file, change))
    assert [(f.rule, f.severity.value) for f in made.findings] == [("VF005", "error"), ("VF005", "error")]
    assert made.claims.as_built == 9


def test_numbers_swapped_between_two_paragraphs_and_between_two_cells(file: bytes) -> None:
    def swap(first: str, second: str) -> bytes:
        def change(root: Root) -> None:
            one, other = control(root, first), control(root, second)
            here, there = one.getparent(), other.getparent()
            assert here is not None
            assert there is not None
            at, to = here.index(one), there.index(other)
            here.insert(at, other)
            there.insert(to, one)

        return edited(file, change)

    assert told(swap("total", "target")) == [("numbers-swapped", "error", "p-1"), ("numbers-swapped", "error", "p-5")]
    assert told(swap("gas", "diesel")) == [("numbers-swapped", "error", "t-1"), ("numbers-swapped", "error", "t-1")]


def test_a_paragraph_pasted_twice_is_a_note_and_with_another_number_an_error(file: bytes) -> None:
    def paste(root: Root) -> Root:
        source = paragraph(root, "报告期内排放总量为")
        twin = copied(source)
        paragraph(root, "公司将逐年").addnext(twin)
        return twin

    assert told(edited(file, paste)) == [("number-twice", "note", "p-1"), ("number-twice", "note", "p-1")]
    changed = told(edited(file, lambda root: set_text(next(paste(root).iter(q("sdt"))), "9,999.99")))
    assert ("number-changed", "error", "p-1") in changed


def test_a_deleted_row_is_told_as_a_row(file: bytes) -> None:
    def change(root: Root) -> None:
        removed(next(row for row in root.iter(q("tr")) if "焦炭" in "".join(row.itertext())))

    made = verdict(edited(file, change))
    assert [(f.rule, f.severity.value, f.block) for f in made.findings] == [
        ("VF004", "warning", "t-1"),
        ("VF012", "warning", "t-1"),
    ]
    assert "row 3" in made.findings[0].message.en
    assert "3,120.05" in made.findings[0].message.en


def test_a_row_deleted_as_a_tracked_change_is_gone_for_its_reader(file: bytes) -> None:
    def change(root: Root) -> None:
        row = next(row for row in root.iter(q("tr")) if "焦炭" in "".join(row.itertext()))
        said = row.find(q("trPr"))
        assert said is not None
        etree.SubElement(said, q("del"), {q("id"): "9", q("author"): "某人"})

    assert ("table-row-gone", "warning", "t-1") in told(edited(file, change))


def test_a_control_of_another_document_is_unknown(file: bytes) -> None:
    def change(root: Root) -> None:
        twin = copied(paragraph(root, "报告期内排放总量为"))
        for mark in twin.iter(q("alias")):
            mark.set(q("val"), "t000999")
        paragraph(root, "公司将逐年").addnext(twin)

    assert ("control-unknown", "error", "") in told(edited(file, change))


def test_a_control_split_in_two_counts_once(file: bytes) -> None:
    def change(root: Root) -> None:
        one = control(root, "total")
        twin = copied(one)
        set_text(one, "20,8")
        set_text(twin, "66.06")
        one.addnext(twin)

    assert told(edited(file, change)) == [("control-nested", "note", "p-1")]


def test_a_control_inside_another_one_is_told(file: bytes) -> None:
    def change(root: Root) -> None:
        outer, inner = control(root, "direct"), control(root, "indirect")
        content = outer.find(q("sdtContent"))
        assert content is not None
        content.append(inner)

    found = told(edited(file, change))
    assert ("control-nested", "note", "p-2") in found
    assert any(severity in ("warning", "error") for _, severity, _ in found)


# ------------------------------------------------------------------------------------- what a reader sees


def test_a_number_changed_by_tracked_changes_is_judged_as_accepted(file: bytes) -> None:
    def change(root: Root) -> None:
        content = control(root, "total").find(q("sdtContent"))
        assert content is not None
        old = content[0]
        new = copied(old)
        set_text(new, "20,800.00")
        old.addnext(new)
        tracked(old, "del")
        tracked(new, "ins")

    (found,) = verdict(edited(file, change)).findings
    assert (found.rule, found.block) == ("VF001", "p-1")
    assert "20,800.00" in found.message.en


def test_a_change_that_was_tracked_and_puts_the_built_number_back_is_none(file: bytes) -> None:
    def change(root: Root) -> None:
        content = control(root, "gas").find(q("sdtContent"))
        assert content is not None
        extra = copied(content[0])
        set_text(extra, "999")
        content[0].addnext(extra)
        tracked(extra, "del")

    assert told(edited(file, change)) == []


def test_a_tracked_change_in_a_footnote_is_judged(file: bytes) -> None:
    def change(root: Root) -> None:
        content = control(root, "excluded").find(q("sdtContent"))
        assert content is not None
        extra = copied(content[0])
        set_text(extra, "1")
        content[0].addprevious(extra)
        tracked(extra, "ins")

    assert told(edited(file, change, "word/footnotes.xml")) == [("number-changed", "error", "p-3")]


@pytest.mark.parametrize("by_style", [False, True])
def test_a_hidden_number_with_another_beside_it_is_found(file: bytes, by_style: bool) -> None:
    def change(root: Root) -> None:
        one = control(root, "total")
        run = next(one.iter(q("r")))
        properties = etree.Element(q("rPr"))
        if by_style:
            etree.SubElement(properties, q("rStyle"), {q("val"): "Gone"})
        else:
            etree.SubElement(properties, q("vanish"))
        run.insert(0, properties)
        one.addnext(next(iter(typed("12,345.67"))))

    data = edited(file, change)
    if by_style:
        style = f'<w:style xmlns:w="{q("x")[1:-2]}" w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>'  # noqa: E501
        data = edited(data, lambda root: root.append(etree.fromstring(style)), "word/styles.xml")
    found = told(data)
    assert ("number-hidden", "error", "p-1") in found
    assert ("number-typed", "error", "p-1") in found


def test_a_chart_whose_cache_or_data_sheet_was_changed_is_found(file: bytes) -> None:
    def change(root: Root) -> None:
        value = next(v for v in root.iter("{*}v") if v.text == "7420.56")
        value.text = "7000"

    made = verdict(edited(file, change, "word/charts/chart1.xml"))
    assert [(f.rule, f.block) for f in made.findings] == [("VF023", "c-1")]
    assert "7000" in made.findings[0].message.en


def test_aliases_of_the_sample_are_in_reading_order(file: bytes) -> None:
    """The tests name controls by their facts: this is what they lean on."""
    names: list[str] = []
    edited(file, lambda root: names.extend(alias(one) for one in root.iter(q("sdt"))))
    assert [name for name in names if name] == [f"t{n:06d}" for n in (1, 2, 3, 5, 6, 7, 8, 9)]


def test_a_number_deleted_from_its_cell_is_no_deleted_row(file: bytes) -> None:
    found = told(edited(file, lambda root: removed(control(root, "coke"))))
    assert ("number-without-control", "warning", "t-1") in found
    assert not any(name == "table-row-gone" for name, _, _ in found)
