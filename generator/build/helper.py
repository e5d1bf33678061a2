"""A second process of a build: it does jobs while the build does others.

What a job makes goes into the cache or comes back as its reply. A build never depends on its helper: where there is
none, where it dies, or where a job fails in it, the build does that job itself. Linux only, because it forks, and only
out of a process without threads, whose locks a fork would copy in whatever state they are.
"""

from __future__ import annotations

import contextlib
import mmap
import sys
import tempfile
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Job = TypeVar("Job", bound=Hashable)
#: The most jobs that one build shares.
_MOST = 4096

Work = Callable[[Job, Any], Any]


class Board:
    """Numbered jobs that a build and its helper claim, each one once."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - both processes hold it until they end
        self._file.truncate(_MOST)
        self._claims = mmap.mmap(self._file.fileno(), _MOST)
        self._next = 0

    def numbers(self, count: int) -> int:
        """Return the first of ``count`` numbers that no job has yet."""
        self._next += count
        return self._next - count

    def claim(self, number: int) -> bool:
        """Return whether the job is now this process's; a job beyond the board is nobody's."""
        import fcntl  # not on Windows, where there is no helper

        if number >= _MOST:
            return False
        fcntl.lockf(self._file, fcntl.LOCK_EX)  # the system lets go of it when a process dies
        try:
            free = self._claims[number] == 0
            self._claims[number] = 1
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
        return free


@dataclass
class Helper(Generic[Job]):
    """The build's end of the pipe to its helper."""

    process: ForkProcess
    pipe: Connection
    asked: set[Job] = field(default_factory=set)
    replies: dict[Job, Any] = field(default_factory=dict)

    @classmethod
    def start(cls, begin: Callable[[], Work[Job]], end: Callable[[], None] = lambda: None) -> Helper[Job] | None:
        """Fork a helper: it calls ``begin`` for the function that does its jobs, and ``end`` when the build is done."""
        if sys.platform != "linux" or threading.active_count() > 1:
            return None
        import multiprocessing

        context = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(here, there, begin, end), name="helper")
        process.start()
        there.close()
        return cls(process, here)

    def ask(self, job: Job, argument: Any = None) -> None:
        """Hand a job over; jobs are done in the order in which they were handed over."""
        with contextlib.suppress(OSError):
            self.pipe.send((job, argument))
            self.asked.add(job)

    def wait(self, job: Job) -> Any:
        """Return a job's reply once it is done: ``None`` where it was never handed over or was not done."""
        while job in self.asked:
            try:
                done, reply = self.pipe.recv()
            except (EOFError, OSError):
                self.asked.clear()
                break
            self.asked.discard(done)
            self.replies[done] = reply
        return self.replies.pop(job, None)

    def close(self) -> None:
        """Let the helper end once it has done what it was asked for; it is not waited for."""
        self.pipe.close()


def _serve(above: Connection, pipe: Connection, begin: Callable[[], Work[Job]], end: Callable[[], None]) -> None:
    above.close()
    try:
        work = begin()
        while True:
            job, argument = pipe.recv()
            try:
                reply = work(job, argument)
            except Exception:  # the build does the job itself, and fails where a person sees it
                reply = None
            pipe.send((job, reply))
    except (EOFError, OSError, KeyboardInterrupt):
        pass
    finally:
        end()
