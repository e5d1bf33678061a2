"""The numbers of standards as drafts write them: code, number, year, all parts (GB/T 1.1-2020, 9.5.4.1)."""

from __future__ import annotations

import re

DASHES = "-‐‑–—－─:：∶"
_DASH = DASHES
_GAP = r"[ \u00a0\u2002-\u200a\u3000]"
_INDUSTRY = "AQ|CJJ?|DL|GA|HG|HJ|JB|JC|JGJ|JT[GJ]?|LY|MH|NB|NY|QB|QX|RB|SH|SJ|SL|SN|SY|TB|TD|WS|XF|YB|YC|YD|YS|YY"
CODE = (
    r"(?P<lettered>ASTM|ITU-T|JIS|JTG(?:/T)?|TSG|API|SAE)|"
    r"GB\s?/\s?[TZ]|GBT|GBZ(?:/T)?|GBJ|(?<!\d)(?<!\d )GB|GJB(?:/Z)?|JJ[FG]|DB\s?\d{2,6}(?:/T)?|"
    r"T/[A-Z]{2,}(?:-[A-Z]{1,4}(?![A-Z]))?(?:\s[A-Z]{1,5}(?![A-Za-z]))?|Q/[A-Z]{2,}(?:\s?[A-Z]+)?|[A-Z]{2,3}/[TZ]|"
    r"CECS|"
    rf"(?:{_INDUSTRY})(?=\s?\d{{2}}|\s?\d\.\d)|"
    r"(?:(?:BS|DIN|NF)\s)?EN(?:\s?ISO(?:/IEC)?|\s?IEC)?|"
    r"ISO/IEC(?:/IEEE|\s?(?:TS|TR|PAS|Guide|GUIDE|指南))?|ISO(?:/(?:TS|TR|PAS|IEC)|\s(?:TS|TR|Guide|指南))?|"
    r"IEC(?:[ /](?:TS|TR|PAS))?|PAS|IEEE(?:\sStd)?|CEN/T[SR]|ANSI|BS|DIN|UL"
)
STANDARD = re.compile(
    rf"(?<![A-Za-z])(?P<code>{CODE})(?P<gap>{_GAP}*)"
    r"(?P<number>(?(lettered)(?:[A-Z]{1,2}[. ]?)?|)\d+(?:\.\d+)*(?:-\d{1,3}(?!\d))*)"
    rf"(?:(?P<dash>\s?[{_DASH}]\s?)(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?P<parts>\s*[（(]所有部分[）)])?"
)
#: A number that takes its code from the one before it: GB/T 24040、24044; ISO 14040/14044.
ELIDED = re.compile(
    rf"(?P<join>\s*[、/和与及]\s*)(?P<number>\d{{3,}}(?:\.\d+)*(?:-\d{{1,3}}(?!\d))*)"
    rf"(?:(?P<dash>\s?[{_DASH}]\s?)(?P<year>(?:19|20)\d\d)(?!\d))?"
    r"(?!\s?[\dA-Za-z%℃°.年月日个台项次家种元万亿吨倍级人户件份])"
)
#: Codes of international and foreign bodies, whose year stands after a colon.
FOREIGN = ("ISO", "IEC", "EN", "BS EN", "DIN EN", "NF EN", "PAS", "ITU", "CEN", "BS")
#: All codes of bodies outside China.
ABROAD = (*FOREIGN, "ASTM", "JIS", "IEEE", "ANSI", "DIN", "UL", "API", "SAE")


def canonical(code: str) -> str:
    """Return a code as it has to be written: ``GBT`` and ``GB / T`` become ``GB/T``."""
    code = re.sub(r"\s+", " ", code).strip()
    code = re.sub(r"\s?/\s?", "/", code)
    code = re.sub(r"^DB\s", "DB", code)
    return "GB/T" if code == "GBT" else code


def is_foreign(code: str) -> bool:
    """Whether the year of a document with this code is joined by a colon."""
    return code.split("/")[0].split(" ")[0] in {one.split(" ")[0] for one in FOREIGN} and not code.startswith("DIN ")
