"""Laws of the counts: whatever the comments and ballots are, their sums agree."""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.ledger.context import Context, spell_key
from generator.ledger.ledger import Ledger
from tests.calculations.standard_process.small import project, section
from tests.calculations.worked import calculate

VERDICTS = ("adopted", "partly", "rejected")


def _value(ledger: Ledger, fact: str, **context: Any) -> Decimal:
    return ledger[spell_key(f"standard_process.{fact}", Context.of(**context))].value


def _ledger(data: dict[str, Any]) -> Ledger:
    with tempfile.TemporaryDirectory() as folder:
        _, ledger, _ = calculate(Path(folder), project(data))
    return ledger


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["north", "south", "lead"]), st.sampled_from([*VERDICTS, ""])), max_size=30))
def test_counts_by_body_by_verdict_and_in_all_are_one(given: list[tuple[str, str]]) -> None:
    data = section()
    data["consultation"]["comments"] = [
        {"id": f"c-{n}", "number": n, "clause": "5", "opinion": f"意见{n}", "body": body, "reply": "理由"}
        | ({"verdict": verdict} if verdict else {})
        for n, (body, verdict) in enumerate(given, 1)
    ]
    ledger = _ledger(data)
    bodies = {body for body, _ in given}
    assert _value(ledger, "comments") == len(given)
    assert sum(_value(ledger, "comments", source=body) for body in bodies) == len(given)
    settled = sum(_value(ledger, "comments", category=verdict) for verdict in VERDICTS)
    assert _value(ledger, "comments_unsettled") == len(given) - settled == sum(1 for _, verdict in given if not verdict)
    for verdict in VERDICTS:
        by_body = sum(_value(ledger, "comments", source=body, category=verdict) for body in bodies)
        assert by_body == _value(ledger, "comments", category=verdict) == sum(1 for _, one in given if one == verdict)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["approve", "object", "abstain", "absent"]), min_size=1, max_size=20),
    st.sampled_from(["present", "members"]),
    st.integers(1, 100),
)
def test_a_review_passes_where_its_share_reaches_the_rule(votes: list[str], of: str, asked: int) -> None:
    data = section()
    data["review"]["members"] = [
        {"id": f"m-{n}", "body": "north", "specialty": "计量"}
        | ({"present": False} if vote == "absent" else {"vote": vote})
        for n, vote in enumerate(votes)
    ]
    data["review"]["rules"] = {"of": of, "approval": {"value": f"{asked} %", "source": "某协会", "mark": "secondary"}}
    ledger = _ledger(data)
    base = len(votes) if of == "members" else len(votes) - votes.count("absent")
    cast = sum(_value(ledger, "votes", category=vote) for vote in ("approve", "object", "abstain"))
    assert cast == _value(ledger, "voters") == len(votes) - votes.count("absent")
    if base == 0:
        assert spell_key("standard_process.review_passed", Context()) in ledger.missing
        return
    passed = votes.count("approve") * 100 >= asked * base
    assert _value(ledger, "review_passed") == int(passed)
    assert ledger["standard_process.review_passed"].mark.value == "secondary"
