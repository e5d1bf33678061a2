"""A project may come along with caches of its own: nothing in them is run."""

from __future__ import annotations

import io
import marshal
import pickle
from pathlib import Path

import pytest
from jinja2.bccache import bc_magic

from generator.base.seal import seal
from generator.compose import compose
from generator.document.blocks import Document
from tests.compose.making import ledger, project, spell, template


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def _composed(root: Path, bytecode: Path) -> Document:
    made = project(root)
    chosen = template(root, {"demo.md": "说明{{ project.client.name }}\n"})
    outcome = compose(made, ledger(), made.file.documents[0], chosen, build="b", final=False, bytecode=bytecode)
    assert outcome.value is not None
    return outcome.value


def _planted(blob: bytes, canary: Path) -> bytes:
    """Return compiled code that touches ``canary``, behind the head of a true entry."""
    start = blob.index(bc_magic)
    head = io.BytesIO(blob[start + len(bc_magic) :])
    checksum = pickle.load(head)  # noqa: S301  # written just before by this test
    code = compile(f"open({str(canary)!r}, 'w').close()", "planted", "exec")
    return bc_magic + pickle.dumps(checksum, 2) + marshal.dumps(code)


@pytest.mark.parametrize("sealed_by", ["nobody", "another user", "nobody, with the true seal before it"])
def test_compiled_templates_of_somebody_else_are_never_run(
    sealed_by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, canary = tmp_path / "jinja", tmp_path / "canary"
    first = _composed(tmp_path, cache)
    entries = sorted(cache.iterdir())
    assert entries
    for entry in entries:
        blob = entry.read_bytes()
        evil = _planted(blob, canary)
        if sealed_by == "another user":
            monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
            evil = seal(f"jinja/{entry.stem}", evil)
            monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        elif sealed_by != "nobody":
            evil = blob[: blob.index(bc_magic)] + evil
        entry.write_bytes(evil)
    again = _composed(tmp_path, cache)
    assert not canary.exists()
    assert again == first
    assert spell(again.blocks[0].inlines) == "说明岚河公司"


def test_a_compiled_template_is_used_again(tmp_path: Path) -> None:
    cache = tmp_path / "jinja"
    _composed(tmp_path, cache)
    before = {entry: entry.stat().st_mtime_ns for entry in cache.iterdir()}
    _composed(tmp_path, cache)
    assert {entry: entry.stat().st_mtime_ns for entry in cache.iterdir()} == before


def test_a_cache_folder_that_is_a_file_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "jinja").write_text("")
    assert spell(_composed(tmp_path, tmp_path / "jinja").blocks[0].inlines) == "说明岚河公司"
