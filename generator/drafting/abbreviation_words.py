"""Which words of Latin letters are abbreviations that a reader may ask for (GB/T 1.1-2020, 9.4.3.3)."""

from __future__ import annotations

import re

from generator.drafting.citing import CODE

#: Prefixes of standards, units, chemical formulas, Roman numerals, and what every reader knows as a word.
_CODES = re.compile(
    rf"(?:{CODE})$|^(?:GB|GBT|GBZ|DB|JJF|JJG|HJ|ISO|IEC|CEN|TR|TS|PAS|NY|DL|SH|YB|JB|QB|HG|MT|SY|CJ|JT|JGJ|CJJ|IEEE|ITU|"
    r"EN|ASTM|ANSI|DIN|BS|JIS|RFC)$"
)
_UNITS = re.compile(
    r"^(?:[kMGT]?(?:W|Wh|VA|VAh|J|Pa|Hz|B|V|A|tce|tCO2e?)|MWe|GWe|MWth|[tgk]*CO2(?:e|eq)?|tCO2e|kgCO2e?|tCE|RMB|CNY|USD|EUR|PH|pH|dB|dBA|"
    r"NTU|CFU|DN|RH)$"
)
_ELEMENT = (
    r"(?:H|He|Li|Be|B|C|N|O|F|Ne|Na|Mg|Al|Si|P|S|Cl|Ar|K|Ca|Ti|V|Cr|Mn|Fe|Co|Ni|Cu|Zn|As|Se|Br|Sr|Zr|Mo|Ag|Cd|Sn|"
    r"Sb|I|Ba|W|Pt|Au|Hg|Pb|U)"
)
_FORMULA = re.compile(
    rf"^(?=.*\d|(?:CO|NO|SO|HF|HCl|NaOH|CaO|MgO|SiO|NOx|SOx|CxHy)$)(?:{_ELEMENT}(?:\d+|x|y|n)?)+e?q?$"
)
_ROMAN = re.compile(r"^[IVX]+$")
#: Stand-ins (YYYY, XX), grades and models (HRB400, Q235B, IP65), names of programs with capitals inside (MySQL).
_NAMED = re.compile(
    r"^[A-Z]{1,4}\d{2,}[A-Z]*$|[a-z]{3}|^My[A-Z]+$|^(?:[A-Z][a-z]{2,}){2,}$|[A-Z][a-z]+.*[A-Z]{3}|^(?:([XYMDHN])\1+|Y+M+D*|HH?MM(?:SS)?)$"
)
_FAMILIAR = frozenset(
    re.findall(
        r"\w+",
        "PDF GPS USB DNA RNA OK ID IP PC IT TV CD WiFi CPU APP CT LED LCD XML HTML URL HTTP HTTPS WWW VIP AC DC SI "
        "SD SIM PVC PE PP PET ABS GDP UTC HFC HFCs PFC PFCs HCFCs CFCs",
    )
)
#: English words that are typed in capitals for a state, an answer or a method.
_TYPED = frozenset(
    re.findall(
        r"\w+",
        "PASS FAIL PASSED FAILED TRUE FALSE NULL NONE UNKNOWN YES NO ON OFF GET POST PUT DELETE OPEN CLOSED BUILD "
        "ERROR WARN INFO DEBUG START STOP READY DONE AND OR NOT IF ELSE",
    )
)
#: Groups of gases whose names have a small s by agreement.
GASES = frozenset({"HFCs", "PFCs", "HCFCs", "CFCs", "VOCs", "POPs", "HFC", "PFC", "NOx", "SOx", "PM10", "SF6", "NF3"})


def is_abbreviation(token: str) -> bool:
    """Whether a word of Latin letters is an abbreviation that a reader may ask for."""
    bare = token.removesuffix("s")
    if len(token) < 2 or token in _TYPED or token in _FAMILIAR or bare in _FAMILIAR:
        return False
    return not any(one.search(token) for one in (_CODES, _UNITS, _FORMULA, _ROMAN, _NAMED))
