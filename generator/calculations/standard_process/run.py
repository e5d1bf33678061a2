"""What goes with a draft standard: comments counted, votes, budget, schedule, trials, promotion.

For a standards project from its proposal to its promotion, beside the draft itself. It takes the section
``standard_process``: ``proposal``, ``schedule``, ``budget``, ``group``, ``trials``, ``clauses`` with what each rests
on, ``consultation`` with its comments, ``review`` with its votes, ``promotion``::

    standard_process:
      bodies: [{id: lead, name: 起草单位, kind: institute}, {id: park, name: 征求意见单位, kind: park}]
      proposal: {name: 园区碳数据, level: group, direction: general, purpose: 统一数据要求, scope: 园区碳数据,
        content: [数据收集], necessity: [{point: 口径不一, ground: 园区调研}]}
      group: [{body: lead, lead: true, duty: 起草全文}]
      schedule:
        - {stage: comments, planned: {begins: 2025-10-01, ends: 2025-10-31}, output: 意见汇总处理表}
      consultation:
        begins: 2025-10-01
        ends: 2025-10-31
        channel: 信函
        asked: [{body: park, replied: 2025-10-20, answer: comments}]
        comments:
          - {id: c-1, number: 1, clause: 全文, opinion: 统一用语, body: park, verdict: adopted}

Each part has its method in its own file: :mod:`comments`, :mod:`review`, :mod:`schedule`, :mod:`budget`,
:mod:`evidence`. The counts are sums of single comments and ballots, so that no document types a number.
"""

from __future__ import annotations

from generator.calculations.desk import Desk
from generator.calculations.standard_process.budget import record_budget
from generator.calculations.standard_process.comments import record_consultation
from generator.calculations.standard_process.evidence import record_evidence
from generator.calculations.standard_process.review import record_review
from generator.calculations.standard_process.schedule import record_schedule
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of the section ``standard_process``."""
    section = project.file.standard_process
    if section is None:
        return
    desk = Desk(project, builder)
    record_evidence(desk, section)
    record_schedule(desk, section)
    record_budget(desk, section)
    record_consultation(desk, section)
    record_review(desk, section)
