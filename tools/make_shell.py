"""Write the shell.docx that a designer starts from.

    python tools/make_shell.py templates/white-paper/1.0/shell.docx --theme report --language zh

Open the result in Word and redraw it; every field in double braces is one of the cover's: title, subtitle, client,
provider, number, version, date, confidentiality.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.render.docx.default_shell import default_shell
from generator.render.theme import find_theme


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description="Write the shell.docx that a designer starts from.")
    parser.add_argument("path", type=Path)
    parser.add_argument("--theme", default="report")
    parser.add_argument("--language", choices=("zh", "en"), default="zh")
    asked = parser.parse_args()
    asked.path.write_bytes(default_shell(find_theme(asked.theme), asked.language))
    print(asked.path)


if __name__ == "__main__":
    main()
