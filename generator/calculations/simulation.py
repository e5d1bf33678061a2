"""Monte Carlo simulation: drawn inputs through the recorded formulas, vectorised.

A fact's value is a tree of operations over other facts (:mod:`generator.ledger.expression`). :func:`compile_total`
follows the trees from one fact down to those that vary, folds everything that does not vary into numbers, and returns
a program of array operations: each formula is compiled once, whatever the number of draws. Any calculation may use it.

Method: JCGM 101:2008 (propagation of distributions by a Monte Carlo method), clauses 5.2 and 7. Every value has a
stream of its own: numpy's ``PCG64`` on a ``SeedSequence`` of the seed and the key of the value (SHA-256). One seed
gives one result; the draws of a value stay what they are when others are added, taken out or written in another order.
The standard error of the mean is sd / sqrt(n).

Inputs: facts of the ledger and a distribution for each that varies.

Outputs: arrays; a calculation records what it takes from them as values of a procedure.

Errors: a fact that is itself a procedure and depends on what varies cannot be evaluated: :class:`NotSimulable`.

Example: a sum of products against the same numbers in plain numpy, and the linear error propagation of the package
``uncertainties``, in ``tests/calculations/footprint/test_simulation.py``; speed in ``benchmarks/monte_carlo.py``.

Marks: none of its own; a result has the weakest mark of what it read.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from generator.ledger.expression import Call, Convert, Expression, Operation, Procedure, Ref, fold
from generator.ledger.fact import Fact

Array = npt.NDArray[np.float64]
Find = Callable[[str], Fact | None]

#: Draws evaluated at a time, so that intermediate arrays stay in the processor's cache.
_BLOCK = 8192


class NotSimulable(ValueError):
    """A formula that cannot be evaluated on arrays."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a value is drawn.

    ``kind`` with its parameters: lognormal (median, sigma of the logarithm), normal (mean, sd), triangular (low, mode,
    high), uniform (low, high).
    """

    kind: str
    parameters: tuple[float, ...]

    def draw(self, generator: np.random.Generator, count: int) -> Array:
        """Return ``count`` draws."""
        p = self.parameters
        match self.kind:
            case "lognormal":
                return generator.lognormal(math.log(p[0]), p[1], count)
            case "normal":
                return generator.normal(p[0], p[1], count)
            case "triangular":
                return generator.triangular(p[0], p[1], p[2], count)
            case _:
                return generator.uniform(p[0], p[1], count)

    @property
    def mean(self) -> float:
        """The mean of the distribution."""
        p = self.parameters
        match self.kind:
            case "lognormal":
                return p[0] * math.exp(p[1] ** 2 / 2)
            case "normal":
                return p[0]
            case _:
                return sum(p) / len(p)


def stream(key: str, seed: int) -> np.random.Generator:
    """Return the generator of one value, by its key and the seed alone."""
    digest = hashlib.sha256(key.encode()).digest()
    words = tuple(int.from_bytes(digest[n : n + 4], "big") for n in range(0, 16, 4))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed, spawn_key=words)))


def draw(distributions: Mapping[str, Distribution], count: int, seed: int) -> dict[str, Array]:
    """Draw every distribution from its own stream."""
    return {key: one.draw(stream(key, seed), count) for key, one in distributions.items()}


@dataclass(slots=True)
class Program:
    """A compiled formula: steps over numbered slots, the last of which is the result."""

    steps: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    constants: dict[int, float] = field(default_factory=dict)
    slots: int = 0
    result: int = -1
    inputs: dict[str, int] = field(default_factory=dict)
    outputs: list[int] = field(default_factory=list)
    ends: dict[int, list[int]] = field(default_factory=dict)

    def slot(self) -> int:
        """Return a new slot."""
        self.slots += 1
        return self.slots - 1

    def run(self, arrays: Mapping[str, Array]) -> Array:
        """Evaluate on arrays of draws, one for each key that varies."""
        count = len(next(iter(arrays.values()))) if arrays else 1
        out: Array = np.empty(count)
        for begin in range(0, count, _BLOCK):
            end = min(begin + _BLOCK, count)
            out[begin:end] = self._block({key: arrays[key][begin:end] for key in self.inputs})
        return out

    def _block(self, arrays: Mapping[str, Array]) -> Any:
        held: list[Any] = [None] * self.slots
        for slot, number in self.constants.items():
            held[slot] = number
        for key, slot in self.inputs.items():
            held[slot] = arrays[key]
        for number, ((name, arguments), target) in enumerate(zip(self.steps, self.outputs, strict=True)):
            held[target] = _OPERATIONS[name]([held[a] for a in arguments])
            for done in self.ends.get(number, ()):
                held[done] = None
        return held[self.result]


def _add(values: Sequence[Any]) -> Any:
    if not values:
        return 0.0
    fixed = sum(value for value in values if isinstance(value, float))
    arrays = [value for value in values if not isinstance(value, float)]
    if not arrays:
        return fixed
    out = arrays[0] + fixed
    for array in arrays[1:]:
        out += array
    return out


def _divide(values: Sequence[Any]) -> Any:
    return values[0] * (1.0 / values[1]) if isinstance(values[1], float) else values[0] / values[1]


def _extreme(which: Callable[[Any, Any], Any]) -> Callable[[Sequence[Any]], Any]:
    def of(values: Sequence[Any]) -> Any:
        out = values[0]
        for value in values[1:]:
            out = which(out, value)
        return out

    return of


def _half_up(values: Sequence[Any]) -> Any:
    step = 10.0 ** -values[1]
    return np.sign(values[0]) * np.floor(np.abs(values[0]) / step + 0.5) * step


_OPERATIONS: dict[str, Callable[[Sequence[Any]], Any]] = {
    "sum": _add,
    "+": _add,
    "-": lambda v: v[0] - v[1],
    "*": lambda v: v[0] * v[1],
    "/": _divide,
    "^": lambda v: v[0] ** v[1],
    "min": _extreme(np.minimum),
    "max": _extreme(np.maximum),
    "abs": lambda v: np.abs(v[0]),
    "sqrt": lambda v: np.sqrt(v[0]),
    "floor": lambda v: np.floor(v[0]),
    "ceiling": lambda v: np.ceil(v[0]),
    "exp": lambda v: np.exp(v[0]),
    "ln": lambda v: np.log(v[0]),
    "round_half_even": lambda v: np.round(v[0], int(v[1])),
    "round_half_up": _half_up,
    "if_equal": lambda v: np.where(np.equal(v[0], v[1]), v[2], v[3]),
}


def compile_total(find: Find, key: str, varied: Collection[str]) -> Program:
    """Compile the fact ``key``; ``varied`` are the keys whose values are drawn.

    Raises:
        NotSimulable: a procedure depends on what varies.
        KeyError: the fact is not there.
    """
    compiler = _Compiler(find, frozenset(varied))
    program = compiler.program
    found = compiler.fact(key)
    if isinstance(found, float):
        slot = program.slot()
        program.constants[slot] = found
        found = slot
    program.result = found
    last: dict[int, int] = {}
    for number, (_, arguments) in enumerate(program.steps):
        for argument in arguments:
            last[argument] = number
    for slot, number in last.items():
        if slot != program.result and slot not in program.constants:
            program.ends.setdefault(number, []).append(slot)
    return program


class _Compiler:
    """Compiles each fact once; what does not vary becomes a number."""

    def __init__(self, find: Find, varied: frozenset[str]) -> None:
        self.find, self.varied = find, varied
        self.program = Program()
        self.known: dict[str, int | float] = {}

    def fact(self, key: str) -> int | float:
        """Compile a fact after all that it reads, without recursion from fact to fact: chains may be long."""
        waiting = [key]
        while waiting:
            last = waiting[-1]
            if last in self.known:
                waiting.pop()
                continue
            unknown = [one for one in self._reads(last) if one not in self.known]
            if unknown:
                waiting += unknown
                continue
            self.known[last] = self._fact(last)
            waiting.pop()
        return self.known[key]

    def _reads(self, key: str) -> tuple[str, ...]:
        found = None if key in self.varied else self.find(key)
        return found.inputs if found is not None else ()

    def _fact(self, key: str) -> int | float:
        if key in self.varied:
            slot = self.program.inputs[key] = self.program.slot()
            return slot
        fact = self.find(key)
        if fact is None:
            raise KeyError(key)
        compiled = float(fact.value) if fact.formula is None else self.node(fact.formula)
        return compiled if not isinstance(compiled, float) else float(fact.value)

    def node(self, node: Expression) -> int | float:
        return fold(node, self._combine)

    def _combine(self, node: Expression, parts: list[int | float]) -> int | float:
        match node:
            case Ref():
                return self.known[node.key]
            case Operation():
                return self._step(node.operator, parts, node.value)
            case Call():
                return self._step(node.function, parts, node.value)
            case Convert():
                (inner,) = parts
                return float(node.value) if isinstance(inner, float) else self._emit("*", (inner, float(node.factor)))
            case Procedure():
                if any(not isinstance(one, float) for one in parts):
                    raise NotSimulable(node.name)
                return float(node.value)
            case _:
                return float(node.value)

    def _step(self, name: str, parts: Sequence[int | float], value: Decimal) -> int | float:
        if all(isinstance(one, float) for one in parts):
            return float(value)
        return self._emit(name, tuple(parts))

    def _emit(self, name: str, arguments: tuple[int | float, ...]) -> int:
        slots = []
        for one in arguments:
            if isinstance(one, float):
                slot = self.program.slot()
                self.program.constants[slot] = one
                slots.append(slot)
            else:
                slots.append(one)
        target = self.program.slot()
        self.program.steps.append((name, tuple(slots)))
        self.program.outputs.append(target)
        return target


@dataclass(frozen=True, slots=True)
class Summary:
    """What a simulation tells: moments, quantiles, and the relative standard error of the mean as it ran."""

    mean: float
    sd: float
    median: float
    low: float
    high: float
    errors: tuple[tuple[int, float], ...]

    @property
    def error(self) -> float:
        """The relative standard error of the mean after the last draw."""
        return self.errors[-1][1]


def summarise(values: Array) -> Summary:
    """Return mean, standard deviation, 2.5, 50 and 97.5 percentiles, and the running error at tenths of the draws."""
    count = len(values)
    low, median, high = (float(q) for q in np.percentile(values, [2.5, 50.0, 97.5]))
    marks = sorted({max(2, count * tenth // 10) for tenth in range(1, 11)})
    errors = []
    for mark in marks:
        part = values[:mark]
        mean = float(part.mean())
        spread = float(part.std(ddof=1)) / math.sqrt(mark)
        errors.append((mark, abs(spread / mean) if mean else math.inf))
    return Summary(float(values.mean()), float(values.std(ddof=1)), median, low, high, tuple(errors))


def decimal(value: float) -> Decimal:
    """Return a float as the shortest decimal that reads back as it: one result, one spelling."""
    return Decimal(repr(value))
