"""Which source and site a row means: by the table's own lists, by id, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.project.grid import plain
from generator.project.models import ActivityTable, ProjectFile, Source


@dataclass(frozen=True, slots=True)
class Named:
    """What a name turned out to be: an id, or several candidates, or nothing."""

    id: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class NameBook:
    """The names that rows of one table may use."""

    sources: Mapping[str, Source]
    listed: dict[str, str]
    listed_sites: dict[str, str]
    skip: frozenset[str]
    by_name: dict[str, list[Source]] = field(default_factory=dict)
    site_names: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, file: ProjectFile, table: ActivityTable) -> NameBook:
        """Gather the names of a project and one of its tables."""
        book = cls(
            {s.id: s for s in file.sources},
            {plain(k): v for k, v in table.sources.items()},
            {plain(k): v for k, v in table.sites.items()},
            frozenset(plain(s) for s in table.skip),
        )
        for source in file.sources:
            for name in {plain(n) for n in (source.id, source.name.zh, source.name.en) if n}:
                book.by_name.setdefault(name, []).append(source)
        for site in file.boundary.sites:
            for name in {plain(n) for n in (site.id, site.name.zh, site.name.en) if n}:
                book.site_names.setdefault(name, []).append(site.id)
        return book

    @property
    def by_site(self) -> bool:
        """Whether the table's list tells sources of one name apart by their site."""
        return any("/" in name for name in self.listed)

    def site(self, text: str) -> str:
        """Return the id of the site that a cell names, or nothing."""
        name = plain(text)
        if name in self.listed_sites:
            return self.listed_sites[name]
        found = self.site_names.get(name, [])
        return found[0] if len(found) == 1 else ""

    def source(self, text: str, site_text: str = "") -> Named:
        """Return the source that a cell names; ``site_text`` tells sources of one name at several sites apart."""
        name = plain(text)
        listed = self.listed.get(f"{plain(site_text)}/{name}") if site_text else None
        listed = listed or self.listed.get(name)
        if listed:
            return Named(listed)
        found = self.by_name.get(name, [])
        if len(found) > 1 and site_text:
            site = self.site(site_text)
            found = [s for s in found if s.site == site] or found
        return Named(found[0].id) if len(found) == 1 else Named("", tuple(s.id for s in found))

    def known(self) -> Iterable[str]:
        """Return every name that a source column may hold."""
        return dict.fromkeys([*self.listed, *(s.name.zh for s in self.sources.values()), *self.sources])
