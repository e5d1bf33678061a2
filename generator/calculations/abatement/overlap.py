"""What measures reduce together: alternatives, measures that act one after the other, and what is left of each source.

Method: A measure's stand-alone reduction is what it takes off its source if no other is there. Of alternatives only
the chosen one is carried out. Measures of one group act on the same emissions, in the order declared: each takes its
share of what those before it leave::

    share(i)    = stand-alone(i) / emission
    realised(i) = share(i) x before(i),   before(i+1) = before(i) - realised(i)

so that together they leave emission x (1 - share 1) x (1 - share 2) ... and never more than all is taken. Measures on
one source outside a group are added up (a warning says so). Interaction loss = sum of stand-alone reductions -
realised reduction. Costs and savings are taken as declared: for a measure that acts after others, what it saves then.

Inputs: ``sources``, ``measures``, ``groups`` and ``alternatives`` of the section.

Outputs: ``abatement.emission[source]``, by measure ``abatement.share`` (pure number), ``abatement.standalone``,
``abatement.carried_out`` (1 or 0), ``abatement.before``, ``abatement.realised``, ``abatement.interaction_loss``,
``abatement.after``; by source ``abatement.source_realised``, ``abatement.remaining``; in all
``abatement.emission_total``, ``abatement.standalone_total`` (of the measures carried out),
``abatement.realised_total``, ``abatement.interaction_total``, ``abatement.remaining_total`` in tCO2e/a (tCO2/a with
``gas: CO2``), ``abatement.reduction_rate``.

Errors: LG400 to LG404.

Example: ``interaction-published-formula.yaml``: r1 + r2 - r1 r2, a published formula of two reductions; no published
MACC with its interaction figures was found. ``portfolio-by-hand.yaml``, worked out by hand.

Marks: Reductions are the project's.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from generator.base.findings import Finding, Position
from generator.base.text import Text
from generator.base.units import ONE, parse_unit
from generator.calculations.abatement import rules
from generator.calculations.abatement.frame import Frame, of
from generator.calculations.amounts import give_amount, label
from generator.ledger.context import Context
from generator.ledger.ledger import Unavailable
from generator.ledger.quantity import Quantity, constant, total
from generator.project.sections.abatement import AbatementMeasure, AbatementSource, Alternatives, InteractionGroup

_ZERO = Decimal(0)


def record_reductions(frame: Frame) -> None:
    """Record what every measure reduces alone and together with the others."""
    for source in frame.portfolio.sources:
        name, place = label(source.name, "：措施前排放量", ": emission before measures"), source.place("emission")
        where = Context.of(source=source.id)
        give_amount(frame.builder, "abatement.emission", where, source.emission, frame.tonnes, name, place, least=_ZERO)
    for measure in frame.measures:
        _standalone(frame, measure)
        _check_alone(frame, measure)
    _check_groups(frame)
    for measure in frame.measures:
        _carried_out(frame, measure)
    for source in frame.portfolio.sources:
        _acting(frame, source)
    _totals(frame)


def _standalone(frame: Frame, measure: AbatementMeasure) -> None:
    amount, place = measure.reduction, measure.place("reduction")
    name = label(measure.name, "：单独实施减排量", ": stand-alone reduction")
    if not parse_unit(amount.unit).converts_to(ONE):
        give_amount(frame.builder, "abatement.standalone", of(measure), amount, frame.tonnes, name, place, least=_ZERO)
        frame.derive(measure, "share", ONE, "占排放源的比例", "share of its source", partial(_share, frame, measure))
        return
    share = label(measure.name, "：占排放源的比例", ": share of its source")
    give_amount(frame.builder, "abatement.share", of(measure), amount, "%", share, place, least=_ZERO)
    formula = partial(_of_share, frame, measure)
    frame.derive(measure, "standalone", frame.tonnes, "单独实施减排量", "stand-alone reduction", formula)


def _share(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return frame.read("standalone", measure) / frame.emission(measure.source)


def _of_share(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return frame.read("share", measure) * frame.emission(measure.source)


def _carried_out(frame: Frame, measure: AbatementMeasure) -> None:
    excluded = frame.excluded_by(measure)
    meaning = "carried out" if excluded is None else "an alternative is chosen"
    value = constant(1 if excluded is None else 0, ONE, meaning)
    frame.derive(measure, "carried_out", ONE, "是否实施（1 是，0 否）", "carried out (1 yes, 0 no)", lambda: value)
    if excluded is not None:
        names = {one.id: one.name.text for one in frame.portfolio.measures}
        chosen = names.get(excluded.chosen, Text.of(excluded.chosen))
        reason = Text(f"互斥方案中选择了{chosen.zh}", f"its alternative is chosen: {chosen.en}")
        for what in (
            "before",
            "realised",
            "interaction_loss",
            "after",
            "cost",
            "rank",
            "cumulative",
            "cumulative_cost",
        ):
            frame.lack(measure, what, reason)


def group_of(frame: Frame, measure: AbatementMeasure) -> InteractionGroup | None:
    """Return the group in which a measure acts."""
    return next((group for group in frame.portfolio.groups if measure.id in group.measures), None)


def _acting(frame: Frame, source: AbatementSource) -> None:
    """Record the measures on one source, those of a group one after the other."""
    acting = [m for m in frame.carried_out if m.source == source.id]
    for group in frame.portfolio.groups:
        before: AbatementMeasure | None = None
        for measure in sorted((m for m in acting if m.id in group.measures), key=lambda m: group.measures.index(m.id)):
            _act(frame, measure, before)
            before = measure
    for measure in acting:
        if group_of(frame, measure) is None:
            _act(frame, measure, None)
    _source(frame, source, acting)


def _act(frame: Frame, measure: AbatementMeasure, before: AbatementMeasure | None) -> None:
    def start() -> Quantity:
        return frame.emission(measure.source) if before is None else frame.read("after", before)

    frame.derive(measure, "before", frame.tonnes, "作用前排放量", "emission that it acts on", start)
    realised = partial(_realised, frame, measure)
    frame.derive(measure, "realised", frame.tonnes, "实现减排量", "realised reduction", realised)
    loss = partial(_less, frame, measure, "standalone")
    frame.derive(measure, "interaction_loss", frame.tonnes, "交互损失", "interaction loss", loss)
    left = partial(_less, frame, measure, "before")
    frame.derive(measure, "after", frame.tonnes, "作用后排放量", "emission that it leaves", left)


def _realised(frame: Frame, measure: AbatementMeasure) -> Quantity:
    return frame.read("share", measure) * frame.read("before", measure)


def _less(frame: Frame, measure: AbatementMeasure, what: str) -> Quantity:
    return frame.read(what, measure) - frame.read("realised", measure)


# --------------------------------------------------------------------------------------------------- totals


def _source(frame: Frame, source: AbatementSource, acting: list[AbatementMeasure]) -> None:
    builder, where = frame.builder, Context.of(source=source.id)
    builder.derive(
        "abatement.source_realised",
        where,
        frame.tonnes,
        label(source.name, "：实现减排量", ": realised reduction"),
        lambda: total([frame.read("realised", m) for m in acting], frame.tonnes),
        position=source.at,
    )
    builder.derive(
        "abatement.remaining",
        where,
        frame.tonnes,
        label(source.name, "：剩余排放量", ": remaining emission"),
        lambda: frame.emission(source.id) - builder.read("abatement.source_realised", where),
        position=source.at,
    )
    _check_together(frame, source, acting)


def _totals(frame: Frame) -> None:
    read, sources, measures = frame.builder.read, frame.portfolio.sources, frame.carried_out

    def by_source(what: str) -> Quantity:
        return total([read(f"abatement.{what}", Context.of(source=s.id)) for s in sources], frame.tonnes)

    def by_measure(what: str) -> Quantity:
        return total([frame.read(what, m) for m in measures], frame.tonnes)

    for what, zh, en, formula in (
        ("emission_total", "措施前排放量合计", "emission before measures", partial(by_source, "emission")),
        ("standalone_total", "单独实施减排量之和", "sum of stand-alone reductions", partial(by_measure, "standalone")),
        ("realised_total", "实现减排量合计", "realised reduction", partial(by_measure, "realised")),
        ("remaining_total", "剩余排放量合计", "remaining emission", partial(by_source, "remaining")),
    ):
        frame.sum_up(what, frame.tonnes, zh, en, formula)
    for what, unit, zh, en, above, below in (
        ("interaction_total", frame.tonnes, "交互损失合计", "interaction loss", "standalone_total", "realised_total"),
        (
            "reduction_rate",
            ONE.text,
            "减排率",
            "part of the emission that is reduced",
            "realised_total",
            "emission_total",
        ),
    ):
        frame.sum_up(what, unit, zh, en, partial(_combined, frame, what, above, below))


def _combined(frame: Frame, what: str, above: str, below: str) -> Quantity:
    first, second = (frame.builder.read(f"abatement.{name}", Context()) for name in (above, below))
    return first - second if what == "interaction_total" else first / second


# --------------------------------------------------------------------------------------------------- checks


def _check_alone(frame: Frame, measure: AbatementMeasure) -> None:
    alone = frame.builder.fact("abatement.standalone", of(measure))
    there = frame.builder.fact("abatement.emission", Context.of(source=measure.source))
    if alone is None or there is None or alone.value <= there.value:
        return
    frame.builder.findings.append(
        rules.EXCEEDS.at(
            measure.place("reduction"),
            f"措施 {measure.id} 单独减排 {alone.value:.2f} t/a，超过排放源 {measure.source} 的 {there.value:.2f} t/a",
            f"measure {measure.id} alone removes {alone.value:.2f} t/a, more than the {there.value:.2f} t/a that "
            f"{measure.source} emits",
            hint_zh=f"减排量不大于 {there.value:f} {frame.tonnes}",
            hint_en=f"at most {there.value:f} {frame.tonnes}",
        )
    )


def _check_groups(frame: Frame) -> None:
    portfolio = frame.portfolio
    for group in portfolio.groups:
        members = [m for m in frame.measures if m.id in group.measures]
        stray = next((m for m in members if m.source != members[0].source), None)
        if stray is not None:
            zh = f"组 {group.id} 的措施作用于不同的排放源：{members[0].source} 与 {stray.source}"
            en = f"the measures of group {group.id} act on different sources: {members[0].source} and {stray.source}"
            right_zh, right_en = "每个排放源各设一组", "one group for each source"
            place = group.place("measures")
            frame.builder.findings.append(rules.MIXED_GROUP.at(place, zh, en, hint_zh=right_zh, hint_en=right_en))
    frame.builder.findings += _repeated(portfolio.groups) + _repeated(portfolio.alternatives)


def _repeated(groups: list[InteractionGroup] | list[Alternatives]) -> list[Finding]:
    found: list[Finding] = []
    first: dict[str, Position] = {}
    for group in groups:
        for i, name in enumerate(group.measures):
            place = group.place(f"measures.{i}")
            if name in first:
                found.append(
                    rules.TWO_GROUPS.at(
                        place,
                        f"措施 {name} 出现了两次",
                        f"measure {name} stands here and in another place",
                        hint_zh="每项措施只在一个组、一个互斥方案组中出现一次",
                        hint_en="let a measure stand once in one group and in one list of alternatives",
                        related=(first[name],),
                    )
                )
            first.setdefault(name, place)
    return found


def _check_together(frame: Frame, source: AbatementSource, acting: list[AbatementMeasure]) -> None:
    loose = [m for m in acting if group_of(frame, m) is None]
    if len(acting) > 1 and loose:
        names = "、".join(m.id for m in acting)
        frame.builder.findings.append(
            rules.OVERLAP.at(
                loose[0].place("source"),
                f"措施 {names} 作用于同一排放源 {source.id}，未说明是否重叠，减排量按相加处理",
                f"measures {names} act on {source.id} and no group says how: their reductions are added up",
                hint_zh="在 groups 中说明作用次序和理由，或拆分排放源",
                hint_en="declare a group with its order and reason, or split the source",
                related=tuple(m.place("source") for m in acting if m is not loose[0]),
            )
        )
    try:
        taken, there = total([frame.read("realised", m) for m in acting], frame.tonnes), frame.emission(source.id)
        fits = taken <= there or any(there < frame.read("standalone", m) for m in acting)
    except Unavailable:
        return
    if not fits:
        frame.builder.findings.append(
            rules.SUM_EXCEEDS.at(
                acting[-1].place("reduction"),
                f"各项措施共从排放源 {source.id} 减去 {taken.value:.2f} t/a，超过其排放量 {there.value:.2f} t/a",
                f"the measures remove {taken.value:.2f} t/a from {source.id}, which emits {there.value:.2f} t/a",
                hint_zh="作用于同一排放的措施应列入 groups",
                hint_en="measures on the same emissions belong in a group",
                related=tuple(m.place("reduction") for m in acting[:-1]),
            )
        )
