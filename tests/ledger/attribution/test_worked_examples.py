"""Changes whose shares were worked by hand: products as Sun (1998) and Albrecht et al. (2002) do, and what else is."""

from __future__ import annotations

from decimal import Decimal

from generator.ledger.changes import compare_ledgers
from generator.ledger.fact import Missing
from generator.ledger.quantity import constant, extreme, if_equal, procedure, total
from tests.ledger.attribution.ledgers import Formula, behind, ledger, shares

EMISSION: dict[str, tuple[str, Formula]] = {
    "source.emission": ("tCO2", lambda read: read("activity.quantity") * read("factor.emission")),
}


def test_two_factors_share_their_interaction_equally() -> None:
    old = ledger({"activity.quantity": "100 t", "factor.emission": "2 tCO2/t"}, EMISSION)
    new = ledger({"activity.quantity": "120 t", "factor.emission": "2.5 tCO2/t"}, EMISSION)
    change = compare_ledgers(old, new).by_key["source.emission"]
    assert (change.difference, change.percent) == (Decimal(100), Decimal(50))
    # 20 x 2 + (20 x 0.5) / 2, and 100 x 0.5 + (20 x 0.5) / 2
    assert shares(change) == {"activity": "45", "factor": "55"}
    assert behind(change) == {"activity": ["activity.quantity"], "factor": ["factor.emission"]}
    assert [str(one.position) for cause in change.causes for one in cause.inputs] == [
        "project.yaml:1",
        "project.yaml:2",
    ]


def test_three_factors_share_the_triple_interaction_by_thirds() -> None:
    derived: dict[str, tuple[str, Formula]] = {
        "inventory.total": (
            "tCO2e",
            lambda read: read("activity.quantity") * read("factor.ch4") * read("gwp.value[gas=CH4]"),
        )
    }
    old = ledger({"activity.quantity": "10 t", "factor.ch4": "3 tCH4/t", "gwp.value[gas=CH4]": "5 tCO2e/tCH4"}, derived)
    new = ledger({"activity.quantity": "12 t", "factor.ch4": "4 tCH4/t", "gwp.value[gas=CH4]": "7 tCO2e/tCH4"}, derived)
    change = compare_ledgers(old, new).by_key["inventory.total"]
    # dx y z + dx (dy z + y dz) / 2 + dx dy dz / 3: 30 + 11 + 4/3; 50 + 15 + 4/3; 60 + 16 + 4/3.
    assert shares(change) == {"activity": "127/3", "factor": "199/3", "gwp": "232/3"}
    assert change.difference == 186


def test_a_limit_is_asked_again_in_every_world() -> None:
    derived: dict[str, tuple[str, Formula]] = {
        "allowance.excess": (
            "t",
            lambda read: extreme([read("activity.quantity") - read("growth.limit"), constant(0, "t")], "max"),
        )
    }
    old = ledger({"activity.quantity": "90 t", "growth.limit": "100 t"}, derived)
    new = ledger({"activity.quantity": "120 t", "growth.limit": "80 t"}, derived)
    # v: nothing 0, activity alone 20, limit alone 10, both 40.
    assert shares(compare_ledgers(old, new).by_key["allowance.excess"]) == {"activity": "25", "assumption": "15"}


def test_a_choice_is_made_again_in_every_world() -> None:
    derived: dict[str, tuple[str, Formula]] = {
        "a.chosen": (
            "t",
            lambda read: if_equal(
                read("growth.mode"), constant(1), read("activity.quantity"), read("activity.other") * constant(10)
            ),
        )
    }
    old = ledger({"growth.mode": "1", "activity.quantity": "5 t", "activity.other": "7 t"}, derived)
    new = ledger({"growth.mode": "2", "activity.quantity": "6 t", "activity.other": "8 t"}, derived)
    # v: 5; activity 6; mode 70; both 80.
    assert shares(compare_ledgers(old, new).by_key["a.chosen"]) == {"activity": "11/2", "assumption": "139/2"}


def test_what_makes_no_difference_is_no_cause() -> None:
    derived: dict[str, tuple[str, Formula]] = {
        "a.most": ("t", lambda read: extreme([read("activity.quantity"), read("growth.floor")], "max"))
    }
    old = ledger({"activity.quantity": "50 t", "growth.floor": "1 t"}, derived)
    new = ledger({"activity.quantity": "60 t", "growth.floor": "2 t"}, derived)
    assert shares(compare_ledgers(old, new).by_key["a.most"]) == {"activity": "10"}


def _sum(*sources: str) -> dict[str, tuple[str, Formula]]:
    each: dict[str, tuple[str, Formula]] = {
        f"source.emission[source={one}]": (
            "tCO2",
            lambda read, one=one: read(f"activity.quantity[source={one}]") * read("factor.emission"),  # type: ignore[misc]
        )
        for one in sources
    }
    return each | {
        "inventory.total": ("tCO2", lambda read: total([read(key) for key in each], "tCO2")),
    }


def test_a_source_that_came_is_a_change_of_the_boundary() -> None:
    old = ledger({"activity.quantity[source=a]": "10 t", "factor.emission": "2 tCO2/t"}, _sum("a"))
    new = ledger(
        {
            "activity.quantity[source=a]": "10 t",
            "activity.quantity[source=b]": "4 t",
            "factor.emission": "3 tCO2/t",
        },
        _sum("a", "b"),
    )
    changes = compare_ledgers(old, new)
    assert [one.key for one in changes.added] == ["activity.quantity[source=b]", "source.emission[source=b]"]
    change = changes.by_key["inventory.total"]
    # v: 20; factor 30; boundary, at the old factor, 28; both 42.
    assert shares(change) == {"factor": "12", "boundary": "10"}
    assert behind(change) == {"factor": ["factor.emission"], "boundary": ["source.emission[source=b]"]}
    back = compare_ledgers(new, old)
    assert shares(back.by_key["inventory.total"]) == {"factor": "-12", "boundary": "-10"}
    assert [one.key for one in back.gone] == ["activity.quantity[source=b]", "source.emission[source=b]"]


def test_another_constant_is_another_method() -> None:
    def with_(number: str) -> dict[str, tuple[str, Formula]]:
        return {"a.result": ("t", lambda read: read("activity.quantity") * constant(number, meaning="margin"))}

    old = ledger({"activity.quantity": "10 t"}, with_("2"))
    new = ledger({"activity.quantity": "20 t"}, with_("3"))
    change = compare_ledgers(old, new).by_key["a.result"]
    assert shares(change) == {"activity": "25", "method": "15"}
    detail = change.causes[1].inputs[0].detail
    assert detail is not None
    assert "2 became 3 (margin)" in detail.en


def test_the_same_formula_written_another_way_is_no_cause() -> None:
    old = ledger({"activity.quantity": "10 t", "factor.emission": "2 tCO2/t"}, EMISSION)
    other: dict[str, tuple[str, Formula]] = {
        "source.emission": (
            "tCO2",
            lambda read: total([read("factor.emission") * read("activity.quantity")], "tCO2"),
        )
    }
    new = ledger({"activity.quantity": "11 t", "factor.emission": "3 tCO2/t"}, other)
    assert set(shares(compare_ledgers(old, new).by_key["source.emission"])) == {"activity", "factor"}


def test_a_given_number_that_is_now_calculated() -> None:
    old = ledger({"inventory.total": "100 tCO2"})
    new = ledger(
        {"activity.quantity": "11 t", "factor.emission": "3 tCO2/t"}, {"inventory.total": EMISSION["source.emission"]}
    )
    change = compare_ledgers(old, new).by_key["inventory.total"]
    assert shares(change) == {"method": "-67"}
    detail = change.causes[0].inputs[0].detail
    assert detail is not None
    assert detail.en == "was given, is now calculated"


def test_units_that_changed_are_brought_together() -> None:
    old = ledger({"activity.quantity": "2 t", "factor.emission": "3 tCO2/t"}, EMISSION)
    new = ledger({"activity.quantity": "2500 kg", "factor.emission": "4 tCO2/t"}, EMISSION)
    changes = compare_ledgers(old, new)
    assert shares(changes.by_key["source.emission"]) == {"activity": "7/4", "factor": "9/4"}
    quantity = changes.by_key["activity.quantity"]
    assert (quantity.difference, quantity.percent) == (Decimal(500), Decimal(25))


def test_the_same_quantity_in_another_unit_has_no_cause() -> None:
    old = ledger({"activity.quantity": "2 t", "factor.emission": "3 tCO2/t"}, EMISSION)
    new = ledger({"activity.quantity": "2000 kg", "factor.emission": "4 tCO2/t"}, EMISSION)
    changes = compare_ledgers(old, new)
    assert shares(changes.by_key["source.emission"]) == {"factor": "2"}
    assert changes.by_key["activity.quantity"].difference == 0
    assert changes.by_key["activity.quantity"].causes == ()


def test_another_fuel_is_a_change_of_its_factors() -> None:
    old = ledger({"activity.quantity": "10 t{coal}", "factor.emission": "2 tCO2/t{coal}"}, EMISSION)
    new = ledger({"activity.quantity": "12 t{coke}", "factor.emission": "3 tCO2/t{coke}"}, EMISSION)
    changes = compare_ledgers(old, new)
    assert shares(changes.by_key["source.emission"]) == {"activity": "5", "factor": "11"}
    # t of coal and t of coke have no difference.
    assert changes.by_key["activity.quantity"].difference is None
    assert [one.key for one in changes.by_key["activity.quantity"].inputs] == ["activity.quantity"]


def _simulated(value: str) -> dict[str, tuple[str, Formula]]:
    return {
        "a.simulated": (
            "t",
            lambda read: procedure("simulation", Decimal(value), "t", [read("activity.quantity"), read("factor.x")]),
        ),
        "a.both": ("t", lambda read: read("a.simulated") * read("factor.x")),
    }


def test_a_procedure_below_which_one_group_changed_switches_with_it() -> None:
    old = ledger({"activity.quantity": "10 t", "factor.x": "2"}, _simulated("5"))
    new = ledger({"activity.quantity": "12 t", "factor.x": "2"}, _simulated("6"))
    changes = compare_ledgers(old, new)
    assert shares(changes.by_key["a.simulated"]) == {"activity": "1"}
    assert shares(changes.by_key["a.both"]) == {"activity": "2"}


def test_a_procedure_below_which_several_changed_is_one_cause() -> None:
    old = ledger({"activity.quantity": "10 t", "factor.x": "2"}, _simulated("5"))
    new = ledger({"activity.quantity": "12 t", "factor.x": "4"}, _simulated("6"))
    changes = compare_ledgers(old, new)
    (cause,) = changes.by_key["a.simulated"].causes
    assert (cause.group, cause.share, cause.between) == ("procedure", 1, ("activity", "factor"))
    assert [one.key for one in cause.inputs] == ["activity.quantity", "factor.x"]
    # 5 x 2 to 6 x 4: the factor also acts by itself.
    assert shares(changes.by_key["a.both"]) == {"factor": "11", "procedure": "3"}


def test_a_world_without_a_number_makes_a_joint_cause_that_says_so() -> None:
    derived: dict[str, tuple[str, Formula]] = {
        "a.ratio": ("1", lambda read: read("activity.quantity") / (read("activity.quantity") - read("growth.base"))),
        "a.more": ("1", lambda read: read("a.ratio") + read("factor.x")),
    }
    old = ledger({"activity.quantity": "4 t", "growth.base": "2 t", "factor.x": "1"}, derived)
    new = ledger({"activity.quantity": "6 t", "growth.base": "4 t", "factor.x": "5"}, derived)
    changes = compare_ledgers(old, new)
    (cause,) = changes.by_key["a.ratio"].causes
    assert (cause.group, cause.share, cause.between) == ("joint", 1, ("activity", "assumption"))
    assert cause.note is not None
    assert "not taken apart" in cause.note.en
    more = changes.by_key["a.more"]
    assert shares(more) == {"factor": "4", "joint": "1"}
    assert more.causes[1].note == cause.note


def test_formulas_that_read_each_other_are_a_joint_cause() -> None:
    forth: dict[str, tuple[str, Formula]] = {
        "a.one": ("t", lambda read: read("activity.quantity") * read("factor.x")),
        "a.two": ("t", lambda read: read("a.one") * constant(2)),
    }
    back: dict[str, tuple[str, Formula]] = {
        "a.two": ("t", lambda read: read("activity.quantity") + constant(1, "t")),
        "a.one": ("t", lambda read: read("a.two") * constant(3)),
    }
    old = ledger({"activity.quantity": "10 t", "factor.x": "2"}, forth)
    new = ledger({"activity.quantity": "12 t", "factor.x": "3"}, back)
    change = compare_ledgers(old, new).by_key["a.one"]
    assert shares(change) == {"joint": "19"}
    assert change.causes[0].between == ("activity", "factor", "method")
    assert change.causes[0].note is not None
    assert change.causes[0].note.en.startswith("old and new formulas read each other")


def test_a_value_that_came_and_one_that_went_name_what_they_wait_for() -> None:
    old = ledger({"activity.quantity": "", "factor.emission": "3 tCO2/t"}, EMISSION)
    new = ledger({"activity.quantity": "2 t", "factor.emission": "4 tCO2/t"}, EMISSION)
    came = compare_ledgers(old, new)
    change = came.by_key["source.emission"]
    assert isinstance(change.old, Missing)
    assert change.difference is None
    assert [(one.key, one.detail and one.detail.en) for one in change.inputs] == [
        ("activity.quantity", "no activity.quantity")
    ]
    assert {one.key for one in came.changed} == {"activity.quantity", "factor.emission", "source.emission"}
    went = compare_ledgers(new, old).by_key["source.emission"]
    assert isinstance(went.new, Missing)
    assert str(went.inputs[0].position) == "project.yaml:1"


def test_ledgers_that_are_the_same_have_no_changes() -> None:
    given = {"activity.quantity": "2 t", "factor.emission": "3 tCO2/t"}
    assert not compare_ledgers(ledger(given, EMISSION), ledger(given, EMISSION))
    assert not compare_ledgers(ledger({}), ledger({}))


def test_from_nothing_there_is_no_percent() -> None:
    change = compare_ledgers(ledger({"activity.quantity": "0 t"}), ledger({"activity.quantity": "5 t"}))
    assert change.changed[0].percent is None
    assert change.changed[0].difference == 5
