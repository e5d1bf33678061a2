"""The page: head with its content security policy, cover, contents, text, notes, traces, scripts."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from generator.base.findings import Outcome
from generator.document.blocks import Document, DocumentFact, TraceLine
from generator.render.html.body import blocks, headings_list
from generator.render.html.draft import Draft
from generator.render.html.formulas import Convert, mathml
from generator.render.html.markup import clean, style_string, tag, text
from generator.render.html.standard import cover as standard_cover
from generator.render.theme import Theme, font_stack

_HERE = Path(__file__).parent
#: Runs before the body is shown: where scripts run, the list of traces is not.
_EARLY = 'document.documentElement.classList.add("js")'


def write(document: Document, *, formula: Convert = mathml) -> Outcome[bytes]:
    """Return the document as one self-contained page, UTF-8. The same document gives the same bytes.

    ``formula`` converts a formula as :func:`generator.render.html.formulas.mathml` does; it may keep what it made.
    """
    draft = Draft.of(document)
    draft.formula = formula
    body = blocks(draft, document.blocks)
    main = tag("main", _cover(draft) + tag("article", body) + _endnotes(draft) + _references(draft), id="content")
    parts = [tag("a", draft.say("skip"), class_="skip", href="#content"), _sidebar(draft), main, _traces(draft)]
    scripts = _scripts(draft)
    page = "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{"en" if document.language == "en" else "zh-CN"}">',
            _head(draft, [_EARLY, *scripts]),
            tag("body", "\n".join([*filter(None, parts), *_specs(draft), *(_script(s) for s in scripts)])),
            "</html>\n",
        ]
    )
    return Outcome(page.encode("utf-8", "replace"), tuple(draft.findings))


# ------------------------------------------------------------------------------------------------------- head


def _head(draft: Draft, scripts: list[str]) -> str:
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    policy = (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    cover = draft.document.cover
    title = " ".join(filter(None, (cover.title, cover.subtitle)))
    return tag(
        "head",
        "\n".join(
            [
                tag("meta", charset="utf-8"),
                tag("meta", http_equiv="Content-Security-Policy", content=policy),
                tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
                tag("meta", name="referrer", content="no-referrer"),
                f"<title>{text(title)}</title>",
                f"<style>\n{_style(draft)}</style>",
                _script(_EARLY),
            ]
        ),
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode()


def _script(content: str) -> str:
    return f"<script>{content}</script>"


def _style(draft: Draft) -> str:
    theme, document = draft.theme, draft.document
    header, footer = style_string(document.header), style_string(document.footer)
    running = (
        f"@page{{@top-left{{content:{header}}}@top-right{{content:{footer}}}@bottom-center{{content:counter(page)}}}}"
    )
    return f":root{{{variables(theme)}}}\n{_resource('style.css')}\n{running}\n"


def variables(theme: Theme) -> str:
    """Return the palette and the fonts of a theme as custom properties of CSS."""
    pairs = {
        "ink": theme.ink,
        "muted": theme.muted,
        "rule": theme.rule,
        "paper": theme.paper,
        "wash": theme.wash,
        "accent": theme.accent,
        "accent-soft": theme.accent_soft,
        "highlight": theme.highlight,
        "sans": font_stack(theme.sans),
        "serif": font_stack(theme.serif),
    }
    return ";".join(f"--{name}:{value}" for name, value in pairs.items())


@lru_cache(maxsize=4)
def _resource(name: str) -> str:
    return (_HERE / name).read_text("utf-8")


# ---------------------------------------------------------------------------------------------- cover, contents


def _cover(draft: Draft) -> str:
    cover, document = draft.document.cover, draft.document
    if document.standard:
        return standard_cover(draft, document.standard)
    entries = [
        (draft.say("client"), cover.client),
        (draft.say("provider"), cover.provider),
        (draft.say("number"), cover.number),
        (draft.say("version"), cover.version),
        (draft.say("date"), cover.date),
    ]
    facts = "".join(tag("div", tag("dt", name) + tag("dd", draft.text(value))) for name, value in entries if value)
    flags = [draft.text(cover.confidentiality)] if cover.confidentiality else []
    if not document.final:
        flags.append(draft.say("draft"))
    marks = tag("p", "".join(tag("span", flag) for flag in flags), class_="flags") if flags else ""
    title = tag("h1", _title(draft))
    subtitle = tag("p", draft.text(cover.subtitle), class_="subtitle") if cover.subtitle else ""
    return tag("header", marks + tag("div", title + subtitle, class_="head") + tag("dl", facts), class_="cover")


def _title(draft: Draft) -> str:
    """Return the title, which may break after the client's name rather than within a word."""
    title, client = draft.document.cover.title, draft.document.cover.client
    if client and title.startswith(client) and title != client:
        return f"{draft.text(client)}<wbr>{draft.text(title[len(client) :].strip())}"
    return draft.text(title)


def _sidebar(draft: Draft) -> str:
    cover = draft.document.cover
    brand = tag(
        "div",
        tag("a", draft.text(cover.title), href="#content", class_="title")
        + (tag("span", draft.text(cover.subtitle)) if cover.subtitle else ""),
        class_="brand",
    )
    button = tag("button", draft.say("menu"), type="button", class_="menu", aria_expanded="false", aria_controls="toc")
    state = "" if draft.document.final else draft.say("draft")
    build = "" if draft.public else draft.text(draft.document.build[:12])
    end = " · ".join(filter(None, (draft.text(cover.version), state, build)))
    foot = tag("p", end, class_="build") if end else ""
    listed = tag("div", headings_list(draft, 3) + foot, id="toc")
    return tag("nav", brand + button + listed, class_="sidebar", aria_label=draft.say("contents"))


# --------------------------------------------------------------------------------------------------------- end


def _endnotes(draft: Draft) -> str:
    if not draft.footnotes:
        return ""
    items = "".join(
        tag(
            "li",
            tag("span", note, id=f"fn-{n}")
            + " "
            + tag("a", "↩", href=f"#fnref-{n}", role="doc-backlink", aria_label=draft.say("back")),
        )
        for n, note in enumerate(draft.footnotes, 1)
    )
    return tag("section", tag("h2", draft.say("notes")) + tag("ol", items), class_="endnotes", role="doc-endnotes")


def _references(draft: Draft) -> str:
    if not draft.document.references:
        return ""
    items = "".join(
        tag("li", draft.text(entry.text), id=f"ref-{n}") for n, entry in enumerate(draft.document.references, 1)
    )
    inner = tag("h2", draft.say("references")) + tag("ol", items)
    return tag("section", inner, class_="references", id="bibliography", role="doc-bibliography")


def _traces(draft: Draft) -> str:
    """Return the traces of the numbers on the page. A public page has none, whatever the document's facts hold."""
    if not draft.traces or not draft.traced:
        return ""
    made = [_trace(draft, draft.document.facts[key]) for key in draft.traced]
    return tag("aside", tag("h2", draft.say("traces")) + "".join(made), class_="provenance")


def _trace(draft: Draft, fact: DocumentFact) -> str:
    known = fact.mark if fact.mark in ("confirmed", "secondary", "unconfirmed") else ""
    badge = tag("span", draft.say(known), class_=f"mark {known}") if known else ""
    head = tag("p", tag("b", draft.text(fact.label)) + badge, class_="head")
    lines = "".join(map(_trace_line, fact.trace))
    key = tag("p", tag("code", draft.text(fact.key)), class_="key") if draft.document.audience == "internal" else ""
    return tag("div", head + tag("ul", lines) + key, id=f"trace-{clean(fact.alias)}", class_="proof", role="tooltip")


@lru_cache(maxsize=4096)
def _trace_line(line: TraceLine) -> str:
    """Return a line of a trace; those of one document share most of their lines."""
    return tag(
        "li",
        tag("span", text(line.label), class_="label")
        + tag("span", text(line.value), class_="value")
        + (tag("span", text(line.source), class_="source") if line.source else ""),
        class_=f"d{min(line.depth, 6)}",
    )


# ----------------------------------------------------------------------------------------------------- scripts


def _scripts(draft: Draft) -> list[str]:
    own = _resource("page.js")
    return [_plotly(), own] if draft.charts else [own]


@lru_cache(maxsize=1)
def _plotly() -> str:
    """Return plotly.js as it can stand inside a page: no end tag, no comment, line ends as the parser leaves them."""
    from importlib.resources import files

    source = (files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    for ending, spelled in (("</script", "\\x3C/script"), ("<script", "\\x3Cscript"), ("<!--", "\\x3C!--")):
        source = source.replace(ending, spelled)
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _specs(draft: Draft) -> list[str]:
    """Return the charts' figures as JSON that cannot end its element."""
    return [
        f'<script type="application/json" class="figure" data-plot="{text(name)}">{_safe(clean(spec))}</script>'
        for name, spec in draft.charts.items()
    ]


def _safe(spec: str) -> str:
    for char in "<>&\u2028\u2029":
        spec = spec.replace(char, f"\\u{ord(char):04x}")
    return spec
