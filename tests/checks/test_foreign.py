"""Another client's name in this client's documents, found over the workspace."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from generator.base.findings import Position
from generator.checks.foreign import foreign_names
from generator.document.blocks import Cover, Document, Numbering, Paragraph
from generator.document.inlines import Str


def _document(text: str) -> Document:
    block = Paragraph("p1", Position("projects/lanhe/content/report/slot.md", 7), (Str(text),))
    cover = Cover("报告", "", "岚河精密铸造有限公司", "", "", "1.0", "")
    return Document(
        "report", "x@1", "zh", "report", "client", False, cover, (block,), {}, (), {}, Numbering(), "2025-07-01"
    )


def _workspace(folder: Path) -> Path:
    for name, client, site in (
        ("lanhe", "岚河精密铸造有限公司", "云渡分厂"),
        ("chengyu", "澄屿建筑陶瓷有限公司", "澄屿工厂"),
    ):
        project = folder / "projects" / name
        project.mkdir(parents=True)
        (project / "project.yaml").write_text(
            f"client:\n  name: {{zh: {client}, en: {name} Ltd}}\n  short: {client[:4]}\n"
            f"boundary:\n  sites: [{{id: a, name: {site}}}]\n",
            encoding="utf-8",
        )
    for name, text in (("broken", "client: ["), ("odd", "client: 某公司\nboundary: {sites: 3}\n"), ("list", "[1]")):
        (folder / "projects" / name).mkdir()
        (folder / "projects" / name / "project.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_copied_paragraph_is_found_at_its_line(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    (found,) = foreign_names(workspace, {"lanhe": [_document("澄屿工厂的窑炉已完成改造。")]})
    assert (found.rule, found.position.line) == ("NA004", 7)
    assert "澄屿工厂" in found.message.zh
    assert "chengyu" in found.message.en


def test_own_names_and_allowed_mentions_pass(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    own = _document("岚河精密铸造有限公司云渡分厂已完成改造。")
    assert foreign_names(workspace, {"lanhe": [own]}) == ()
    supplier = _document("瓷砖由澄屿建筑陶瓷有限公司供应。")
    assert foreign_names(workspace, {"lanhe": [supplier]}, allowed=["澄屿建筑陶瓷有限公司", "澄屿建筑"]) == ()


def test_each_client_is_judged_by_the_others(tmp_path: Path) -> None:
    workspace = _workspace(tmp_path)
    document = dataclasses.replace(_document("岚河精密铸造有限公司"), id="other")
    assert [finding.rule for finding in foreign_names(workspace, {"chengyu": [document]})] == ["NA004"]
