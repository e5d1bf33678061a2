"""The rules that the pathway calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

PATH_ENDS = Rule(
    "LG201",
    "pathway-period",
    Severity.ERROR,
    "The pathway ends in or before the current reporting year, so that it has no year to say anything about. Wrong: "
    "`to: 2024` in a project whose current year is 2024. Right: `to: 2030`.",
)
TWO_RATES = Rule(
    "LG202",
    "two-growth-rates",
    Severity.ERROR,
    "Two growth entries of one scenario cover the same source in the same year, and nothing says which holds. Wrong: "
    "2025-2030 at 3 % beside 2028-2035 at 1 %. Right: 2025-2027 at 3 % and 2028-2035 at 1 %.",
)
START_DIFFERS = Rule(
    "LG203",
    "pathway-start",
    Severity.ERROR,
    "The sources that the pathway projects do not add up to the inventory's scopes 1 and 2 of the current year. A path "
    "must pass through every actual value.",
    waivable=False,
)
OUTSIDE = Rule(
    "LG204",
    "measure-outside-boundary",
    Severity.ERROR,
    "A measure acts on a source that the pathway does not project, because it is not in scopes 1 and 2 of the current "
    "inventory. Its reduction would be taken off emissions that it does not touch.",
)
EXCEEDS = Rule(
    "LG205",
    "reduction-exceeds-source",
    Severity.ERROR,
    "A measure, or several together, reduce more than their sources emit in that year of that scenario. Usual reasons: "
    "two measures claim the same tonne, or a reduction of purchased electricity was converted at today's grid factor "
    "although the scenario lets the factor fall. Give such a reduction in MWh: it then follows the grid factor.",
)
RAMP = Rule(
    "LG206",
    "measure-ramp",
    Severity.ERROR,
    "A measure reaches its full effect before it begins. Wrong: begins 2028, full 2026.",
)
NO_EFFECT = Rule(
    "LG207",
    "measure-already-counted",
    Severity.WARNING,
    "A measure reached its full effect in or before the current reporting year: the actual emissions hold its effect "
    "already, and the pathway adds nothing. Give it the status `done` or take it out of the scenario.",
)
REFERENCE_MEASURES = Rule(
    "LG209",
    "reference-with-measures",
    Severity.ERROR,
    "The reference scenario takes measures. It is business as usual: what happens without them.",
)
UNKNOWN = Rule(
    "LG210",
    "unknown-in-pathway",
    Severity.ERROR,
    "The pathway names a scenario or a measure that it does not describe.",
)
TARGET_PERIOD = Rule(
    "LG211",
    "target-period",
    Severity.ERROR,
    "A target's year is not later than the base year, so that no line leads from one to the other.",
)
TARGET_BEYOND = Rule(
    "LG212",
    "target-beyond-pathway",
    Severity.WARNING,
    "A target's year is later than the pathway's last year, so that the gap to it cannot be shown.",
)
TARGET_BASIS = Rule(
    "LG213",
    "targets-of-two-bases",
    Severity.WARNING,
    "Targets count purchased electricity by different methods. The pathway follows the first target's method; the gap "
    "to the others cannot be shown.",
)
PLANNED_METRIC = Rule(
    "LG214",
    "intensity-without-plan",
    Severity.WARNING,
    "An intensity target needs the planned value of its metric in the target year. Give it under the metric's values, "
    'for example `"2030": 52000`; it is not extrapolated.',
)
NO_EFFECT_ASSUMPTION = Rule(
    "LG216",
    "assumption-without-effect",
    Severity.WARNING,
    "An assumption of a scenario changes nothing: growth of a source that the pathway does not project, growth that "
    "ends before the first future year, or an electricity factor of a year that has passed. It may name the "
    "wrong source or year.",
)
NO_BASE = Rule(
    "LG217",
    "target-without-base",
    Severity.WARNING,
    "A target's base cannot be calculated: the inventory (or the metric) has no value of the base year. Line, progress "
    "and gap are missing until the base year's data are there.",
)
