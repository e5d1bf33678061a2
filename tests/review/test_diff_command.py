"""``tanwen diff`` as a reviewer runs it: four commits in a repository, each with one cause."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generator.word import accepted, read_word, rejected
from tests.build.test_sides import git
from tests.build.workspaces import tanwen, workspace

LANHE = "projects/lanhe-foundry"
REPORT = "ghg-report-2024"
TOTAL = "inventory.total[period=2024,basis=location]"
ELECTRODES = "factor: {value: 3.663, unit"


def _commit(root: Path, file: str, old: str, new: str, subject: str) -> None:
    path = root / LANHE / file
    text = path.read_text("utf-8-sig" if file.endswith(".csv") else "utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    git(root, "commit", "-qam", subject)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A client's repository: a cell, a factor, a sentence, a template version, one commit each."""
    made = workspace(tmp_path_factory.mktemp("four"), "lanhe-foundry")
    git(made, "init", "-q")
    git(made, "add", "-A")
    git(made, "commit", "-qm", "First report")
    _commit(made, "data/value-chain.csv", '2024,类别四,外购生铁,"6,820"', '2024,类别四,外购生铁,"7,120"', "A cell")
    _commit(made, "project.yaml", ELECTRODES, ELECTRODES.replace("3.663", "3.9"), "A factor")
    slot = f"content/{REPORT}/year-on-year.md"
    _commit(made, slot, "排放下降不是产量减少造成的", "排放下降并非产量减少所致", "A sentence")
    order = 'template: ghg-inventory-report\n    version: "1.0"'
    _commit(made, "project.yaml", order, order.replace("1.0", "1.1"), "A template version")
    return made


def compared(root: Path, *arguments: str) -> dict[str, Any]:
    """Return the JSON of a comparison."""
    done = tanwen("diff", *arguments, "--format", "json", cwd=root)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def changed(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from told["facts"]["changed"]


def document(told: dict[str, Any]) -> dict[str, Any]:
    return next(one for one in told["documents"] if one["id"] == REPORT)


def test_the_shares_of_all_four_are_the_whole_change(root: Path) -> None:
    told = compared(root, "HEAD~4", LANHE)
    rows = list(changed(told))
    assert len(rows) > 500
    for one in rows:
        assert sum(Fraction(cause["exact"]) for cause in one["causes"]) == Fraction(one["change"]), one["key"]
    total = next(one for one in rows if one["key"] == TOTAL)
    # 300 t of pig iron at 1.65 tCO2e/t; 62.9 t of electrodes, half of their 0.237 tCO2/t each counted in full
    assert {cause["group"]: cause["share"] for cause in total["causes"]}["activity"] == "495"
    places = {one["new"]["position"] for one in told["inputs"] if one.get("new")}
    assert any(place.startswith(f"{LANHE}/data/value-chain.csv:4") for place in places)
    assert any(place.startswith(f"{LANHE}/project.yaml:262") for place in places)
    assert [(one["old"], one["new"]) for one in told["templates"]] == [
        ("ghg-inventory-report@1.0", "ghg-inventory-report@1.1")
    ]
    causes = {block["causes"][0] for block in document(told)["blocks"]}
    assert {"data", "wording", "template"} <= causes


@pytest.mark.parametrize(
    ("old", "new", "groups"),
    [("HEAD~4", "HEAD~3", {"activity"}), ("HEAD~3", "HEAD~2", {"factor"}), ("HEAD~2", "HEAD", set())],
)
def test_each_commit_has_its_own_cause(root: Path, old: str, new: str, groups: set[str]) -> None:
    told = compared(root, f"{old}:{LANHE}", f"{new}:{LANHE}")
    assert {c["group"] for one in changed(told) for c in one["causes"] if Fraction(c["exact"])} == groups


def test_redlines_of_a_revision_accept_to_the_new_and_reject_to_the_old(root: Path, tmp_path: Path) -> None:
    from generator.build.sides import revision_side
    from tests.build.workspaces import DAY

    done = tanwen("diff", f"HEAD~4:{LANHE}", f"HEAD:{LANHE}", "--output", str(tmp_path), cwd=root, TANWEN_LANG="zh")
    assert done.returncode == 0, done.stderr
    assert {"diff.html", "diff.json", f"{REPORT}.redline.docx"} <= {path.name for path in tmp_path.iterdir()}
    data = (tmp_path / f"{REPORT}.redline.docx").read_bytes()
    for decided, name in ((accepted(data), "HEAD"), (rejected(data), "HEAD~4")):
        side = revision_side(root / LANHE, name, today=DAY).value
        assert side is not None
        assert texts(decided) == texts(side.word(REPORT) or b""), name
    file = read_word(data, "redline").value
    assert file is not None
    assert {comment.author for comment in file.comments} == {"审核员"}
    assert any("value-chain.csv:4" in comment.text and "495" in comment.text for comment in file.comments)


def texts(data: bytes) -> list[tuple[str, str]]:
    """Return style and text of every paragraph that has any, notes included."""
    file = read_word(data, "file").value
    assert file is not None
    return [(p.style, p.text) for p in file.paragraphs if p.text.strip()]


def test_nothing_issued_yet_asks_for_the_older_side(root: Path) -> None:
    done = tanwen("diff", LANHE, cwd=root)
    assert done.returncode == 2
    assert "nothing was issued yet" in done.stderr


def test_the_same_state_has_no_differences(root: Path) -> None:
    done = tanwen("diff", "HEAD", LANHE, "--exit-code", cwd=root)
    assert done.returncode == 0, done.stdout
    assert tanwen("diff", "HEAD~1", LANHE, "--exit-code", cwd=root).returncode == 1
