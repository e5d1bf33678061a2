"""Everything that a build of one project depends on, hashed once, and whether the last build already has it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.base.resources import content_root, template_root
from generator.build import deliver
from generator.build.fingerprint import engine_hash, hash_file, key_of, tree
from generator.build.lock import NAME as LOCK_NAME
from generator.build.options import Options
from generator.build.workspace import Workspace
from generator.project.issued import FOLDER, Editions, Revision, quoted_files
from generator.project.workspace import REVIEW_FILE, REVIEWED_FILE

#: Outside programs: name, the variable that overrides the search, and the programs searched for.
_PROGRAMS = (
    ("office", "SOFFICE_PATH", ("soffice", "libreoffice")),
    ("browser", "BROWSER_PATH", ("chromium-headless-shell", "chromium", "google-chrome")),
)


#: Files of a project that judge its documents and go into none of them.
_ASIDE = frozenset({REVIEWED_FILE, REVIEW_FILE})


@dataclass(frozen=True, slots=True)
class State:
    """Hashes of the project's files, the templates, the data sets and the toolchain."""

    folder: str
    files: dict[str, str]
    templates: dict[str, str]
    content: dict[str, str]
    engine: str
    tools: dict[str, str]
    lock: str
    editions: Editions

    @classmethod
    def read(cls, workspace: Workspace, folder: Path, issuing: tuple[str, Revision] | None = None) -> State:
        """Hash everything that a build of the project in ``folder`` may read.

        ``issuing`` is the document that is being issued, with the entry that this adds to its revision record.
        """
        files = tree(folder) | {
            f"quoted:{name}": hash_file(file) for name, file in quoted_files(folder, workspace.root)
        }
        lock = files.pop(LOCK_NAME, "")
        templates = {**tree(template_root(), under="tanwen:"), **_own_templates(workspace)}
        place = os.path.relpath(folder, workspace.root)
        # a workspace's own data sets come before those of the same name that are carried
        content = {**tree(content_root()), **tree(workspace.root / "content")}
        editions = _editions(folder, workspace.root)
        if issuing is not None:
            editions = editions.followed(*issuing)
        return cls(place, files, templates, content, engine_hash(), toolchain(), lock, editions)

    def key(self, options: Options) -> str:
        """Return the key of the whole build."""
        issued = self.editions.state()
        return key_of(self.files, self.templates, self.content, self.engine, self.tools, options.key(), *issued)

    def reviewed_key(self) -> str:
        """Return the key of what reviewers cleared."""
        return self.files.get(REVIEWED_FILE, "")

    def project_key(self) -> str:
        """Return the key of the loaded project without its author slots; its findings name its folder."""
        return key_of(self.folder, _without_slots(self.files), self.engine)

    def ledger_key(self) -> str:
        """Return the key of the ledger."""
        return key_of(self.project_key(), self.content)

    def build_of(self, document: str, template: str, versions: Sequence[str]) -> str:
        """Return the name of a document's build: a hash of what was written for it, on whatever machine.

        ``versions`` are the template's own and those that it extends.
        """
        # the files of a draft standard: its own document is made of them, the others name its clauses
        drafted = {k: v for k, v in self.files.items() if k.startswith("content/standard/")}
        if drafted:  # a clause may stand in a section that the project words itself
            drafted |= {k: v for k, v in self.files.items() if _is_override(k)}
        own = {k: v for k, v in self.files.items() if k.startswith(f"content/{document}/")} | drafted
        shared = _without_slots(self.files)
        folders = [f":{template}/{version}/" for version in versions]
        read = (*folders, ":shared/", *((":draft-standard/",) if drafted else ()))
        parts: dict[str, set[str]] = {}
        for path, digest in self.templates.items():
            if any(folder in path for folder in read):
                # a workspace's copy of a file that Tanwen carries is the same file
                parts.setdefault(path.partition(":")[2], set()).add(digest)
        read_of = {k: sorted(v) for k, v in parts.items()}
        issued = self.editions.of(document)  # a document that was never issued has the name that it always had
        return key_of(document, own, shared, read_of, self.content, *([issued] if issued else []))[:16]

    def document_key(self, document: str, template: str, versions: Sequence[str], *, final: bool) -> str:
        """Return the key of a composed document: its ledger, its template with what that shares, its own slots."""
        return key_of(self.folder, self.build_of(document, template, versions), self.engine, final)


def _editions(folder: Path, root: Path) -> Editions:
    """Return the revision records of a project; most have none, and then nothing is loaded to read them with."""
    if not (folder / FOLDER).is_dir():
        return Editions()
    from generator.project.editions import read_editions

    return read_editions(folder, root)


def _without_slots(files: dict[str, str]) -> dict[str, str]:
    """Return the files that data are made of: no author's texts, and nothing that is said about documents."""
    return {k: v for k, v in files.items() if not k.startswith("content/") and k not in _ASIDE}


def _is_override(path: str) -> bool:
    """Whether a file of a project stands in the place of a template's section: ``content/<document>/sections/``."""
    parts = path.split("/")
    return len(parts) > 3 and parts[0] == "content" and parts[2] == "sections"


def _own_templates(workspace: Workspace) -> dict[str, str]:
    if workspace.templates.resolve() == template_root().resolve():
        return {}
    return tree(workspace.templates, under="workspace:")


def toolchain() -> dict[str, str]:
    """Return what outside programs a build would use: their presence and build, by size and time of the program."""
    found = {"python": f"{sys.version_info.major}.{sys.version_info.minor}"}
    for name, variable, programs in _PROGRAMS:
        path = os.environ.get(variable) or next((p for p in map(shutil.which, programs) if p), None)
        if path and Path(path).exists():
            stat = Path(path).resolve().stat()
            found[name] = f"{Path(path).name}:{stat.st_size}:{int(stat.st_mtime)}"
    return found


def is_fresh(folder: Path, key: str, lock_file: Path, manifest: dict[str, object] | None) -> bool:
    """Whether the last build into ``folder`` is this very build and all of its files still stand."""
    if not manifest or manifest.get("key") != key or manifest.get("dated"):
        return False
    lock = hash_file(lock_file) if lock_file.is_file() else ""
    return manifest.get("lock") == lock and deliver.stands(folder, manifest)
