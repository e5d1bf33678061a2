"""The custom XML part that says which control shows which fact, and which bookmark is which block."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from generator.base.archive import xml
from generator.base.chart_words import chart_words
from generator.base.visible import UNCLEAR, digest, figures_hash, text_hash
from generator.render.docx.draft import Control, Draft, Marked
from generator.render.docx.texts import block_formulas, block_hashes, furniture_text, note_hash
from generator.render.docx.xml import HEAD, escape

NAMESPACE = "urn:tanwen:map:1"
#: The item's id is fixed: one map in a file.
_ITEM = "{7A6E0B1C-52F4-4C0E-9B1D-5A3C1E7F0A01}"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


#: Since 2 a map speaks of headers, footers, formulas, words of charts and pictures.
_FORMAT = "2"
#: What formulas of footnotes stand under.
_NOTES = "#notes"
#: The list of cited documents: it is no block of the tree.
_BIBLIOGRAPHY = "_TocBibliography"


def map_parts(draft: Draft, body: str) -> dict[str, bytes | str]:
    """Return the map, its properties and its relationships. A public file has no keys and no origins."""
    properties = (
        f'{HEAD}<ds:datastoreItem xmlns:ds="{_DATA_STORE}" ds:itemID="{_ITEM}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    relations = (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps" '
        'Target="itemProps1.xml"/></Relationships>'
    )
    return {
        "customXml/item1.xml": HEAD + _map(draft, block_hashes(body), block_formulas(body)),
        "customXml/itemProps1.xml": properties,
        "customXml/_rels/item1.xml.rels": relations,
    }


def _map(draft: Draft, texts: dict[str, str], formulas: dict[str, str]) -> str:
    document = draft.document
    public = document.audience == "public"
    named = {fact.key: f'fact="{escape(fact.alias)}"' for fact in document.facts.values()}
    if not public:
        named = {key: f'{fact} key="{escape(key)}"' for key, fact in named.items()}
    head = {
        "document": document.id,
        "template": document.template,
        "build": document.build,
        "audience": document.audience,
        "language": document.language,
        "client": document.cover.client,
        "cover": texts[""],
        "format": _FORMAT,
    }
    said = " ".join(f'{name}="{escape(value)}"' for name, value in head.items())
    entries = [_control(one, named[one.key]) for one in draft.controls]
    entries.extend(_block(one, texts.get(one.bookmark, ""), public=public) for one in draft.marked)
    if _BIBLIOGRAPHY in texts:
        entries.append(_block(Marked(_BIBLIOGRAPHY, "bibliography", draft.origin), texts[_BIBLIOGRAPHY], public=public))
    entries.extend(
        f'<note id="{place}" block="{escape(block)}" text="{note_hash(note)}"/>'
        for place, (block, note) in enumerate(zip(draft.note_blocks, draft.footnotes, strict=True), start=1)
    )
    for plotted in draft.plotted:
        block, shown = escape(plotted.block), escape(plotted.text)
        if plotted.part:
            place = f'part="{plotted.part}" series="{plotted.series}" index="{plotted.index}"'
            entries.append(f'<point block="{block}" {place} {named[plotted.key]} shown="{shown}"/>')
        else:
            entries.append(f'<drawn block="{block}" {named[plotted.key]} shown="{shown}"/>')
    entries += [*_furniture(draft), *_formulas(draft, formulas), *_charts(draft), *_pictures(draft)]
    whole = digest("".join([said, *entries]))
    return f'<map xmlns="{NAMESPACE}" {said} digest="{whole}">{"".join(entries)}</map>'


def _control(control: Control, fact: str) -> str:
    cell = f' row="{control.row}" column="{control.column}"' if control.row else ""
    return (
        f'<control id="{control.id}" {fact} shown="{escape(control.text)}" unit="{escape(control.shown.unit)}" '
        f'digits="{control.shown.digits}" block="{escape(control.block)}"{cell}/>'
    )


def _block(marked: Marked, text: str, *, public: bool) -> str:
    origin = "" if public else f' origin="{escape(str(marked.origin))}"'
    said = f' text="{text}"' if text else ""
    return f'<block bookmark="{marked.bookmark}" id="{escape(marked.block)}"{origin}{said}/>'


def _hashes(text: str) -> str:
    figures = figures_hash(text)
    return f'text="{text_hash(text)}"' + (f' figures="{figures}"' if figures else "")


def _furniture(draft: Draft) -> Iterator[str]:
    """Yield an entry for each header and footer; one that was drawn in Word with boxes has no hash."""
    for name, data in sorted(draft.parts.items()):
        folder, _, file = name.rpartition("/")
        if folder == "word" and file.startswith(("header", "footer")):
            text = furniture_text(data if isinstance(data, str) else data.decode())
            said = _hashes(text) if text is not None else f'text="{UNCLEAR}"'
            yield f'<part name="{escape(file)}" {said}/>'


def _formulas(draft: Draft, formulas: dict[str, str]) -> Iterator[str]:
    """Yield an entry for each block with formulas; those of the notes are one."""
    blocks = {one.bookmark: one.block for one in draft.marked}
    for bookmark, text in formulas.items():
        yield f'<equation block="{escape(blocks.get(bookmark, ""))}" {_hashes(text)}/>'
    if notes := "".join(block_formulas("".join(draft.footnotes)).values()):
        yield f'<equation block="{_NOTES}" {_hashes(notes)}/>'


def _charts(draft: Draft) -> Iterator[str]:
    for part, block in draft.chart_blocks.items():
        data = draft.parts[part]
        words = chart_words(xml(data.encode() if isinstance(data, str) else data))
        yield f'<chart block="{escape(block)}" part="{part}" {_hashes(words)}/>'


def _pictures(draft: Draft) -> Iterator[str]:
    """Yield an entry for each picture of a block; those of a cover drawn in Word have none."""
    known = {name for _, name in draft.picture_blocks}
    others = [("", name) for name in sorted(draft.parts) if name.startswith("word/media/") and name not in known]
    for block, name in (*draft.picture_blocks, *others):
        data = draft.parts[name]
        found = hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()
        yield f'<picture block="{escape(block)}" sha256="{found}"/>'
