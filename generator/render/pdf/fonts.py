"""Which font LibreOffice shows where the Word file's own is not installed, and saying so.

Left alone, fontconfig answers 宋体 with any font at all. A configuration of our own names the nearest free font, with
the forms that Chinese on the mainland uses, so that the PDF looks alike on every machine that has it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC", "AR PL UMing CN", "WenQuanYi Zen Hei")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei")
_KAI = ("AR PL UKai CN", "AR PL KaitiM GB", *_SERIF)
_TIMES = ("Liberation Serif", "Tinos", "Nimbus Roman", "DejaVu Serif")
_ARIAL = ("Liberation Sans", "Arimo", "Nimbus Sans", "DejaVu Sans")

#: Font that Word files ask for -> free fonts in its place, the best first.
SUBSTITUTES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("宋体", "SimSun", "新宋体", "NSimSun", "华文中宋", "方正小标宋简体", "方正书宋简体"), _SERIF),
    **dict.fromkeys(("仿宋", "FangSong", "仿宋_GB2312", "FangSong_GB2312"), _SERIF),
    **dict.fromkeys(("楷体", "KaiTi", "楷体_GB2312", "KaiTi_GB2312"), _KAI),
    **dict.fromkeys(("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线", "DengXian"), _SANS),
    **dict.fromkeys(("Times New Roman", "Cambria"), _TIMES),
    **dict.fromkeys(("Arial", "Calibri", "Helvetica"), _ARIAL),
}


def write_configuration(path: Path) -> Path:
    """Write a fontconfig file: the system's own, and after a font that is missing its substitutes in order."""
    rules = "".join(_rule(font, others) for font, others in SUBSTITUTES.items())
    path.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        f'<include ignore_missing="yes">{escape(_system_configuration())}</include>\n{rules}</fontconfig>\n',
        "utf-8",
    )
    return path


def _system_configuration() -> str:
    known = ("/etc/fonts/fonts.conf", "/opt/homebrew/etc/fonts/fonts.conf", "/usr/local/etc/fonts/fonts.conf")
    return next((path for path in known if Path(path).is_file()), known[0])


def _rule(font: str, others: Sequence[str]) -> str:
    names = "".join(f"<string>{escape(name)}</string>" for name in others)
    return (
        f'<match target="pattern"><test qual="any" name="family" compare="eq"><string>{escape(font)}</string></test>'
        f'<edit name="family" mode="append" binding="strong">{names}</edit></match>\n'
    )


@dataclass(frozen=True, slots=True)
class Substitution:
    """A font that was asked for and the one that stands in the PDF."""

    asked: str
    used: str


def substitutions(asked: Iterable[str], embedded: Iterable[str], configuration: Path) -> tuple[Substitution, ...]:
    """Return the fonts of ``asked`` whose substitute really stands among the ``embedded`` fonts of a PDF."""
    present = {_squeezed(name) for name in embedded}
    found = []
    for font in dict.fromkeys(asked):
        used = _match(font, str(configuration))
        if used and used != font and not _installed(font) and any(p.startswith(_stem(used)) for p in present):
            found.append(Substitution(font, used))
    return tuple(found)


def _squeezed(name: str) -> str:
    """Return a font's name as it can be compared: without subset prefix, spaces and hyphens."""
    return re.sub(r"^[A-Z]{6}\+|[\s-]", "", name).lower()


def _stem(name: str) -> str:
    """Return a family's comparable name; the faces of a collection carry the name of its first (NotoSerifCJKjp)."""
    return re.sub(r"cjk(sc|jp|kr|tc|hk)$", "cjk", _squeezed(name))


@lru_cache(maxsize=64)
def _installed(font: str) -> bool:
    program = shutil.which("fc-list")
    if program is None:
        return True
    return bool(subprocess.run([program, font, "family"], capture_output=True, timeout=30, check=False).stdout.strip())


@lru_cache(maxsize=64)
def _match(font: str, configuration: str) -> str:
    program = shutil.which("fc-match")
    if program is None:
        return ""
    answer = subprocess.run(
        [program, "-f", "%{family[0]}", font],
        capture_output=True,
        timeout=30,
        check=False,
        env={**os.environ, "FONTCONFIG_FILE": configuration},
    )
    return answer.stdout.decode("utf-8", "replace").strip()
