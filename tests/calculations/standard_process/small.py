"""A small section ``standard_process`` that has no finding, for tests that break one thing of it."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

COMMENTS = [
    {"id": "c-1", "number": 1, "clause": "全文", "opinion": "统一用语", "body": "north", "verdict": "adopted"},
    {"id": "c-2", "number": 2, "clause": "5.2", "opinion": "删去数值", "body": "south", "verdict": "partly",
     "reply": "保留下限"},
    {"id": "c-3", "number": 3, "clause": "6.1", "opinion": "增加附录", "body": "south", "verdict": "rejected",
     "reply": "另行制定"},
]  # fmt: skip
_SECTION: dict[str, Any] = {
    "bodies": [
        {"id": "lead", "name": "起草单位", "kind": "institute"},
        {"id": "north", "name": "北园区", "kind": "park"},
        {"id": "south", "name": "南园区", "kind": "park"},
    ],
    "proposal": {
        "name": "园区碳数据",
        "level": "group",
        "direction": "general",
        "purpose": "统一要求",
        "scope": "园区",
        "content": ["收集"],
        "necessity": [{"point": "口径不一", "ground": "调研"}],
    },
    "group": [{"body": "lead", "lead": True, "duty": "起草"}],
    "schedule": [
        {
            "stage": "comments",
            "planned": {"begins": "2025-03-01", "ends": "2025-03-31"},
            "actual": {"begins": "2025-03-01", "ends": "2025-03-31"},
            "output": "汇总表",
        },
        {
            "stage": "review",
            "planned": {"begins": "2025-04-01", "ends": "2025-04-30"},
            "actual": {"begins": "2025-04-01", "ends": "2025-04-30"},
            "output": "纪要",
        },
    ],
    "budget": {
        "items": [{"id": "all", "name": "全部工作", "amount": "6 万元", "ground": "测算", "stage": "promotion"}],
        "funds": [{"id": "own", "name": "自筹", "amount": "6 万元"}],
    },
    "consultation": {
        "begins": "2025-03-03",
        "ends": "2025-03-28",
        "channel": "信函",
        "asked": [
            {"body": "north", "replied": "2025-03-10", "answer": "comments"},
            {"body": "south", "replied": "2025-03-11", "answer": "comments"},
        ],
        "comments": COMMENTS,
    },
    "review": {
        "form": "meeting",
        "date": "2025-04-18",
        "organiser": "lead",
        "material": ["送审稿"],
        "members": [
            {"id": f"m-{n}", "body": "north" if n % 2 else "south", "specialty": "计量", "vote": "approve"}
            for n in range(1, 5)
        ],
        "rules": {"of": "present", "approval": {"value": "75 %", "source": "某协会办法", "mark": "confirmed"}},
        "conclusion": "passed",
    },
    "promotion": [
        {
            "id": "class",
            "audience": "园区",
            "activity": "培训",
            "month": "2025-09",
            "body": "lead",
            "indicator": "人数",
            "target": "60 person",
            "budget": "2 万元",
        }
    ],
}


def section() -> dict[str, Any]:
    """Return a section of its own to change."""
    return deepcopy(_SECTION)


def project(changed: dict[str, Any]) -> dict[str, Any]:
    """Return an example with this section."""
    return {"project": {"standard_process": changed}}
