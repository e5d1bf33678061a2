"""Running LibreOffice: a profile of our own for each process, a limit of time, an exit code that is not believed."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from generator.render.pdf.fonts import write_configuration

_PROGRAMS = ("soffice", "libreoffice")
_PROGRAM_FILES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
#: Seconds for a conversion: LibreOffice needs about 2 s to start and 0.02 s a page.
TIME_LIMIT = 240.0

#: PDF/A-2b with outline and structure; named destinations tell the page of every bookmark; no form fields, into which
#: later versions would turn the content controls.
_OPTIONS: dict[str, tuple[str, str]] = {
    "SelectPdfVersion": ("long", "2"),
    "ExportBookmarks": ("boolean", "true"),
    "ExportBookmarksToPDFDestination": ("boolean", "true"),
    "ExportFormFields": ("boolean", "false"),
    "UseTaggedPDF": ("boolean", "true"),
    "UseLosslessCompression": ("boolean", "true"),
    "ReduceImageResolution": ("boolean", "false"),
}


class OfficeError(RuntimeError):
    """LibreOffice made no PDF; the message is what it said, or that time ran out."""


def find_office() -> str:
    """Return LibreOffice's program: ``SOFFICE_PATH`` first, then the usual names; empty when there is none."""
    if named := os.environ.get("SOFFICE_PATH", ""):
        return shutil.which(named) or ""
    found = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    return found or next((path for path in _PROGRAM_FILES if Path(path).is_file()), "")


def lacks_formulas(program: str) -> bool:
    """Tell whether LibreOffice's formula part is missing; equations would vanish from the PDF without a word."""
    folder = Path(program).resolve().parent
    # Where all parts are merged into one library, there is nothing to see.
    return (folder / "libswlo.so").exists() and not (folder / "libsmlo.so").exists()


class _Profile:
    """The folder of this process's LibreOffice: two processes that share one wait for each other or fail."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tanwen-office-"))
        self.process = os.getpid()
        self.lock = threading.Lock()
        self.fonts = write_configuration(self.folder / "fonts.conf")
        atexit.register(self.remove)

    def remove(self) -> None:
        if self.process == os.getpid():
            shutil.rmtree(self.folder, ignore_errors=True)


@lru_cache(maxsize=1)
def _profile_of(process: int) -> _Profile:
    return _Profile()


def font_configuration() -> Path:
    """Return the fontconfig file that this process's LibreOffice uses."""
    return _profile_of(os.getpid()).fonts


def run(program: str, docx: bytes, limit: float = TIME_LIMIT) -> bytes:
    """Convert a Word file to PDF.

    Raises:
        OfficeError: no PDF came out within ``limit`` seconds.
    """
    profile = _profile_of(os.getpid())
    with profile.lock, tempfile.TemporaryDirectory(prefix="work-", dir=profile.folder) as work:
        source = Path(work) / "document.docx"
        source.write_bytes(docx)
        said = _execute(_command(program, profile.folder, source), profile, Path(work), limit)
        target = source.with_suffix(".pdf")
        if not target.is_file() or not target.stat().st_size:
            raise OfficeError(said or "it ended without a file")
        return target.read_bytes()


def _command(program: str, profile: Path, source: Path) -> list[str]:
    options = {name: {"type": kind, "value": value} for name, (kind, value) in _OPTIONS.items()}
    return [
        program,
        f"-env:UserInstallation={(profile / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nofirststartwizard",
        "--convert-to",
        f"pdf:writer_pdf_Export:{json.dumps(options)}",
        "--outdir",
        str(source.parent),
        str(source),
    ]


def _execute(command: list[str], profile: _Profile, work: Path, limit: float) -> str:
    """Run LibreOffice in a session of its own and return the last line it said; end it with its children in time."""
    environment = {
        **os.environ,
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "FONTCONFIG_FILE": str(profile.fonts),
    }
    log = work / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment, start_new_session=True, cwd=work
        )
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            _end(process)
            raise OfficeError(f"no PDF after {limit:.0f} s") from None
        except BaseException:
            _end(process)
            raise
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    errors = [line for line in lines if "javaldx" not in line]
    return errors[-1].replace(str(work), "").strip() if errors else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait(10)
