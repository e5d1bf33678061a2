"""What git says when it calls a driver: the arguments of an external difference."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from generator.build.drivers.plain import Versions


def versions_of(arguments: Sequence[str]) -> Versions | None:
    """Return the two versions of the file that git names; ``None`` where it is not merged yet.

    Git gives path, old file, hash and mode, new file, hash and mode, and for a renamed file its new path and a text.

    Raises:
        OSError: one of the two files cannot be read.
    """
    if len(arguments) < 7:
        return None
    path, old, _, old_mode, new, _, new_mode, *more = arguments
    renamed = (more[0], more[1].encode("utf-8", "surrogateescape")) if len(more) >= 2 else ("", b"")
    return Versions(path, content_of(old), content_of(new), old_mode, new_mode, *renamed)


def content_of(file: str) -> bytes | None:
    """Return the content of a file that git names; of one that does not exist there is none."""
    if file in (os.devnull, "/dev/null", "nul"):
        return None
    path = Path(file)
    return os.fsencode(os.readlink(path)) if path.is_symlink() else path.read_bytes()  # noqa: PTH115 - as git has it
