"""Quoted numbers: from an issued edition, as it was issued, and from nothing else."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from generator.build.cache import Cache
from generator.build.issue_request import Request
from generator.build.issuing import issue
from generator.build.options import Options
from generator.build.stages import Stages
from generator.build.state import State
from generator.build.workspace import workspace_of
from generator.ledger.explain import explain
from generator.ledger.fact import Kind
from generator.ledger.ledger import Ledger
from generator.ledger.tree import draw
from tests.build.test_issuing import commit, git
from tests.build.workspaces import DAY, build, workspace

THEIRS, OURS, REPORT, PAPER = "chengyu-ceramics", "lanhe-foundry", "ghg-report-2024", "white-paper-2025"
TOTAL = "inventory.total[period=2024,basis=location]"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two clients; one of them has issued its report and its white paper."""
    root = workspace(tmp_path_factory.mktemp("quoted"), THEIRS, OURS)
    (root / ".gitignore").write_text("output/\n**/.tanwen/cache/\n")
    git(root, "init", "-q")
    commit(root)
    patch = pytest.MonkeyPatch()
    patch.setenv("SOFFICE_PATH", "/nowhere/soffice")
    for document in (REPORT, PAPER):
        issued = issue(Request(root / "projects" / THEIRS, document, "首次发布"), today=DAY)
        assert issued.value is not None, issued.findings
    patch.undo()
    return root


@pytest.fixture
def root(source: Path, tmp_path: Path) -> Path:
    return shutil.copytree(source, tmp_path / "copy", symlinks=True)


def path(document: str = REPORT) -> str:
    return f"projects/{THEIRS}/issued/{document}/1.0/edition.json"


def quote(root: Path, fact: str, edition: str = "", sha256: str = "") -> None:
    """Let our project quote a fact."""
    edition = edition or path()
    file = root / edition
    sha256 = sha256 or (hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "0" * 64)
    (root / "projects" / OURS / "quotes.yaml").write_text(
        f'- edition: "{edition}"\n  sha256: "{sha256}"\n  facts: [{fact}]\n', "utf-8"
    )


def stages(root: Path) -> Stages:
    workspace, folder = workspace_of(root), root / "projects" / OURS
    return Stages(workspace, folder, State.read(workspace, folder), Options(workspace.output), Cache(workspace.cache))


def rules(root: Path) -> dict[str, str]:
    made = stages(root)
    _ = made.project, made.ledger
    return {
        f.rule: f"{f.position}: {f.message.en} {f.hint.en if f.hint else ''}" for f in made.findings if f.blocks_final
    }


def ledger(root: Path) -> Ledger:
    found = stages(root).ledger
    assert found is not None
    return found


AS = f'{{key: "{TOTAL}", as: "supplier.total[period=2024]"}}'


def test_a_quoted_number_is_the_editions_to_the_last_digit(root: Path) -> None:
    quote(root, AS)
    assert rules(root) == {}
    fact = ledger(root)["supplier.total[period=2024]"]
    there = json.loads((root / path()).read_bytes())
    said = next(one for one in there["facts"] if one["key"] == TOTAL)
    assert (str(fact.value), fact.unit.text, fact.mark.value) == (said["value"], said["unit"], said["mark"])
    assert fact.kind is Kind.QUOTED
    assert fact.position is not None
    line = (root / path()).read_text("utf-8").split("\n")[fact.position.line - 1]
    assert json.loads(line.strip().rstrip(","))["key"] == TOTAL
    assert fact.reference is not None
    assert "V1.0" in fact.reference.document
    assert fact.reference.locator.startswith("表")


def test_explain_leads_to_the_edition(root: Path) -> None:
    quote(root, AS)
    node = explain(ledger(root), (), "supplier.total[period=2024]", "en")
    assert node is not None
    text = draw(node, "en")
    assert "quoted" in text
    assert path() in text
    assert TOTAL in text


def test_a_slot_of_another_project_prints_it_and_says_its_source(root: Path) -> None:
    quote(root, AS)
    slot = next((root / "projects" / OURS / "content" / REPORT).glob("*.md"))
    slot.write_text(slot.read_text("utf-8") + "\n\n供应商排放量为{{ supplier.total | full }}。\n", "utf-8")
    built = build(root, OURS, documents=(REPORT,), formats=("md", "html", "docx"))
    assert [f for f in built.findings if f.blocks_final] == []
    shown = next(one for one in json.loads((root / path()).read_bytes())["facts"] if one["key"] == TOTAL)["shown"]
    text = (root / "output" / OURS / f"{REPORT}.draft.md").read_text("utf-8")
    assert any(f"供应商排放量为{one.partition(' ')[0]} t CO₂e。" in text for one in shown)


def test_a_public_edition_gives_no_more_than_it_shows(root: Path) -> None:
    public = json.loads((root / path(PAPER)).read_bytes())["facts"][0]
    quote(root, f'{{key: "{public["key"]}", as: "supplier.shown"}}', path(PAPER))
    assert str(ledger(root)["supplier.shown"].value) == public["value"]


def test_a_number_quoted_under_an_own_name_is_an_error(root: Path) -> None:
    before = ledger(root)[TOTAL].value
    quote(root, f'{{key: "{TOTAL}"}}')
    assert set(rules(root)) == {"LG033"}
    assert ledger(root)[TOTAL].value == before
    quote(root, f'{{key: "{TOTAL}", as: "inventory.total[entity=supplier,period=2024]"}}')
    assert set(rules(root)) == {"LG033"}, "checks of our totals would count it"


def test_an_unknown_number_has_its_like_named(root: Path) -> None:
    quote(root, '{key: "inventory.totl[period=2024,basis=location]", as: "supplier.total"}')
    found = rules(root)
    assert set(found) == {"IN113"}
    assert TOTAL in found["IN113"]
    assert "quotes.yaml:3" in found["IN113"]


def test_another_hash_is_an_error_and_names_the_right_one(root: Path) -> None:
    quote(root, AS, sha256="0" * 64)
    found = rules(root)
    assert set(found) == {"IN112"}
    assert hashlib.sha256((root / path()).read_bytes()).hexdigest() in found["IN112"]
    assert "supplier.total[period=2024]" not in ledger(root).facts


def test_an_edition_with_a_file_that_was_changed_gives_nothing_though_all_was_kept(root: Path) -> None:
    quote(root, AS)
    assert rules(root) == {}
    word = (root / path()).parent / f"{REPORT}.docx"
    whole = word.read_bytes()
    word.write_bytes(whole + b"x")
    assert set(rules(root)) == {"IN111"}
    assert "supplier.total[period=2024]" not in ledger(root).facts
    word.write_bytes(whole)
    assert rules(root) == {}


def test_an_edition_that_was_changed_and_hashed_anew(root: Path) -> None:
    file = root / path()
    file.write_text(file.read_text("utf-8").replace('"mark": "unconfirmed"', '"mark": "confirmed"'), "utf-8")
    quote(root, AS)
    assert set(rules(root)) == {"IN111"}


def test_an_edition_that_was_handed_over_alone(root: Path) -> None:
    received = root / "projects" / OURS / "received"
    received.mkdir()
    shutil.copy(root / path(), received / "edition.json")
    sha256 = hashlib.sha256((received / "edition.json").read_bytes()).hexdigest()
    quote(root, AS, "received/edition.json", sha256)
    assert rules(root) == {}
    assert ledger(root)["supplier.total[period=2024]"].kind is Kind.QUOTED


PLACES = {
    "../chengyu-ceramics/issued/ghg-report-2024/1.0/edition.json": "IN040",
    "projects/chengyu-ceramics/../../etc/issued/edition.json": "IN040",
    "/etc/passwd": "IN040",
    "projects/chengyu-ceramics/project.yaml": "IN110",
    "projects/chengyu-ceramics/issued/ghg-report-2024/9.9/edition.json": "IN110",
    "data": "IN110",
}


@pytest.mark.parametrize(("edition", "rule"), PLACES.items(), ids=PLACES.keys())
def test_what_is_no_edition_of_the_workspace(root: Path, edition: str, rule: str) -> None:
    quote(root, AS, edition)
    assert set(rules(root)) == {rule}


def test_a_link_that_leads_out_of_the_workspace(root: Path, tmp_path: Path) -> None:
    shutil.move(str((root / path()).parent), str(tmp_path / "elsewhere"))
    (root / path()).parent.symlink_to(tmp_path / "elsewhere")
    quote(root, AS)
    assert set(rules(root)) == {"IN040"}


@pytest.mark.parametrize("name", ["so nicht", "supplier.total[planet=mars]", "supplier.total[period]"])
def test_a_name_that_is_no_key(root: Path, name: str) -> None:
    quote(root, f'{{key: "{TOTAL}", as: "{name}"}}')
    assert set(rules(root)) == {"LG034"}
