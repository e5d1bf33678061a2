"""The sentences that GB/T 1.1-2020 fixes word by word: our own drafts write them, the rules compare with them."""

from __future__ import annotations

import re
import unicodedata

#: 8.3 a): the first sentence of the foreword.
BASIS = "本文件按照GB/T 1.1—2020《标准化工作导则　第1部分：标准化文件的结构和起草规则》的规定起草。"
#: D.1: on the cover of a draft that is sent out.
PATENTS_ASKED = "在提交反馈意见时，请将您知道的相关专利连同支持性文件一并附上。"
#: D.2: in the foreword, while no patent is known.
PATENTS = "请注意本文件的某些内容可能涉及专利。本文件的发布机构不承担识别专利的责任。"
#: D.3: in the introduction, where patents are known; between :func:`patents_touched` and the holders.
PATENTS_HELD = (
    "本文件的发布机构对于该专利的真实性、有效性和范围无任何立场。",
    "该专利持有人已向本文件的发布机构承诺，他愿意同任何申请人在合理且无歧视的条款和条件下，就专利授权许可进行谈判。"
    "该专利持有人的声明已在本文件的发布机构备案。相关信息可以通过以下联系方式获得：",
)
PATENTS_BESIDES = "请注意除上述专利外，本文件的某些内容仍可能涉及专利。本文件的发布机构不承担识别专利的责任。"

_SELF = re.compile(
    r"本(?:标准|规范|规程|指南|导则|部分|指导性技术文件)(?=[的由按依及是为起主所代参与等修使内规可中]|$)"
)
_BLANK = re.compile(r"\s")
_DASHES = re.compile(r"[-‐‑–—―－─]+")


def patents_touched(places: str) -> str:
    """Return the first of the sentences on known patents (D.3); ``places`` are the clauses and what they are on."""
    return f"本文件的发布机构提请注意，声明符合本文件时，可能涉及{places}相关的专利的使用。"


def squeezed(text: str) -> str:
    """Return a text as it is compared with a fixed one: without blanks, in half width, one kind of dash.

    What a document calls itself counts as 本文件: its name for itself has a rule of its own.
    """
    return _SELF.sub("本文件", _DASHES.sub("-", _BLANK.sub("", unicodedata.normalize("NFKC", text))))
