"""A content-addressed cache: it may be deleted at any time, and a broken entry is a miss.

Entries are written beside and renamed, so that two builds at once never see half a file. Pickles are only ever read
under a key that contains the hash of the engine's code, and only when an HMAC made with a key of this user's proves
that Tanwen wrote them here: a cache that comes along with somebody's project is a miss.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import pickle
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
_SEAL = 32


def _secret() -> bytes:
    """Return this user's key, made at first use; without a home folder, one that lasts for this process."""
    base = Path(os.environ.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser()) / "tanwen"
    path = base / "cache.key"
    try:
        if not path.exists():
            base.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_beside(path, secrets.token_bytes(32), mode=0o600)
        key = path.read_bytes()
    except OSError:
        return _PROCESS_KEY
    return key if len(key) >= _SEAL else _PROCESS_KEY


_PROCESS_KEY = secrets.token_bytes(32)


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
        data = blob[_SEAL:]
        return data if hmac.compare_digest(blob[:_SEAL], self._seal(kind, key, data)) else None

    def write(self, kind: str, key: str, data: bytes) -> None:
        """Keep an entry; a cache that cannot be written is no fault of the build."""
        with contextlib.suppress(OSError):
            path = self._path(kind, key)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_beside(path, self._seal(kind, key, data) + data)

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

    def _seal(self, kind: str, key: str, data: bytes) -> bytes:
        return hmac.new(_secret(), f"{kind}/{key}/".encode() + data, hashlib.sha256).digest()


def write_beside(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write a file beside its place, flush it to disk and rename it: readers see the old file or the whole new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
