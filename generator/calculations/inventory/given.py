"""Facts that stand in the project file: shares, metrics, exclusions, uncertainty and quality scores, base year.

Nothing is calculated. Each fact keeps the place where it was written. Makes ``site.share[entity]`` (percent),
``metric.value[period,product]``, ``exclusion.estimate[row]``, ``uncertainty.activity`` and ``.factor[source]``
(percent, 95 %), ``quality.activity`` and ``.factor[source]`` (1 best to 5), ``base.published``, ``base.threshold``
and ``criteria.materiality``.

Method: none; figures are taken over as they were written.

Inputs: ``boundary``, ``metrics``, ``sources.uncertainty``, ``sources.quality``, ``periods.base_year``, ``criteria``.

Outputs: ``site.share[entity]`` (percent), ``metric.value[period,product]``, ``exclusion.estimate[row]``,
``uncertainty.activity`` and ``.factor[source]`` (percent, 95 %), ``quality.activity`` and ``.factor[source]`` (1 best
to 5), ``base.published``, ``base.threshold``, ``criteria.materiality``.

Errors: those of loading.

Example: ``comparison.yaml``.

Marks: none.
"""

from __future__ import annotations

from decimal import Decimal

from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.inventory.book import PERCENT, Book, at, label
from generator.ledger.context import Context
from generator.ledger.fact import Reference
from generator.project.models import Amount, Node, Source


def run(book: Book) -> None:
    """Record the given facts."""
    file = book.project.file
    for site in file.boundary.sites:
        text = Text(f"{site.name.zh}股权或控制权比例", f"share of {site.name.text.en}")
        book.ledger.give("site.share", at(entity=site.id), site.share, PERCENT, text, site.place("share"))
    for row, exclusion in enumerate(file.boundary.exclusions, start=1):
        if exclusion.estimate is not None:
            text = Text(f"未纳入的{exclusion.what.zh}估计量", f"estimate of what is excluded: {exclusion.what.text.en}")
            _amount(book, "exclusion.estimate", at(row=row), exclusion, "estimate", text)
    for source in file.sources:
        _source(book, source)
    _metrics(book)
    base = file.periods.base_year
    reference = Reference(base.published_in, year=str(base.year)) if base.published_in else None
    text = Text(f"基准年（{base.year}年）已公布排放量", f"base-year emission ({base.year}) as published")
    _amount(book, "base.published", at(), base, "published", text, reference)
    text = Text("基准年重算阈值", "threshold of base-year recalculation")
    _amount(book, "base.threshold", at(), base, "threshold", text)
    _amount(book, "criteria.materiality", at(), file.criteria, "materiality", Text("实质性阈值", "materiality"))


def _amount(
    book: Book, fact_id: str, context: Context, node: Node, key: str, text: Text, reference: Reference | None = None
) -> None:
    amount: Amount | None = getattr(node, key)
    place = node.place(key)
    if amount is None:
        book.ledger.lack(fact_id, context, Text("项目文件没有给出", "the project file does not give it"), place)
        return
    book.ledger.give(fact_id, context, amount.value, amount.unit, text, place, reference=reference)


def _source(book: Book, source: Source) -> None:
    context = at(source=source.id)
    if source.uncertainty is not None:
        node = source.uncertainty
        for name, zh, en in (("activity", "活动数据", "activity"), ("factor", "排放因子", "factor")):
            text = label(f"{zh}不确定性", f"uncertainty of the {en}", source)
            book.ledger.give(f"uncertainty.{name}", context, getattr(node, name), PERCENT, text, node.place(name))
    if source.quality is not None:
        score = source.quality
        for name, zh, en in (("activity", "活动数据", "activity"), ("factor", "排放因子", "factor")):
            text = label(f"{zh}质量评分", f"quality of the {en}", source)
            value = Decimal(getattr(score, name))
            book.ledger.give(f"quality.{name}", context, value, ONE, text, score.place(name))


def _metrics(book: Book) -> None:
    for metric in book.project.file.metrics:
        unit = parse_unit(metric.unit)
        for period, value in metric.values.items():
            text = Text(f"{metric.name.zh}（{period}）", f"{metric.name.text.en} ({period})")
            place = metric.place("values")
            book.ledger.give("metric.value", at(period=period, product=metric.id), value, unit, text, place)
        for year in book.years:
            if str(year) not in metric.values:
                reason = Text(f"没有{year}年的{metric.name.zh}", f"there is no {metric.id} of {year}")
                book.ledger.lack("metric.value", at(period=year, product=metric.id), reason, metric.at)
