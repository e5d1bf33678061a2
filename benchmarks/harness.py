"""What the benchmarks share: each measurement in a process of its own, the cases in turn, medians of the runs."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")
Measured = dict[str, float]


def timed(call: Callable[[], T]) -> tuple[T, Measured]:
    """Call once in this process: what it gave, its processor seconds (``work``) and the peak memory (``peak``, MiB)."""
    start = time.process_time()
    result = call()
    seconds = time.process_time() - start
    return result, {"work": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def tell(measured: Measured) -> None:
    """Print a measurement for the process that asked for it."""
    sys.stdout.write(json.dumps(measured) + "\n")


def fresh(script: str, *arguments: object) -> Measured:
    """Measure in a fresh process: ``script --one …``; ``process`` is its wall time with start and imports."""
    start = time.perf_counter()
    command = [sys.executable, script, "--one", *(str(argument) for argument in arguments)]
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed Tanwen keeps its compiled modules
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    return {**json.loads(done.stdout.splitlines()[-1]), "process": time.perf_counter() - start}


def in_turn(cases: Mapping[str, Callable[[], Measured]], runs: int) -> dict[str, Measured]:
    """Return each case's medians; the cases take turns, so that a slow minute falls on all of them."""
    results: dict[str, list[Measured]] = {name: [] for name in cases}
    for _ in range(runs):
        for name, measure in cases.items():
            results[name].append(measure())
    return {name: {key: statistics.median(r[key] for r in rs) for key in rs[0]} for name, rs in results.items()}
