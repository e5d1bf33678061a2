"""Carbon neutrality by ISO 14068-1:2023, or another standard of the register.

For a claim of carbon neutrality and the credits retired for it. It takes the section ``neutrality``: ``standard``,
``declared`` and ``ends``, a ``footprint`` (or ``scopes`` of the inventory), ``reductions``, ``credits`` with their
serial numbers, ``accounts`` and ``vintage_limits``::

    neutrality:
      standard: iso-14068-1-2023
      subject: 2023年运营
      declared: 2024-06-30
      ends: 2023-12-31
      footprint: 200 tCO2e
      credits:
        - {id: cookstoves, name: 高效炉灶项目, programme: ccer, registry: 注册登记系统, project: CCER 0000,
           kind: avoidance, vintage: 2021, quantity: 200 tCO2e, retired: 2024-03-15,
           serials: [{prefix: CCER-0000-2021, first: 1001, last: 1200}]}

Holds the claim's standard against the register on the day of the declaration; :mod:`balance` makes footprint,
residual emissions and their balance with the credits, :mod:`credits` tests serial numbers and times, :mod:`vintages`
vintages, :mod:`accounts` the accounts that hold credits.

Method: see the modules named. A standard that was withdrawn before the declaration (PAS 2060 on 2025-11-30) is a
finding that names its successor.

Inputs: the section ``neutrality``; the inventory where the section names scopes; ``content/standards/register.yaml``.

Outputs: facts ``neutrality.*``.

Errors: LG650 to LG663.

Example: ``tests/calculations/neutrality/worked``.

Marks: the register's date of withdrawal is secondary.
"""

from __future__ import annotations

from generator.base.standards import load_register
from generator.calculations.factors import DataSets
from generator.calculations.neutrality.accounts import Accounts
from generator.calculations.neutrality.balance import Balance
from generator.calculations.neutrality.credits import Credits
from generator.calculations.neutrality.rules import NO_STANDARD, WITHDRAWN
from generator.calculations.neutrality.vintages import Vintages
from generator.ledger.ledger import LedgerBuilder
from generator.project.project import Project
from generator.project.sections.neutrality import Neutrality


def run(project: Project, builder: LedgerBuilder) -> None:
    """Record the facts of a claim of carbon neutrality."""
    section = project.file.neutrality
    if section is None:
        return
    _check_standard(section, builder)
    Balance(project, builder, section).record()
    sets = DataSets(project)
    Credits(builder, section, sets).record()
    Vintages(builder, section, sets).record()
    Accounts(builder, section).record()
    builder.findings.extend(sets.findings)


def _check_standard(section: Neutrality, builder: LedgerBuilder) -> None:
    register, at = load_register().value or {}, section.place("standard")
    named = register.get(section.standard)
    if named is None:
        builder.findings.append(
            NO_STANDARD.at(
                at,
                f"标准登记表中没有 {section.standard}",
                f"{section.standard} is not in the register of standards",
                hint_zh="例如 standard: iso-14068-1-2023",
                hint_en="for example standard: iso-14068-1-2023",
            )
        )
        return
    if named.stands_on(section.declared.isoformat()) is not False:
        return
    gone = bool(named.withdrawn) and named.withdrawn <= section.declared.isoformat()
    since_zh = f"已于 {named.withdrawn} 废止" if gone else f"自 {named.in_force} 起实施"
    since_en = f"was withdrawn on {named.withdrawn}" if gone else f"is in force from {named.in_force}"
    successor = named.replaced_by if gone else ""
    builder.findings.append(
        WITHDRAWN.at(
            at,
            f"{named.number} {since_zh}，而声明日期为 {section.declared}",
            f"{named.number} {since_en}; the declaration is of {section.declared}",
            hint_zh=f"例如 standard: {successor}" if successor else "选用声明日期有效的标准",
            hint_en=f"for example standard: {successor}" if successor else "name a standard in force on that day",
            related=[named.position],
        )
    )
