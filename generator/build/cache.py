"""A content-addressed cache: it may be deleted at any time, and a broken entry is a miss.

Entries are written beside and renamed, so that two builds at once never see half a file. Pickles are only ever read
under a key that contains the hash of the engine's code, and only when their seal (:mod:`generator.base.seal`) proves
that Tanwen wrote them here: a cache that comes along with somebody's project is a miss.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.base.files import write_beside
from generator.base.seal import seal, unseal

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of entries, each under the hash of everything that made it."""

    folder: Path

    def read(self, kind: str, key: str) -> bytes | None:
        """Return an entry's bytes, or ``None`` where there is none that this user's Tanwen wrote whole."""
        try:
            blob = self._path(kind, key).read_bytes()
        except OSError:
            return None
        return unseal(f"{kind}/{key}", blob)

    def has(self, kind: str, key: str) -> bool:
        """Whether there seems to be an entry: reading it may still show that it is broken."""
        return self._path(kind, key).is_file()

    def write(self, kind: str, key: str, data: bytes) -> None:
        """Keep an entry; a cache that cannot be written is no fault of the build."""
        with contextlib.suppress(OSError):
            path = self._path(kind, key)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_beside(path, seal(f"{kind}/{key}", data), durable=False)  # a torn entry breaks its seal

    def value(self, kind: str, key: str, make: Callable[[], T], *, keep: Callable[[T], bool] | None = None) -> T:
        """Return the object kept under ``key``, or make it, and keep it where ``keep`` agrees."""
        blob = self.read(kind, key)
        if blob is not None:
            with contextlib.suppress(Exception):
                kept: T = pickle.loads(blob)  # noqa: S301 - sealed with this user's key, see the module's docstring
                return kept
        made = make()
        if keep is None or keep(made):
            self.write(kind, key, pickle.dumps(made, protocol=5))
        return made

    def _path(self, kind: str, key: str) -> Path:
        return self.folder / kind / key[:2] / key
