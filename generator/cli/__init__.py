"""The command line: one thin function a command. Only this package prints, reads the clock and exits.

Exit codes: 0 done; 1 a finding of severity error stands; 2 the input or the command could not be read.
"""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from generator import __version__

# Each module registers its commands as it is imported; the order is that of the help.
from generator.cli import (  # noqa: F401 isort: skip
    building,
    comparing,
    verifying,
    reviewing,
    clearing,
    issuing,
    upgrading,
    ci,
    versioning,
    linting,
    asking,
    starting,
)  # isort: skip
from generator.cli.shared import DONE, CheckFormat, app

__all__ = ["CheckFormat", "app", "main"]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"tanwen {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="版本")] = False,
) -> None:
    """Take the options that stand before a command."""


def main() -> None:
    """Run the command line; a pipe that the reader closed is no fault."""
    gc.set_threshold(100_000, 20, 100)  # a ledger is many small objects that stay: looking for garbage costs a tenth
    try:
        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(DONE) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
