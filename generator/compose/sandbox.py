"""The Jinja environment of templates: sandboxed, strict, without arithmetic, bounded, and aware of lines.

Every line of template text carries a mark with its file and line; every value printed becomes one opaque character,
so that data never speaks Markdown. Loops are counted, output is bounded, filters and attributes are listed.
"""

from __future__ import annotations

import contextlib
import difflib
import hashlib
import inspect
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Undefined, nodes, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace, missing
from markupsafe import Markup

from generator.base.files import write_beside
from generator.base.seal import seal, unseal
from generator.compose import guard, loader
from generator.compose.facts import FactProxy, Offered
from generator.compose.pieces import Joined
from generator.compose.printing import Printer, as_text
from generator.compose.rules import ARGUMENT, FORBIDDEN, LIMIT, UNKNOWN_NAME
from generator.compose.run import Run

_HEADING_ID = re.compile(
    r"^(?P<head>[ ]{0,3}\#{1,6}[^\n]*?)\{\#(?P<id>(?:[\w.:-]|\{\{[^\n]*?\}\})+(?:[ ]+\.[\w-]+)*[ ]*\}[ ]*)$",
    re.MULTILINE,
)
_LOOP_FIELDS = frozenset(
    ("first", "last", "index", "index0", "revindex", "length", "previtem", "nextitem", "cycle", "changed")
)
_DICT_METHODS = frozenset(("items", "keys", "values", "get"))
_DATE_FIELDS = frozenset(("year", "month", "day"))


class UnknownName(Undefined):
    """A name that does not exist. Whatever is done with it is a finding, once; then the document goes on."""

    __slots__ = ()
    run: Run
    known: Callable[[], list[str]]

    def complain(self) -> None:
        """Record that the name does not exist."""
        name = str(self._undefined_name)
        near = difflib.get_close_matches(name, self.known(), 4, 0.5)
        self.run.report(
            UNKNOWN_NAME,
            f"没有名称 {name}",
            f"there is no name {name}",
            hint_zh="相近的有：" + "、".join(near) if near else "",
            hint_en="near it: " + ", ".join(near) if near else "",
        )

    def __str__(self) -> str:
        self.complain()
        return ""

    def __iter__(self) -> Any:
        self.complain()
        return iter(())

    def __len__(self) -> int:
        self.complain()
        return 0

    def __bool__(self) -> bool:
        self.complain()
        return False

    def __eq__(self, other: object) -> bool:
        self.complain()
        return False

    def __ne__(self, other: object) -> bool:
        return not self == other

    def _never(self, other: object) -> bool:
        self.complain()
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _never  # type: ignore[assignment]  # Jinja's own never return

    def __hash__(self) -> int:
        return id(type(self))


class Reported(UnknownName):
    """What stands for something whose finding has been recorded already."""

    __slots__ = ()

    def complain(self) -> None:
        """Say nothing twice."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one document. ``facts_only`` is the environment of author's texts."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "**", "%"))
    intercepted_unops = frozenset(("+", "-"))

    def __init__(
        self,
        run: Run,
        source: loader.Source,
        names: Mapping[str, Any],
        filters: Mapping[str, Callable[..., Any]],
        tests: Mapping[str, Callable[..., Any]],
        bytecode: Path | None = None,
        *,
        facts_only: bool = False,
    ) -> None:
        self.run = run
        self.facts_only = facts_only
        self.printer = Printer(run)
        super().__init__(
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            autoescape=True,
            auto_reload=False,
            optimized=False,  # there is next to nothing to fold, and looking for it takes a fifth of compiling
            undefined=self._undefined_class(UnknownName),
            finalize=self._finalize(),
            loader=source,
            bytecode_cache=_Bytecode(bytecode) if bytecode else None,
        )
        self.reported = self._undefined_class(Reported)
        self.globals = {**names, "range": self._range, "namespace": Namespace}
        self.filters = dict(filters)
        self.tests = {**{name: self.tests[name] for name in guard.TESTS}, **tests}
        self._callables = {id(value) for value in self.globals.values() if callable(value)}

    def _undefined_class(self, base: type[UnknownName]) -> type[UnknownName]:
        return type(base.__name__, (base,), {"__slots__": (), "run": self.run, "known": lambda _: sorted(self.globals)})

    def _finalize(self) -> Callable[[Context, Any], Any]:
        # Taking the context keeps Jinja from folding printed constants at compile time.
        @pass_context
        def finalize(_: Context, value: Any) -> Markup:
            if isinstance(value, UnknownName):
                value.complain()
                return Markup(self.printer.placeholder())  # noqa: S704  # one opaque character
            return self.printer.print(value)

        return finalize

    # ----------------------------------------------------------------------------------- compile time

    def preprocess(self, source: str, name: str | None = None, filename: str | None = None) -> str:
        """Tell the ids of headings (``{#sec-x}``) from the comments of Jinja (``{# … #}``)."""
        return _HEADING_ID.sub(r"\g<head>{:#\g<id>", source)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return guard.prepare(tree, self, name or "", self.run, facts_only=self.facts_only)

    # --------------------------------------------------------------------------------------- run time

    def bounded(self, values: Any) -> Any:
        """Return what a loop goes over, counted against the turns that a section may take."""
        if isinstance(values, (UnknownName, FactProxy)):
            return tuple(values)
        if values is None or isinstance(values, (str, int, float, Joined, Offered)):
            self.run.report(
                ARGUMENT, "for 之后应为列表", "what stands after `in` is no list", hint_zh="例如 project.sources"
            )
            return ()
        items = values if isinstance(values, (tuple, list, range)) else tuple(values)
        self.run.turns += len(items)
        if self.run.turns > self.run.limits.turns:
            raise self.run.halt(LIMIT, "循环次数过多", "loops take too many turns", "减少循环层数", "nest fewer loops")
        return items

    def joined(self, *values: Any) -> Joined:
        """Return the result of ``~``."""
        parts: list[Any] = []
        for value in values:
            parts.extend(value.parts if isinstance(value, Joined) else (value,))
        if len(parts) > self.run.limits.items:
            raise self.run.halt(LIMIT, "拼接的内容过长", "what is joined is too long")
        return Joined(tuple(parts))

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > self.run.limits.items:
            raise self.run.halt(LIMIT, f"range 超过 {self.run.limits.items} 项", "range is too long")
        return numbers

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field that templates may see."""
        return self._field(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a list or a mapping, or a field."""
        if isinstance(argument, Joined):
            argument = as_text(argument, self.run)
        if isinstance(obj, (list, tuple)) and isinstance(argument, (int, slice)):
            try:
                return obj[argument]
            except IndexError:
                return self._no_field(obj, str(argument), [])
        if isinstance(obj, dict):
            if argument in obj:
                return obj[argument]
            if str(argument) in obj:
                return obj[str(argument)]
            return self._no_field(obj, str(argument), [str(key) for key in obj])
        return self._field(obj, str(argument))

    def _field(self, obj: Any, name: str) -> Any:
        if isinstance(obj, UnknownName):
            obj.complain()
            return self.reported(name=name)
        if name.startswith("_"):
            return self._forbid(name)
        if isinstance(obj, Offered):
            try:
                return obj.offer(name)
            except KeyError:
                return self._no_field(obj, name, list(obj.fields()))
        if isinstance(obj, Namespace):
            value = obj._Namespace__attrs.get(name, missing)
            return self._no_field(obj, name, list(obj._Namespace__attrs)) if value is missing else value
        if isinstance(obj, dict):
            if name in obj:
                return obj[name]
            if name in _DICT_METHODS:
                return getattr(obj, name)
            return self._no_field(obj, name, [str(key) for key in obj])
        if _offered_by_kind(obj, name):
            return getattr(obj, name)
        return self._no_field(obj, name, [])

    def _forbid(self, name: str) -> Any:
        self.run.report(
            FORBIDDEN,
            f"模板不能访问 {name}",
            f"a template may not reach for {name}",
            hint_zh="只能访问项目文件中的字段",
            hint_en="only fields of the project file can be reached",
        )
        return self.reported(name=name)

    def _no_field(self, obj: Any, name: str, fields: list[str]) -> Any:
        near = difflib.get_close_matches(name, fields, 4, 0.4) or fields[:12]
        what = getattr(obj, "kind", "") if isinstance(obj, Offered) else ""
        hint = ("有：" + "、".join(near), "there are: " + ", ".join(near)) if near else ("", "")
        if isinstance(what, str) and what in ("Source", "Measure", "Target", "Metric", "Site", "Instrument"):
            hint = (
                hint[0] + f"；若要引用数据 {what.lower()}.{name}，循环变量请勿命名为 {what.lower()}",
                hint[1] + f"; if a fact {what.lower()}.{name} is meant, call the loop variable otherwise",
            )
        kind = f"{what} " if what else ""
        self.run.report(
            UNKNOWN_NAME, f"{kind}没有字段 {name}", f"{kind}has no field {name}", hint_zh=hint[0], hint_en=hint[1]
        )
        return self.reported(name=name)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only facts, macros, and what the environment offers by name can be called."""
        if isinstance(obj, (FactProxy, Macro, LoopContext)) or id(obj) in self._callables:
            return True
        owner = getattr(obj, "__self__", None)
        if owner is self:
            return getattr(obj, "__name__", "") in ("bounded", "joined")
        if isinstance(owner, dict):
            return getattr(obj, "__name__", "") in _DICT_METHODS
        return isinstance(owner, LoopContext) and getattr(obj, "__name__", "") in ("cycle", "changed")

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what may be called; a wrong argument is a finding."""
        if isinstance(__obj, UnknownName):
            __obj.complain()
            return __self.reported(name="call")
        if not __self.is_safe_callable(__obj):
            return __self._forbid(f"{getattr(__obj, '__name__', type(__obj).__name__)}()")
        try:
            return super().call(__context, __obj, *args, **kwargs)
        except TypeError as wrong:
            value = __self._wrong_call(__obj, args, kwargs, wrong)
            return Markup(__self.printer.placeholder()) if "caller" in kwargs else value  # noqa: S704  # one character

    def _wrong_call(self, called: Any, args: tuple[Any, ...], kwargs: dict[str, Any], wrong: TypeError) -> Any:
        name = getattr(called, "__name__", getattr(called, "name", "call"))
        # Jinja hands the variables of a loop along; the call itself never sees them.
        kwargs = {key: value for key, value in kwargs.items() if key not in ("_loop_vars", "_block_vars")}
        if isinstance(called, Macro):
            self.run.report(ARGUMENT, f"{name} 的参数有误：{wrong}", f"{name}: {wrong}")
            return self.reported(name=name)
        try:
            signature = inspect.signature(called)
            signature.bind(*args, **kwargs)
        except (TypeError, ValueError) as problem:
            if isinstance(problem, TypeError):
                listed = [p for p in signature.parameters if p not in ("caller", "kwargs")]
                self.run.report(
                    ARGUMENT,
                    f"{name} 的参数有误：{problem}",
                    f"{name}: {problem}",
                    hint_zh="参数有 " + "、".join(listed),
                    hint_en="the arguments are " + ", ".join(listed),
                )
                return self.reported(name=name)
        raise wrong

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Allow the concatenation of lists; there is no arithmetic in a template."""
        if operator == "+" and isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
            if len(left) + len(right) > self.run.limits.items:
                raise self.run.halt(LIMIT, "列表过长", "a list is too long")
            return [*left, *right]
        guard.report_arithmetic(self.run, operator)
        return self.reported(name=operator)

    def call_unop(self, context: Context, operator: str, arg: Any) -> Any:
        """Allow negative numbers to compare with; nothing else."""
        if operator == "-" and isinstance(arg, (int, float)) and not isinstance(arg, bool):
            return -arg
        guard.report_arithmetic(self.run, operator)
        return self.reported(name=operator)


def _offered_by_kind(obj: Any, name: str) -> bool:
    import datetime

    if isinstance(obj, LoopContext):
        return name in _LOOP_FIELDS
    if isinstance(obj, datetime.date):
        return name in _DATE_FIELDS
    if isinstance(obj, str) and name in ("zh", "en"):
        return hasattr(obj, name)
    return type(obj).__name__ == "TemplateModule" and not name.startswith("_") and hasattr(obj, name)


class _Bytecode(BytecodeCache):
    """Compiled templates on disk, apart by the code that prepares them.

    Loading one runs it: only what carries this user's seal is read, so that compiled templates that come along with
    somebody's workspace are compiled anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket where there is a sealed entry."""
        with contextlib.suppress(OSError):
            code = unseal(f"jinja/{bucket.key}", self._file(bucket).read_bytes())
            if code is not None:
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled; a cache that cannot be written is no fault of the build."""
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            sealed = seal(f"jinja/{bucket.key}", bucket.bytecode_to_string())
            write_beside(self._file(bucket), sealed, durable=False)

    def _file(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"

    def get_cache_key(self, name: str, filename: Any = None) -> str:
        return hashlib.sha256(f"{_form()}|{name}|{filename or ''}".encode()).hexdigest()


@lru_cache(maxsize=1)
def _form() -> str:
    """Return a hash of the code that decides what compiled templates look like."""
    here = Path(__file__).parent
    texts = [(here / name).read_bytes() for name in ("sandbox.py", "guard.py", "loader.py")]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()
