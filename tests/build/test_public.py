"""A public document holds shown values and opaque ids alone, in every format and every embedded part."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.build.workspaces import ROOT, build, workspace

PROJECT = "lanhe-foundry"
SECRETS = {
    "meter": "METER-SECRET-7781",
    "evidence": "凭证密级甲九",
    "frequency": "频次密级乙三",
    "cross_check": "核对密级丙五",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = workspace(tmp_path_factory.mktemp("secretfolder"), PROJECT)
    file = root / "projects" / PROJECT / "project.yaml"
    text = file.read_text("utf-8")
    start = text.index("\nsources:")
    end = start + 1 + re.search(r"\n[a-z]+:", text[start + 1 :]).start()
    sources = text[start:end]
    for key, secret in SECRETS.items():
        sources, count = re.subn(rf"(\b{key}: )[^\n{{}},]+", rf"\g<1>{secret}", sources)
        assert count > 3, key
    file.write_text(text[:start] + sources + text[end:], "utf-8")
    formats = ("md", "html", "xlsx", "docx", "pdf")
    built = build(root, PROJECT, formats=formats, documents=("white-paper-2025",), final=True)
    assert len(built.files) == 5, [str(f.message) for f in built.findings if f.blocks_final]
    return {p.name: p.read_bytes() for p in built.files}


def parts(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield every part of a file, packages inside packages opened, and a PDF's text and metadata."""
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from parts(f"{name}!{inner}", archive.read(inner))
    if data[:5] == b"%PDF-":
        from pypdf import PdfReader

        reader = PdfReader(io.BytesIO(data))
        yield f"{name}#text", "\n".join(page.extract_text() for page in reader.pages).encode()
        yield f"{name}#meta", repr(reader.metadata).encode()


@pytest.mark.office
def test_no_secret_of_the_inputs_is_in_any_part(files: dict[str, bytes]) -> None:
    secrets = [*SECRETS.values(), "secretfolder", "project.yaml", "energy-ledger", "content/factors", str(ROOT)]
    ids = ["inventory.total", "source.emission", "pathway.chosen", "power-lanhe", "gas-lanhe", "factor.ncv"]
    for name, data in files.items():
        for part, content in parts(name, data):
            text = content.decode("utf-8", "replace")
            if part.endswith(".html"):
                text = re.sub(r"<script>.*?</script>", "", text, flags=re.S)  # plotly's own code
            found = [s for s in (*secrets, *ids) if s in text]
            assert not found, f"{part} holds {found}"


@pytest.mark.office
def test_no_unrounded_value_is_in_any_part(files: dict[str, bytes], tmp_path: Path) -> None:
    import json

    root = workspace(tmp_path, PROJECT)
    build(root, PROJECT, formats=("md",), documents=("ghg-report-2024",))
    manifest = json.loads((root / "output" / PROJECT / "manifest.json").read_text("utf-8"))
    exact = {
        value[:-2]
        for _, value, _ in manifest["facts"]["ghg-report-2024"].values()
        if re.fullmatch(r"\d{3,}\.\d{6,}", value)
    }
    assert len(exact) > 20
    for name, data in files.items():
        for part, content in parts(name, data):
            if part.endswith((".html", ".xml", ".md", "#text")):
                found = [v for v in exact if v.encode() in content]
                assert not found, f"{part} holds {found[:3]}"


def test_the_workbook_of_a_public_document_has_no_formula_and_no_hidden_sheet(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["white-paper-2025.xlsx"])) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        assert not any("<f>" in sheet for sheet in sheets)
        assert 'state="hidden"' not in archive.read("xl/workbook.xml").decode()
