"""What the facts of two ledgers read, and an order in which every fact comes after what it reads on either side."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from generator.ledger.expression import Call, Convert, Expression, Operation, Procedure, Ref, children, inputs


class Reading(NamedTuple):
    """What a formula reads: directly, and below each of its procedures."""

    direct: tuple[str, ...] = ()
    procedures: tuple[tuple[Procedure, tuple[str, ...]], ...] = ()


NOTHING = Reading()


def reading(formula: Expression | None) -> Reading:
    """Return what a formula reads."""
    if formula is None:
        return NOTHING
    direct: dict[str, None] = {}
    procedures: list[tuple[Procedure, tuple[str, ...]]] = []
    ahead: list[Expression] = [formula]
    while ahead:
        one = ahead.pop()
        if isinstance(one, Ref):
            direct[one.key] = None
        elif isinstance(one, (Operation, Call, Convert)):
            ahead.extend(reversed(children(one)))
        elif isinstance(one, Procedure):
            procedures.append((one, inputs(one)))
    return Reading(tuple(direct), tuple(procedures))


def touched(changed: Iterable[str], reads: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the facts that changed and all that read them, however far."""
    readers: dict[str, list[str]] = {}
    for key, read in reads.items():
        for one in read:
            readers.setdefault(one, []).append(key)
    found = set(changed)
    ahead = list(found)
    while ahead:
        for reader in readers.get(ahead.pop(), ()):
            if reader not in found:
                found.add(reader)
                ahead.append(reader)
    return found


def in_reading_order(keys: Iterable[str], reads: Mapping[str, Iterable[str]]) -> tuple[list[str], set[str]]:
    """Return the keys, each after those that it reads, and those of them that read each other in a circle.

    Either ledger alone has no circle; a fact that was read and now reads makes one between them. In the order, facts of
    a circle stand as if they read nothing.
    """
    listed = list(keys)
    known = set(listed)
    below = {key: {one for one in reads[key] if one in known} for key in listed}
    rest = _peel(listed, below)[1]
    above: dict[str, set[str]] = {key: set() for key in rest}
    for key in rest:
        for one in below[key] & rest:
            above[one].add(key)
    circle = _peel([key for key in listed if key in rest], above)[1]
    for key in circle:
        below[key] = set()
    return _peel(listed, below)[0], circle


def _peel(listed: list[str], needs: Mapping[str, set[str]]) -> tuple[list[str], set[str]]:
    """Return the keys whose needs can be met, in an order that meets them, and the rest."""
    waiting = {key: sum(one in needs for one in needs[key]) for key in listed}
    wanted: dict[str, list[str]] = {}
    for key in listed:
        for one in needs[key]:
            wanted.setdefault(one, []).append(key)
    ready = deque(key for key in listed if not waiting[key])
    order: list[str] = []
    while ready:
        key = ready.popleft()
        order.append(key)
        for one in wanted.get(key, ()):
            waiting[one] -= 1
            if not waiting[one]:
                ready.append(one)
    return order, set(listed) - set(order)
