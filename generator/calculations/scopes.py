"""What an inventory says of a scope, for calculations that may take its emissions or be given their own."""

from __future__ import annotations

from generator.base.text import Text
from generator.project.project import Project

#: What the scopes are called.
SCOPES = {1: Text("范围一", "scope 1"), 2: Text("范围二", "scope 2"), 3: Text("范围三", "scope 3")}


def inventoried(project: Project, scope: int) -> bool:
    """Whether the inventory has sources of a scope: without any its sum is nought, which is no measured nought.

    An organisation's inventory without a source of scope 1 or 2 says that there are none; scope 3 is left out by most.
    """
    sources = project.file.sources
    return any(source.kind == "value-chain" for source in sources) if scope == 3 else bool(sources)
