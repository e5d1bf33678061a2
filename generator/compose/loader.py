"""Loading the text of templates: below the template's folder or the shared sections, and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from jinja2 import BaseLoader, Environment

from generator.base.characters import UNSHOWABLE, code_point
from generator.compose.editions import inherited, spell
from generator.compose.rules import CHARACTER, LIMIT, SECTION_MISSING
from generator.compose.run import Halt, Run

_LONGEST = 1_000_000


class Source(BaseLoader):
    """Finds template texts. ``texts`` are given ones (author's texts, a project's sections) by name.

    ``folders`` are the template's own and those of the versions that it extends.
    """

    def __init__(
        self, run: Run, folders: Sequence[Path], shared: Path, path: str, texts: Mapping[str, str] | None = None
    ) -> None:
        self._run = run
        self._folders = tuple(folders)
        self._shared = shared
        self._path = path
        self._texts = texts if texts is not None else {}

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the text of a template; a file that is missing, too large or unreadable halts the section."""
        if template in self._texts:
            self._check(template, self._texts[template])
            return self._texts[template], self._run.paths.get(template), None
        file = self._file(template)
        self._run.paths[template] = self._spell(template, file)
        if file is None:
            finding = SECTION_MISSING.at(
                self._run.here(),
                f"没有文件 {template}",
                f"there is no file {template}",
                hint_zh="路径相对于模板文件夹，或以 shared/ 开头",
                hint_en="a path is relative to the template's folder, or begins with shared/",
            )
            raise Halt(finding)
        data = file.read_bytes()
        if len(data) > _LONGEST:
            raise Halt(LIMIT.at(self._run.position(template, 1), "章节文件过大", "the section file is too large"))
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise Halt(
                CHARACTER.at(self._run.position(template, line), "文件不是 UTF-8 编码", "the file is not UTF-8")
            ) from None
        self._check(template, text)
        return text, str(file), None

    def _file(self, template: str) -> Path | None:
        parts = PurePosixPath(template).parts
        if not parts or template.startswith("/") or ".." in parts or "\\" in template:
            return None
        if parts[0] == "shared":
            return inherited("/".join(parts[1:]), (self._shared,))
        for folder in self._folders:
            for relative in ("/".join(parts), "/".join(("sections", *parts))):
                if (file := inherited(relative, (folder,))) is not None:
                    return file
        return None

    def _spell(self, template: str, file: Path | None) -> str:
        if file is not None and not template.startswith("shared/"):
            return spell(file, self._path, self._folders)
        if template.startswith("shared/"):
            return f"{self._path.split('/')[0]}/{template}"
        return f"{self._path}/{template}"

    def _check(self, template: str, text: str) -> None:
        found = UNSHOWABLE.search(text)
        if found is not None:
            line = text.count("\n", 0, found.start()) + 1
            raise Halt(
                CHARACTER.at(
                    self._run.position(template, line),
                    f"文件含有不可显示的字符 {code_point(found[0])}",
                    f"the file holds the character {code_point(found[0])}, which no document can show",
                    hint_zh="删除该字符",
                    hint_en="delete it",
                )
            )
