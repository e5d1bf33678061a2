"""LibreOffice opens a redline: it keeps the marks, and what it shows after accepting is the new document."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from redline_making import made, read
from redline_sample import docx

from generator.base.archive import parts
from generator.word import accepted, rejected

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
OLD = [
    ("h", 1, "总则"),
    ("p", ("组织边界按运营控制权法确定，排放总量为", ("number", "37036.2"), "，由复核岗位核对。")),
    ("p", ("活动数据取自结算凭证，缺失月份按前后两个月的平均值补足。",)),
    ("p", ("外购电力采用基于位置的方法，因子取主管部门公布的数据。",)),
    ("t", (("排放源", "数量", "排放量"), ("天然气", ("number", "12.5"), "甲"), ("柴油", ("number", "3.1"), "乙"))),
    ("p", ("蒸汽由园区集中供应，计量器具按期检定并保存记录。",)),
]
NEW = [
    OLD[0],
    ("p", ("组织边界按运营控制权法确定，排放总量为", ("number", "37185.4"), "，由两名人员核对。")),
    OLD[3],
    (
        "t",
        (
            ("排放源", "数量", "排放量"),
            ("天然气", ("number", "13.5"), "甲"),
            ("氢气", ("number", "1.1"), "丙"),
            ("柴油", ("number", "3.1"), "乙"),
        ),
    ),
    OLD[5],
    OLD[2],
    ("p", ("新增一段说明，各数分别修约。",)),
]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile that no other program uses."""
    return tmp_path_factory.mktemp("profile")


def convert(data: bytes, kind: str, folder: Path, profile: Path) -> bytes:
    source = folder / "file.docx"
    source.write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
    subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(source)], capture_output=True, timeout=180, check=False
    )
    return (folder / "out" / f"file.{kind.partition(':')[0]}").read_bytes()


def marked(data: bytes) -> tuple[str, str]:
    """The characters that went and those that came, moves included."""
    main = parts(data)["word/document.xml"].decode()
    went = re.findall(r"<w:(?:del|moveFrom) [^/>]*>.*?</w:(?:del|moveFrom)>", main, re.DOTALL)
    came = re.findall(r"<w:(?:ins|moveTo) [^/>]*>.*?</w:(?:ins|moveTo)>", main, re.DOTALL)
    return _texts(went), _texts(came)


def _texts(pieces: list[str]) -> str:
    return "".join(text for one in pieces for text in re.findall(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", one))


def test_libreoffice_keeps_every_mark(tmp_path: Path, profile: Path) -> None:
    redline = made(docx(OLD), docx(NEW))
    saved = convert(redline, "docx:MS Word 2007 XML", tmp_path, profile)
    assert read(redline).revisions > 10
    for here, there in zip(marked(redline), marked(saved), strict=True):
        assert re.sub(r"\s", "", there) == re.sub(r"\s", "", here)


def test_libreoffice_shows_both_documents(tmp_path: Path, profile: Path) -> None:
    old, new = docx(OLD), docx(NEW)
    redline = made(old, new)
    for number, (got, want) in enumerate(((accepted(redline), new), (rejected(redline), old))):
        texts = []
        for name, data in (("got", got), ("want", want)):
            folder = tmp_path / f"{name}{number}"
            folder.mkdir()
            texts.append(convert(data, "txt:Text (encoded):UTF8", folder, profile).decode())
        assert texts[0] == texts[1]
        assert "37" in texts[0]
