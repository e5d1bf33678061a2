"""CIT: how a draft names itself, cites other documents and refers to its own content (GB/T 1.1-2020, 9.5)."""

from __future__ import annotations

import re

from generator.base.findings import Severity
from generator.drafting.draft import Draft, Kind
from generator.drafting.framework import Answer, Breach, DraftRule, draft_rule
from generator.drafting.sentences import outside_quotes

_OWN_NAME = re.compile(r"本(?:标准|规范|规程|指南|导则|部分|指导性技术文件)(?![化性的]?(?:体系|委员会))")


@draft_rule("CIT-01", "own-name", Severity.ERROR, "9.5.2", "read")
def own_name(draft: Draft) -> Answer:
    """Finds: a draft that calls itself 本标准, 本规范, 本指南 or 本部分, outside quotes and titles.

    Why: since 2020 every standardizing document calls itself 本文件, whatever its type or part.

    Wrong: 本标准规定了园区碳数据的采集要求。

    Right: 本文件规定了园区碳数据的采集要求。
    """
    for piece in draft.pieces:
        if piece.kind in (Kind.COVER, Kind.LITERATURE, Kind.REFERENCE, Kind.CONTENTS):
            continue
        for found in _OWN_NAME.finditer(outside_quotes(piece.text)):
            yield Breach(
                piece,
                f"文件自称“{found[0]}”",
                f"the document calls itself {found[0]}",
                found[0],
                "改为“本文件”",
                "write 本文件",
                start=found.start(),
                fix="本文件",
            )


RULES: tuple[DraftRule, ...] = (own_name,)
