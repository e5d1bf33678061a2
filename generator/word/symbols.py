"""Characters of symbol fonts as Unicode: ``w:sym`` and bullets name a font and a code in it."""

from __future__ import annotations

_SYMBOL = dict(
    zip(
        range(0x41, 0x5B),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_SYMBOL |= dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= {
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2D: "−", 0x40: "≅", 0x5C: "∴", 0x5E: "⊥", 0x7E: "∼", 0xA2: "′", 0xA3: "≤",
    0xA4: "⁄", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCD: "⊆", 0xCE: "∈", 0xCF: "∉", 0xD0: "∠", 0xD1: "∇",
    0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD9: "∧", 0xDA: "∨", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○", 0xA7: "▪",
    0xA8: "◻", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def symbol(code: int, font: str) -> str:
    """Return the character of a code in a font; symbol fonts also lie in the private area from U+F000."""
    low = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    table = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}.get(font.casefold())
    if table is not None and low <= 0xFF:
        return table.get(low, chr(low) if 0x20 <= low < 0x7F else chr(code))
    try:
        made = chr(code)
    except (ValueError, OverflowError):
        return "\ufffd"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF or code < 0x20 else made


def symbols(text: str, font: str) -> str:
    """Return a text whose characters are codes of a symbol font; any other font's text stays."""
    if font.casefold() not in {"symbol", "wingdings"} and not any("\uf000" <= c <= "\uf0ff" for c in text):
        return text
    return "".join(symbol(ord(c), font) for c in text)
