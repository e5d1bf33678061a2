"""The rules that the transport calculation applies to its input."""

from __future__ import annotations

from generator.base.findings import Rule, Severity

MASS = Rule(
    "LG580",
    "freight-mass-or-distance",
    Severity.ERROR,
    "Finds: a mass, a distance, a fuel quantity or an intensity that is below 0, or 0 where something was carried.\n"
    "Why: transport activity is mass times distance; a return flow is a chain of its own.\n"
    "Wrong: ``mass: -12 t``\nRight: ``mass: 12 t``\n",
    "ISO 14083:2023, 5.4.2",
)
MODE = Rule(
    "LG581",
    "unknown-mode",
    Severity.ERROR,
    "Finds: an element of a mode that there is none of, or of another mode than its category or trip.\n"
    "Why: intensities differ by mode up to a hundredfold.\n"
    "Wrong: ``mode: lorry``\nRight: ``mode: road``\n",
    "ISO 14083:2023, 5.2.1",
)
DISCONNECTED = Rule(
    "LG582",
    "chain-disconnected",
    Severity.ERROR,
    "Finds: an element that does not begin where the one before it ends, or a hub that ends elsewhere than it begins.\n"
    "Why: an element is missing, or stands in the wrong order, and its emission with it.\n"
    "Wrong: A to B, then C to D\nRight: A to B, B to C, C to D\n",
    "ISO 14083:2023, 3.1",
)
DAF = Rule(
    "LG583",
    "distance-adjustment-factor",
    Severity.ERROR,
    "Finds: a distance adjustment factor below 1.\n"
    "Why: the distance run is never shorter than the shortest feasible or the great-circle distance.\n"
    "Wrong: ``daf: {value: 0.95 1, …}``\nRight: ``daf: {value: 1.05 1, …}``\n",
    "ISO 14083:2023, 5.4.4",
)
NO_DAF = Rule(
    "LG584",
    "distance-basis",
    Severity.ERROR,
    "Finds: an element whose distance has another basis than its intensity, without the factor that brings the two "
    "together; or shortest feasible distance against great-circle distance, which none does.\n"
    "Why: an intensity per actual kilometre times a shorter planned distance is too little.\n"
    "Wrong: ``basis: actual`` with an intensity per shortest feasible distance and no ``daf``\n"
    "Right: ``daf: {value: 1.05 1, source: …, mark: secondary}``\n",
    "ISO 14083:2023, 5.4.4",
)
NO_EMISSION = Rule(
    "LG585",
    "element-without-data",
    Severity.ERROR,
    "Finds: an element with neither category nor trip, or with both; a category with neither intensity nor vehicle, or "
    "with both; a vehicle model of a hub.\n"
    "Why: the chain's total would leave it out, or count it twice.\n"
    "Wrong: ``{mode: road, begins: a, ends: b}``\nRight: the same with ``category: truck-40t``\n",
)
NO_DISTANCE = Rule(
    "LG586",
    "element-without-distance",
    Severity.ERROR,
    "Finds: a transport element without a distance, whose places do not both have coordinates for the great-circle "
    "distance.\n"
    "Why: without it there is no transport activity.\n"
    "Wrong: ``{mode: sea, begins: a, ends: b}``\nRight: ``distance: 19500 km``\n",
)
LOAD = Rule(
    "LG587",
    "load-or-empty-running",
    Severity.ERROR,
    "Finds: a load factor that is not above 0 and at most 100 %, or an empty share below 0 or at 100 %.\n"
    "Why: a vehicle that runs empty all the way carries nothing.\n"
    "Wrong: ``empty: 100 %``\nRight: ``empty: 20 %``\n",
)
MASS_DIFFERS = Rule(
    "LG588",
    "consignment-differs",
    Severity.WARNING,
    "Finds: an element whose mass or distance differs from that of the consignment whose share of a trip it takes.\n"
    "Why: the emission is another consignment's, or one of the two figures is wrong; the chain's intensity divides the "
    "share of the one by the activity of the other.\n"
    "Wrong: a chain of 12 t on a consignment of 8 t\nRight: the same mass and distance in both\n",
)
CLAIMED_TWICE = Rule(
    "LG589",
    "consignment-claimed-twice",
    Severity.ERROR,
    "Finds: two elements that take the share of the same consignment of a trip.\n"
    "Why: the emission of the consignment then counts twice, and that of the chains exceeds the trip's.\n"
    "Wrong: ``trip: round, consignment: k-1`` in two elements\n"
    "Right: one element of the consignment's whole way, or two consignments of the trip\n",
    "ISO 14083:2023, 5.6",
)
