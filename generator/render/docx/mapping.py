"""The custom XML part that says which control shows which fact, and which bookmark is which block."""

from __future__ import annotations

from generator.render.docx.draft import Draft
from generator.render.docx.xml import HEAD, escape

NAMESPACE = "urn:tanwen:map:1"
#: The item's id is fixed: one map in a file.
_ITEM = "{7A6E0B1C-52F4-4C0E-9B1D-5A3C1E7F0A01}"
_DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def map_parts(draft: Draft) -> dict[str, bytes | str]:
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
        "customXml/item1.xml": HEAD + _map(draft),
        "customXml/itemProps1.xml": properties,
        "customXml/_rels/item1.xml.rels": relations,
    }


def _map(draft: Draft) -> str:
    document = draft.document
    public = document.audience == "public"
    facts = document.facts

    def fact(key: str) -> str:
        shown_key = "" if public else f' key="{escape(key)}"'
        return f'fact="{escape(facts[key].alias)}"{shown_key}'

    head = {
        "xmlns": NAMESPACE,
        "document": document.id,
        "template": document.template,
        "build": document.build,
        "audience": document.audience,
        "language": document.language,
    }
    parts = ["<map " + " ".join(f'{name}="{escape(value)}"' for name, value in head.items()) + ">"]
    parts.extend(
        f'<control id="{c.id}" {fact(c.key)} shown="{escape(c.text)}" unit="{escape(c.shown.unit)}" '
        f'digits="{c.shown.digits}" block="{escape(c.block)}"/>'
        for c in draft.controls
    )
    for marked in draft.marked:
        origin = "" if public else f' origin="{escape(str(marked.origin))}"'
        parts.append(f'<block bookmark="{marked.bookmark}" id="{escape(marked.block)}"{origin}/>')
    for plotted in draft.plotted:
        block, shown = escape(plotted.block), escape(plotted.text)
        if plotted.part:
            place = f'part="{plotted.part}" series="{plotted.series}" index="{plotted.index}"'
            parts.append(f'<point block="{block}" {place} {fact(plotted.key)} shown="{shown}"/>')
        else:
            parts.append(f'<drawn block="{block}" {fact(plotted.key)} shown="{shown}"/>')
    parts.append("</map>")
    return "".join(parts)
