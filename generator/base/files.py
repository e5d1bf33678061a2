"""Writing files so that nobody ever reads half of one, and spelling paths so that anybody can read them."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePath


def spelled(path: PurePath) -> str:
    """Return a path with forward slashes; bytes of a file name that are no text are spelled by their number."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Hold a lock file; whoever else asks for it waits here.

    Raises:
        OSError: the file cannot be made. A link in its place is not followed.
    """
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        _hold(handle)
        yield
    finally:
        os.close(handle)


def _hold(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: a lock on one byte, released when the file is closed
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]  # exists on Windows only
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def write_beside(path: Path, data: bytes, *, mode: int = 0o644, durable: bool = True) -> None:
    """Write a file beside its place and rename it: readers see the old file or the whole new one.

    ``durable`` flushes it to disk first. What can be told when it is torn, and made again, need not wait for the disk.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
