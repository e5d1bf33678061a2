"""The rules that the metering calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

BELOW_RATE = Rule(
    "LG690",
    "equipping-rate",
    Severity.WARNING,
    "Finds: fewer instruments than the equipping standard asks for at a level.\n"
    "Why: the energy is then partly estimated, and the standard is mandatory for energy users.\n"
    "Wrong: 8 of 12 meters at a rate of 95 %\nRight: install the missing ones, and list them in the plan\n",
    "GB 17167-2006, table 1",
)
MORE_THAN_REQUIRED = Rule(
    "LG691",
    "more-than-required",
    Severity.ERROR,
    "Finds: more instruments installed than required, or none required.\n"
    "Why: a rate above 100 % hides an instrument missing elsewhere; required counts every point to measure.\n"
    "Wrong: ``required: 10, installed: 12``\nRight: ``required: 12, installed: 12``\n",
)
METER_TWICE = Rule(
    "LG692",
    "meter-counted-twice",
    Severity.ERROR,
    "Finds: a meter that stands twice in a balance, is main and sub of one balance, or is sub-meter of two mains.\n"
    "Why: its quantity is counted twice and the balance closes for the wrong reason.\n"
    "Wrong: ``main: m-0, subs: [m-1, m-1]``\nRight: ``main: m-0, subs: [m-1, m-2]``\n",
)
NO_BALANCE = Rule(
    "LG693",
    "meter-balance",
    Severity.WARNING,
    "Finds: sub-meters and losses that differ from the main meter by more than the tolerance.\n"
    "Why: a consumer is not metered, a factor of a transformer is wrong, or readings were taken on other days.\n"
    "Wrong: main 1,000 MWh, subs 900 MWh, tolerance 3 %\nRight: find the missing 100 MWh, or name the losses\n",
)
READING = Rule(
    "LG694",
    "meter-reading",
    Severity.ERROR,
    "Finds: a reading, a loss or an emission below 0, or a tolerance, rate or accuracy that is not between 0 and "
    "100 %.\n"
    "Why: quantities do not run backwards within a period; a meter that turned over is corrected first.\n"
    "Wrong: ``reading: -12 MWh``\nRight: ``reading: 1250 MWh``\n",
)
FUTURE = Rule(
    "LG695",
    "calibration-in-future",
    Severity.ERROR,
    "Finds: a calibration dated after the project's stated date.\n"
    "Why: a calibration that is still to come proves nothing about the readings.\n"
    "Wrong: ``calibrated: 2026-01-05`` with ``date: 2025-01-31``\nRight: the date on the certificate\n",
)
OVERDUE = Rule(
    "LG696",
    "calibration-overdue",
    Severity.WARNING,
    "Finds: an instrument whose calibration was due before the project's stated date.\n"
    "Why: its readings since then are not traceable; methods ask for conservative values or correction.\n"
    "Wrong: last calibrated 2023-01-10, every 12 months, judged on 2025-01-31\nRight: calibrate, or correct the data\n",
)
ACCURACY = Rule(
    "LG697",
    "accuracy-class",
    Severity.WARNING,
    "Finds: an instrument less accurate than its class demanded.\n"
    "Why: the data do not have the uncertainty that the plan states.\n"
    "Wrong: ``accuracy: 2 %`` where 1 % is demanded\nRight: an instrument of class 1.0 or better\n",
)
TIMESTAMP = Rule(
    "LG698",
    "timestamp",
    Severity.ERROR,
    "Finds: a timestamp that cannot be read, lies outside the series, off its interval, or stands twice; a series "
    "that ends before it begins, in a time zone, or of more than two years of minutes.\n"
    "Why: completeness counts timestamps, and one that stands twice hides one that is missing.\n"
    "Wrong: ``2024-13-01``\nRight: ``2024-12-01`` or ``2024-12-01 08:00``\n",
)
INCOMPLETE = Rule(
    "LG699",
    "incomplete-series",
    Severity.WARNING,
    "Finds: a series with timestamps or values missing; the first of them are named, and what the stated rule does.\n"
    "Why: filled values are assumptions and must be said to be such.\n"
    "Wrong: 300 of 366 days, not mentioned\nRight: ``gaps: linear``, with the rule's place in the monitoring plan\n",
)
OUTLIER = Rule(
    "LG700",
    "outlier",
    Severity.WARNING,
    "Finds: a reading beyond the limits of the rule that the project chose (IQR, z-score or MAD).\n"
    "Why: it may be a slip; it stays in the total until somebody looked and corrected the table.\n"
    "Wrong: 1250 among readings near 125\nRight: ``125.0``, or a note why 1250 is right\n",
)
TOO_FEW = Rule(
    "LG701",
    "too-few-readings",
    Severity.ERROR,
    "Finds: too few values for the statistic asked for.\n"
    "Why: spread and bias are not defined for them.\n"
    "Wrong: one pair of automatic and manual values\nRight: at least three pairs, nine for a relative accuracy test\n",
)
BIAS = Rule(
    "LG702",
    "automatic-data-bias",
    Severity.WARNING,
    "Finds: a mean difference between automatic and manual data that chance does not explain at the confidence chosen, "
    "or a relative accuracy above its limit.\n"
    "Why: a system that reads high or low does so all year.\n"
    "Wrong: automatic data used as they are\nRight: find the cause, adjust, and repeat the comparison\n",
    "HJ 75-2017",
)
EMPTY_CELL = Rule(
    "LG703",
    "pair-incomplete",
    Severity.ERROR,
    "Finds: a row of a comparison with only one of its two values.\n"
    "Why: a pair without its partner says nothing, and leaving it out without a word chooses the result.\n"
    "Wrong: an empty cell\nRight: both values, or list the row under the table's ``skip``\n",
)
