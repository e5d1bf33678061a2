"""The lock: what is pinned stays, and drift is named."""

from __future__ import annotations

from pathlib import Path

from generator.build.lock import NAME, Lock, compare, read_lock, write_lock

PINS = {"report": {"template t@1.0": "a" * 64, "data content/x.yaml": "b" * 64}}


def test_a_written_lock_reads_back_and_is_stable(tmp_path: Path) -> None:
    write_lock(tmp_path, None, PINS, {"report"})
    first = (tmp_path / NAME).read_bytes()
    lock, findings = read_lock(tmp_path, "p/tanwen.lock")
    assert findings == ()
    assert lock == Lock(PINS)
    write_lock(tmp_path, lock, PINS, {"report"})
    assert (tmp_path / NAME).read_bytes() == first


def test_locked_refuses_a_changed_data_set_and_names_it() -> None:
    now = {"report": {**PINS["report"], "data content/x.yaml": "c" * 64}}
    (finding,) = compare(Lock(PINS), now, "p/tanwen.lock", locked=True)
    assert finding.rule == "DL001"
    assert finding.blocks_final
    assert "content/x.yaml" in finding.message.zh
    assert "bbbbbbbbbbbb" in finding.message.en
    assert "cccccccccccc" in finding.message.en


def test_without_locked_the_same_change_is_a_note() -> None:
    now = {"report": {**PINS["report"], "template t@1.0": "c" * 64}}
    (finding,) = compare(Lock(PINS), now, "p/tanwen.lock", locked=False)
    assert finding.rule == "DL002"
    assert not finding.blocks_final


def test_locked_needs_a_lock_and_every_document_in_it() -> None:
    assert compare(None, PINS, "p", locked=True)[0].rule == "DL001"
    assert compare(None, PINS, "p", locked=False) == ()
    assert "paper" in compare(Lock(PINS), {**PINS, "paper": {}}, "p", locked=True)[0].message.en


def test_documents_that_are_no_longer_ordered_leave_the_lock(tmp_path: Path) -> None:
    write_lock(tmp_path, Lock({"gone": {"template t@1.0": "x"}}), PINS, {"report"})
    lock, _ = read_lock(tmp_path, "p")
    assert lock is not None
    assert set(lock.documents) == {"report"}


def test_a_broken_lock_is_a_finding_and_is_not_overwritten(tmp_path: Path) -> None:
    for text in ("<<<<<<< HEAD", "[]", '{"tanwen": 9, "documents": {}}', '{"tanwen": 1, "documents": {"a": 3}}'):
        (tmp_path / NAME).write_text(text)
        lock, (finding,) = read_lock(tmp_path, "p/tanwen.lock")
        assert lock is None
        assert finding.rule == "DL003"
        assert finding.position.path == "p/tanwen.lock"
        assert (tmp_path / NAME).read_text() == text
