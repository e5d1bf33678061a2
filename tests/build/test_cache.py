"""The cache: a broken, foreign or deleted entry is a miss."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.cache import Cache


@pytest.fixture(autouse=True)
def _own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


def _entry(cache: Cache) -> Path:
    return next(p for p in cache.folder.rglob("*") if p.is_file())


def test_a_value_is_made_once(tmp_path: Path) -> None:
    cache, calls = Cache(tmp_path / "cache"), []
    for _ in range(2):
        assert cache.value("k", "a" * 64, lambda: calls.append(1) or {"x": 1}) == {"x": 1}
    assert calls == [1]


def test_a_truncated_or_altered_entry_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.write("k", "a" * 64, b"payload")
    path = _entry(cache)
    whole = path.read_bytes()
    for broken in (b"", whole[:10], whole[:-1], whole[:-1] + b"X"):
        path.write_bytes(broken)
        assert cache.read("k", "a" * 64) is None


def test_an_entry_that_another_user_wrote_is_never_unpickled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = Cache(tmp_path / "cache")
    cache.value("k", "a" * 64, lambda: "mine")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "elsewhere"))
    assert cache.value("k", "a" * 64, lambda: "made anew") == "made anew"


def test_an_entry_moved_under_another_key_is_a_miss(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.write("k", "a" * 64, b"payload")
    target = cache.folder / "k" / "bb" / ("b" * 64)
    target.parent.mkdir(parents=True)
    _entry(cache).rename(target)
    assert cache.read("k", "b" * 64) is None


def test_what_is_not_worth_keeping_is_not_kept(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    cache.value("k", "a" * 64, lambda: "bad", keep=lambda value: value != "bad")
    assert cache.read("k", "a" * 64) is None
