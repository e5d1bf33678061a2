"""The rules that the calculation of a zero-carbon park applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

NOTICE = "发改环资〔2025〕910号"

UNBALANCED = Rule(
    "LG440",
    "transfer-unbalanced",
    Severity.ERROR,
    "What one entity of the park gives another does not receive. Energy passed inside the park is counted once, "
    "and that holds only when both sides say the same. Losses between the two meters are the giver's own use. "
    "Wrong: `given: 12000 GJ` with `received: 11000 GJ`. Right: the receiver's meter on both sides. The park's "
    "totals of that year are missing until then.",
    f"{NOTICE} 附件4",
)
OTHER_FACTOR = Rule(
    "LG441",
    "park-electricity-factor",
    Severity.ERROR,
    "A factor for another purpose stands where the notice fixes one: all electricity that is neither supplied "
    "directly from non-fossil sources nor certified green counts at the national fossil factor. Wrong: the provincial "
    "or national average. Right: leave the key out; the notice's factor is taken.",
    f"{NOTICE} 附件4 二（二）3",
    waivable=False,
)
NO_ACTIVITY = Rule(
    "LG442",
    "park-year-missing",
    Severity.ERROR,
    "An entity of the park has no energy in a year that is accounted. Nothing is taken as nought: the year's "
    "totals are missing. Give its consumption (`quantity: 0 MWh` where it used none), or say when it began or "
    "ended: `begins: 2024`.",
)
RECEIVES_MORE = Rule(
    "LG443",
    "transfer-exceeds-use",
    Severity.ERROR,
    "An entity receives more of a carrier from inside the park than it consumes, passes on and sends out. Its flows "
    "hold all that it consumes, whoever supplied it. Right: add what it received to its use.",
)
GIVEN_TWICE = Rule(
    "LG444",
    "transfer-and-output",
    Severity.ERROR,
    "A fuel that an entity makes (`flow: output`) is passed on as a transfer too, so that it would be taken off "
    "twice. The output is taken off by the carbon balance already: take the transfer out.",
)
FEEDSTOCK = Rule(
    "LG445",
    "feedstock-unsaid",
    Severity.ERROR,
    "Energy is used as material, and nothing says whether it counts in the park's energy consumption. The notice "
    "takes it out of combustion and does not say it of energy. Right: `count_feedstock: false`, as agreed with "
    "the authority.",
)
BAD_ROW = Rule(
    "LG446",
    "park-table-row",
    Severity.ERROR,
    "A row of a table names an entity, carrier, product, year or flow that the park does not have, has no number, or "
    "a unit that is not the carrier's. The row counts nowhere, and the totals of its year are missing where a number "
    "is.",
)
NEGATIVE = Rule(
    "LG447",
    "park-rate-range",
    Severity.ERROR,
    "A utilisation rate uses more than there was, or divides by nothing. Wrong: 9000 t used of 8000 t generated. "
    "Right: stocks of earlier years used belong to `available` too.",
)
WASTE_WEIGHTS = Rule(
    "LG448",
    "waste-energy-weights",
    Severity.ERROR,
    "The weights of waste heat, cold and pressure of a year do not sum to one, or only some of them have one. Right: "
    "`weight: 60 %`, `30 %`, `10 %`; or none at all, then the recoverable energy weighs.",
    f"{NOTICE} 附件3",
)
EQUIVALENT = Rule(
    "LG449",
    "equivalent-value-unconfirmed",
    Severity.WARNING,
    "Electricity is turned into coal at the equivalent value, which the notice asks for without giving the "
    "coefficient. The data set's figure is unconfirmed. Right: `electricity_equivalent: {value: 0.3, unit: kgce/kWh, "
    "source: the statistical bulletin, year: '2024', mark: confirmed}`.",
    f"{NOTICE} 附件3 二",
)
ONE_RATE = Rule(
    "LG450",
    "park-year-twice",
    Severity.ERROR,
    "A year (or kind and year, product and year) stands twice in a list that has one entry each.",
)
ZERO_CARRIER = Rule(
    "LG451",
    "transfer-to-itself",
    Severity.ERROR,
    "A transfer has one entity on both sides. Energy that an entity makes from fuels of its own is not listed again.",
)
CO2_ONLY = Rule(
    "LG452",
    "park-co2-only",
    Severity.ERROR,
    "A factor counts another gas or CO2e. The notice counts CO2 alone. Wrong: `unit: tCO2e/GJ`. Right: the CO2 of the "
    "same source, `unit: tCO2/GJ`.",
    f"{NOTICE} 附件4 一",
)
FUEL_SENT = Rule(
    "LG453",
    "park-fuel-sent-out",
    Severity.ERROR,
    "A fuel is listed as sent out of the park. Received and sent out are the notice's terms for electricity and heat; "
    "of a fuel the consumption counts, so that what leaves the park unburnt is no flow at all. Wrong: coke made with "
    "`flow: output` and sold with `flow: export`, which takes it off twice. Right: `flow: output` alone; a fuel bought "
    "and sold again stays out.",
    f"{NOTICE} 附件4 二（二）",
)
MADE_AND_SENT = Rule(
    "LG454",
    "park-made-and-sent-out",
    Severity.ERROR,
    "An entity has electricity or heat both as output and as sent out of the park, so that it is taken off twice. "
    "Output takes off all that is made, wherever it goes. Right: `flow: output` for all of it, or `flow: export` for "
    "what leaves the park and a transfer for what stays.",
    f"{NOTICE} 附件4 二（二）3",
)
NO_FUEL_MADE = Rule(
    "LG455",
    "park-input-without-fuel-made",
    Severity.WARNING,
    "Fossil fuel goes into transformation and no fuel comes out. The notice takes the carbon balance, at 100 % "
    "oxidation, where another carbon-bearing fuel is made (coke, gas, oil products); power and heat are use as fuel, "
    "with the fuel's own oxidation. Wrong: coal of a power station with `flow: input`. Right: `flow: use`.",
    f"{NOTICE} 附件4 二（二）1、2",
)
GIVEN_FROM_NOTHING = Rule(
    "LG456",
    "transfer-from-nothing",
    Severity.ERROR,
    "An entity gives electricity or heat that it neither consumed nor could make from fuels: taken off at the giver "
    "and counted at the receiver it would vanish from the park's energy. Wrong: a solar station with `given: 100 MWh` "
    "and no flow. Right: what it generated is its own flow, `flow: use`, `quantity: 100 MWh`.",
    f"{NOTICE} 附件3 二1",
)
