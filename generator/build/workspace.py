"""A workspace is a folder with a ``tanwen.toml``; its clients stand under ``projects/``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.project.workspace import MARKER, PROJECT_FILE, find_workspace


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where a workspace's templates, projects, cache and output lie."""

    root: Path

    @property
    def templates(self) -> Path:
        """The workspace's own templates."""
        return self.root / "templates"

    @property
    def projects(self) -> tuple[Path, ...]:
        """Every project folder of the workspace, by name."""
        return tuple(sorted(path.parent for path in self.root.glob("projects/*/project.yaml")))

    @property
    def allowed_names(self) -> tuple[str, ...]:
        """Names of clients that any document may mention: ``[names] allowed`` in ``tanwen.toml``."""
        import tomllib

        try:
            names = tomllib.loads((self.root / MARKER).read_text("utf-8")).get("names", {})
        except (OSError, ValueError):
            return ()
        return tuple(str(name) for name in names.get("allowed", ()))

    @property
    def cache(self) -> Path:
        """The cache, which may be deleted at any time."""
        return self.root / ".tanwen" / "cache"

    @property
    def output(self) -> Path:
        """Where builds write unless told otherwise."""
        return self.root / "output"


def workspace_of(path: Path) -> Workspace:
    """Return the workspace around ``path``: the nearest folder with a ``tanwen.toml``, from ``path`` upwards.

    A project that stands alone is its own workspace's only client: the folder above it is the workspace. Any other
    folder without a marker above it is taken as a workspace itself.
    """
    start = path.resolve()
    found = find_workspace(start)
    alone = (start / PROJECT_FILE).is_file()
    return Workspace(found if alone or (found / MARKER).is_file() else start)
