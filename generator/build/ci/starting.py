"""The workflow files that a workspace needs to have its commits reviewed by a server."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Literal

from generator.base.git import Repository

Server = Literal["github", "gitlab"]


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow file: where it belongs in a repository, and its text."""

    file: Path
    text: str


def workflow(server: Server, root: Path) -> Workflow:
    """Return the workflow of a server for the workspace in ``root``.

    Raises:
        GitError: the workspace lies in no repository.
    """
    top = Repository.around(root).top.resolve()
    place = root.resolve().relative_to(top).as_posix()
    if server == "github":
        text = _text("github-actions.yml").replace("working-directory: .\n", f"working-directory: {_quoted(place)}\n")
        return Workflow(top / ".github" / "workflows" / "tanwen.yml", text)
    text = _text("gitlab-ci.yml").replace(
        "TANWEN_WORKSPACE: . #", f"TANWEN_WORKSPACE: {_quoted(place.replace('$', '$$'))} #"
    )
    return Workflow(top / ".gitlab-ci.yml", text)


def _text(name: str) -> str:
    return (files("generator.build.ci") / "workflows" / name).read_text(encoding="utf-8")


def _quoted(place: str) -> str:
    """Return a path as a YAML scalar; JSON's quotes are YAML's."""
    return place if place == "." else json.dumps(place, ensure_ascii=False)
