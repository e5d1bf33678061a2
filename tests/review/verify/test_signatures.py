"""Signatures: of the file itself, and of the record of its edition, from which an edited file's numbers are proved."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from generator.project.editions import digest
from generator.review.signature import sign, signer_of
from generator.review.verify.signed import signed_reference
from generator.review.verify.verdict import Verdict
from generator.review.verify.word import verify_word
from tests.review.verify.making import built, control, edited, set_text, unwrapped

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two keys, of which the first is allowed."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("li", "wang"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(folder / name)]
        subprocess.run(command, check=True)
    public = (folder / "li.pub").read_text().split()
    (folder / "signers").write_text(f'li@example.org namespaces="tanwen" {public[0]} {public[1]}\n')
    return folder


def edition(word: bytes) -> bytes:
    """What ``tanwen issue`` records of a Word file, as far as verification reads it."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        root = etree.fromstring(archive.read("customXml/item1.xml"))
    told: dict[str, object] = {str(k): str(v) for k, v in root.attrib.items()}
    for one in root:
        entry = {str(k): str(v) for k, v in one.attrib.items() if k != "origin"}
        told.setdefault(etree.QName(one).localname, []).append(entry)  # type: ignore[attr-defined]
    both = {"zh": "示例", "en": "Sample"}
    data = {
        "tanwen-edition": 1, "project": "sample", "document": "report", "version": "1.0", "date": "2025-04-18",
        "title": "报告", "number": "NO-1", "client": both, "firm": both, "revisions": [], "files": [], "facts": [],
        "word": told,
    }  # fmt: skip
    data["digest"] = digest(data)
    return json.dumps(data, ensure_ascii=False).encode()


def signed(folder: Path, data: bytes, key: Path, name: str = "edition.json") -> Path:
    (folder / name).write_bytes(data)
    made = sign(data, key)
    assert made.value is not None, made.findings
    (folder / f"{name}.sig").write_bytes(made.value)
    return folder / f"{name}.sig"


def judged(word: bytes, signature: Path, signers: Path, identity: str = "") -> Verdict:
    reference = signed_reference(word, Path("report.docx"), signature, signers, identity)
    assert reference.value is not None, reference.findings
    return verify_word(word, "report.docx", reference.value)


def test_a_file_signed_as_it_is(keys: Path, tmp_path: Path) -> None:
    word = built()
    signature = signed(tmp_path, word, keys / "li", "report.docx")
    made = judged(word, signature, keys / "signers")
    assert (made.against, made.signer, made.ok) == ("signature", "li@example.org", True)
    changed = edited(word, lambda root: set_text(control(root, "total"), "1.00"))
    refused = signed_reference(changed, Path("report.docx"), signature, keys / "signers", "")
    assert refused.value is None
    assert [f.rule for f in refused.findings] == ["VF040"]


def test_an_edited_file_is_proved_by_the_signed_record_of_its_edition(keys: Path, tmp_path: Path) -> None:
    word = built()
    signature = signed(tmp_path, edition(word), keys / "li")
    shown = edited(word, lambda root: unwrapped(control(root, "total")))
    made = judged(shown, signature, keys / "signers", "li@example.org")
    assert (made.against, made.signer, made.ok) == ("record", "li@example.org", True)
    assert "li@example.org signed" in made.answer.en
    changed = judged(edited(word, lambda root: set_text(control(root, "total"), "1.00")), signature, keys / "signers")
    assert [(f.rule, f.fact) for f in changed.findings] == [("VF001", "total")]
    assert "not consistent" in changed.answer.en


def test_a_forged_map_is_of_no_use_against_the_signed_record(keys: Path, tmp_path: Path) -> None:
    word = built()
    signature = signed(tmp_path, edition(word), keys / "li")
    forged = edited(word, lambda root: set_text(control(root, "total"), "10,000.00"))
    forged = edited(forged, lambda root: root[0].set("shown", "10,000.00"), "customXml/item1.xml")
    made = judged(forged, signature, keys / "signers")
    assert [(f.rule, f.fact) for f in made.findings] == [("VF001", "total")]


def test_other_signers_other_content_and_missing_files_are_findings(keys: Path, tmp_path: Path) -> None:
    data, signers = b"what was signed", keys / "signers"
    good = signed(tmp_path, data, keys / "li", "data")
    other = signed(tmp_path, data, keys / "wang", "other")
    assert signer_of(data, good, signers).value == "li@example.org"
    for found in (
        signer_of(b"something else", good, signers),
        signer_of(data, other, signers),
        signer_of(data, good, signers, "wang@example.org"),
    ):
        assert found.value is None
        assert [f.rule for f in found.findings] == ["VF040"]
    (tmp_path / "torn.sig").write_bytes(good.read_bytes()[:60])
    assert [f.rule for f in signer_of(data, tmp_path / "torn.sig", signers).findings] == ["VF040"]
    for found in (signer_of(data, tmp_path / "none.sig", signers), signer_of(data, good, tmp_path / "none")):
        assert [f.rule for f in found.findings] == ["VF041"]


def test_without_ssh_keygen_it_is_said_what_to_install(
    keys: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = signed(tmp_path, b"x", keys / "li", "data")
    monkeypatch.setenv("PATH", str(tmp_path))
    (found,) = signer_of(b"x", good, keys / "signers").findings
    assert found.rule == "VF041"
    assert found.hint is not None
    assert "OpenSSH" in found.hint.en
    assert [f.rule for f in sign(b"x", keys / "li").findings] == ["VF041"]
    assert [f.rule for f in sign(b"x", keys / "nobody").findings] == ["VF041"]
