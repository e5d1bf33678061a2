"""Seals: what Tanwen itself kept on this machine is told from what came along with somebody's project.

A cache holds pickles and compiled templates, and reading either runs code. Every entry therefore carries an HMAC made
with a key of this user's, which lies outside any workspace.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from generator.base.files import write_beside

_LENGTH = 32
_PROCESS_KEY = secrets.token_bytes(_LENGTH)


def seal(name: str, data: bytes) -> bytes:
    """Return ``data`` sealed under ``name``: what is moved to another name is not opened."""
    return _mark(name, data) + data


def unseal(name: str, blob: bytes) -> bytes | None:
    """Return what was sealed under ``name``, or ``None`` where this user's Tanwen did not write it whole."""
    data = blob[_LENGTH:]
    return data if hmac.compare_digest(blob[:_LENGTH], _mark(name, data)) else None


def _mark(name: str, data: bytes) -> bytes:
    return hmac.new(_secret(), f"{name}/".encode() + data, hashlib.sha256).digest()


def _secret() -> bytes:
    """Return this user's key, made at first use; without a home folder, one that lasts for this process."""
    try:
        base = Path(os.environ.get("XDG_STATE_HOME") or Path("~/.local/state").expanduser()) / "tanwen"
        path = base / "cache.key"
        if not path.exists():
            base.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_beside(path, secrets.token_bytes(_LENGTH), mode=0o600)
        key = path.read_bytes()
    except (OSError, RuntimeError):  # RuntimeError: no home can be told
        return _PROCESS_KEY
    return key if len(key) >= _LENGTH else _PROCESS_KEY
