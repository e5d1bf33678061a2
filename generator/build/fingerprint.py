"""What a build read, as hashes: the key that tells whether there is anything to do.

Whole trees are hashed by content, not by time: a clone, a copy and a checkout of the same files have the same key.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from generator.base.files import spelled
from generator.project.editions import is_frozen

SKIPPED_PARTS = {"__pycache__", ".tanwen", ".git"}


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hex."""
    return hashlib.sha256(data).hexdigest()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def tree(root: Path, *, under: str = "") -> dict[str, str]:
    """Return path -> hash of every file below ``root``; paths start with ``under`` and use forward slashes.

    Issued editions of a project are left out: they are no input of a build but for the revision record they hold.
    """
    if not root.is_dir():
        return {}
    found = {}
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if not SKIPPED_PARTS.isdisjoint(relative.parts) or is_frozen(relative.parts):
            continue
        if path.is_file():
            found[f"{under}{spelled(relative)}"] = hash_file(path)
        elif path.is_symlink() or not path.is_dir() or path.suffix == ".yaml":
            # A link to nothing, a pipe or a folder where a file should be has a finding, which must not outlive it.
            found[f"{under}{spelled(relative)}"] = "none"
    return found


def engine_hash() -> str:
    """Return one hash over the engine's own code and parts (styles, scripts): another engine, another build."""
    package = Path(__file__).resolve().parent.parent
    files = {k: v for k, v in tree(package).items() if not k.startswith("carried/")}
    return key_of(files)


def key_of(*parts: object) -> str:
    """Return one hash over values that JSON can hold; mappings by sorted key."""
    return hash_bytes(json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str).encode())
