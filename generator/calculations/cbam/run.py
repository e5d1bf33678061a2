"""CBAM: embedded emissions, free allocation, certificates and cost of goods imported into the EU.

For goods that go to the EU from 2026: embedded emissions, certificates and their cost. It takes the section ``cbam``:
``importers``, ``suppliers``, ``goods`` (by CN code, with mass or a table of ``shipments``), and for actual values
``installations`` with their ``processes``; ``prices`` of certificates by scenario::

    cbam:
      importers: [{id: importer, name: 进口商}]
      goods:
        - id: coil
          name: 热轧卷
          cn: "72083600"
          country: China
          year: 2026
          importer: importer
          mass: 200 t
          basis: default
      prices:
        - id: middle
          name: 中价情景
          years: {"2026": {value: 80, unit: EUR/tCO2e, source: 情景假设, mark: unconfirmed}}

Method: definitive period from 2026, Regulation (EU) 2023/956 with Implementing Regulations (EU) 2025/2547,
2025/2620 and 2025/2621. Processes from precursor to product (:mod:`streams`, :mod:`processes`), goods at default
and at actual values (:mod:`goods`), certificates, cost and totals (:mod:`certificates`). GWPs are of AR5 and carbon
counts 3.664, whatever `criteria.gwp` says. Fertilisers count per tonne of product; a value per tonne of nitrogen is
converted before it is stated. The quarterly holding of certificates (article 22(2)) and repurchase are not
calculated.

Inputs: section `cbam`; tables of the regulations from opencbam (:mod:`tables`).

Outputs: see the parts.

Errors: see the parts.

Example: see the parts.

Marks: figures of the regulations are secondary: opencbam transcribes them.
"""

from __future__ import annotations

from generator.calculations.cbam.certificates import record_certificates
from generator.calculations.cbam.frame import Frame
from generator.calculations.cbam.goods import record_goods
from generator.calculations.cbam.processes import record_processes
from generator.calculations.cbam.shipments import check_shipments
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record everything of the section; findings go to ``builder.findings``."""
    cbam = project.file.cbam
    if cbam is None:
        return
    frame = Frame(project, builder, cbam)
    record_processes(frame)
    check_shipments(frame)
    goods = record_goods(frame)
    record_certificates(frame, goods)
