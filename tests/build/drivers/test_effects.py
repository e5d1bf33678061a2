"""A project with one file as it was: made beside the project, which stays untouched, and gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.build.drivers.effects import effect_of
from generator.build.drivers.plain import Versions
from tests.build.repositories import repository
from tests.build.workspaces import DAY, workspace

CHENGYU = "projects/chengyu-ceramics"
TABLE = f"{CHENGYU}/data/energy-2024.csv"
SLOT = f"{CHENGYU}/content/ghg-report-2024/management-statement.md"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(workspace(tmp_path_factory.mktemp("effects"), "chengyu-ceramics"))


def everything(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {str(path): path.read_bytes() for path in files if ".tanwen" not in path.parts}


def copies(root: Path) -> list[Path]:
    return list((root / ".tanwen/cache/revisions").iterdir())


def test_a_changed_quantity_changes_the_ledger_and_leaves_the_project_alone(root: Path) -> None:
    before = everything(root)
    now = (root / TABLE).read_bytes()
    old = now.replace(b"105.87", b"205.87")
    assert old != now
    with effect_of(Versions(TABLE, old, now), root, today=DAY) as effect:
        assert effect is not None
        assert effect.lacking is None
        assert effect.project == CHENGYU
        assert effect.new.folder == root / CHENGYU
        assert effect.old.ledger is not None
        assert effect.new.ledger is not None
        assert effect.old.ledger.facts != effect.new.ledger.facts
        assert effect.old.word("ghg-report-2024") != effect.new.word("ghg-report-2024")
        # what did not change is named as it is in the project itself
        assert {f.position.path for f in effect.old.findings} == {f.position.path for f in effect.new.findings}
    assert everything(root) == before
    assert copies(root) == []


def test_two_older_versions_are_compared_on_the_project_as_it_stands(root: Path) -> None:
    with effect_of(Versions(SLOT, "一。\n".encode(), "二。\n".encode()), root, today=DAY) as effect:
        assert effect is not None
        shown = [repr(side.documents["ghg-report-2024"].blocks) for side in (effect.old, effect.new)]
        assert "一。" in shown[0]
        assert "二。" in shown[1]
        assert effect.old.documents["white-paper-2025"] == effect.new.documents["white-paper-2025"]
    assert copies(root) == []


def test_a_file_that_came_or_went(root: Path) -> None:
    for versions in (
        Versions(SLOT, None, (root / SLOT).read_bytes()),
        Versions(SLOT, (root / SLOT).read_bytes(), None),
    ):
        with effect_of(versions, root, today=DAY) as effect:
            assert effect is not None
            assert effect.lacking is None
            assert (effect.old.folder == root / CHENGYU) is (versions.new is None)
            assert effect.old.documents["ghg-report-2024"] != effect.new.documents["ghg-report-2024"]


def test_a_state_that_cannot_be_read_says_why(root: Path) -> None:
    path = f"{CHENGYU}/project.yaml"
    now = (root / path).read_bytes()
    for versions, en in (
        (Versions(path, b"client: [", now), "the file as it was"),
        (Versions(path, now, b"klient: 1\n"), "the file as it is"),
    ):
        with effect_of(versions, root, today=DAY) as effect:
            assert effect is not None
            assert effect.lacking is not None
            assert en in effect.lacking.en
            assert f"{path}:" in effect.lacking.en


def test_files_of_no_project_have_no_effect(root: Path) -> None:
    for path in ("README.md", "projects/gone/data/x.csv", "projects/readme.yaml"):
        with effect_of(Versions(path, b"1", b"2"), root, today=DAY) as effect:
            assert effect is None
    with effect_of(Versions(SLOT, b"1", b"1", "100644", "100755"), root, today=DAY) as effect:
        assert effect is None
