"""Our own draft standard, spoiled and mended by ``tanwen lint --fix``, is what it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import standard_sample

from generator.render.docx import write
from generator.word import accepted, rejected
from tests.build.workspaces import tanwen
from tests.word.making import read, texts


def damaged(data: bytes) -> bytes:
    """Return our own draft standard with sentences of older editions and of careless drafters."""
    wrong = (("本文件", "本标准"), ("下列术语和定义适用", "以下术语和定义适用"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename == "word/document.xml":
                text = content.decode()
                for right, bad in wrong:
                    assert right in text
                    text = text.replace(right, bad)
                content = text.encode()
            new.writestr(item, content)
    return buffer.getvalue()


def test_our_own_standard_damaged_and_mended_is_what_it_was(tmp_path: Path) -> None:
    own = write(standard_sample.sample(), pictures=standard_sample.pictures(), pages={}).value
    assert own is not None
    draft = tmp_path / "own.docx"
    draft.write_bytes(damaged(own))
    done = tanwen("lint", "own.docx", "--rules", "CIT-01,TRM-01", "--fix", "fixed.docx", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    mended = accepted((tmp_path / "fixed.docx").read_bytes())
    old, new = (read(data).paragraphs for data in (own, mended))
    assert [(p.text, p.spans, p.style, p.label) for p in new] == [(p.text, p.spans, p.style, p.label) for p in old]
    assert texts(rejected((tmp_path / "fixed.docx").read_bytes())) == texts(draft.read_bytes())
