"""Hold Word files against openxml-audit, ooxml-integrity and our own package checks; exit 1 where one complains."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    """Check each file and print what is wrong with it."""
    bad = 0
    for name in names:
        for problem in problems(Path(name)):
            print(f"{name}: {problem}")
            bad += 1
    return 1 if bad else 0


def problems(path: Path) -> list[str]:
    """Return what the three validators say against a Word file."""
    from generator.base.findings import Position
    from generator.inspect.package import inspect_package

    found = [str(f.message) for f in inspect_package(path.read_bytes(), Position(str(path)))]
    for tool, *arguments in (("openxml-audit", "-q"), ("ooxml-integrity", "check")):
        program = Path(sys.executable).parent / tool
        done = subprocess.run([str(program), *arguments, str(path)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            found.append(f"{tool}: {(done.stdout + done.stderr).strip()}")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
