"""Effects of drivers by the logarithmic mean Divisia index, methods I and II, additive and multiplicative.

Method: between two periods 0 and T (Ang 2005, Energy Policy 33, 867-871; Ang 2015, Energy Policy 86, 233-238, the
formulas of its eight models)::

    I:   effect of factor k in sub-sector i = L(V_i^T, V_i^0) * ln(x_ki^T / x_ki^0)
    II:  the same with weights that sum to one: L(s_i^T, s_i^0) / sum_j L(s_j^T, s_j^0) * L(V^T, V^0) * ln(...)
         where s_i = V_i / V
    multiplicative: index = exp(additive effect / L(V^T, V^0)), of a sub-sector and of the whole, which is their product

Additive effects sum to V^T - V^0, indices multiply to V^T / V^0, without residual. L is the logarithmic mean
(:mod:`logarithmic_mean`). Chained, every year is compared with the one before; effects then sum and indices multiply
along the years.

Noughts are taken at the analytical limit, not replaced by a small number (Ang, Zhang and Choi 1998, table 2; Wood and
Lenzen 2006; Ang and Liu 2007): a sub-sector that is nought in both periods has no effect; where it rises from nought,
the whole of it is the effect of the factor that was nought, and of several such factors in equal parts; where it falls
to nought, the same with the opposite sign; the other factors have no effect there. Of a chain of quantities the first
that is nought counts. In method II the limit is s_i^T / sum_j L(s_j) * L(V^T, V^0), with which effects still sum
exactly.

Inputs: ``drivers.factor``, ``drivers.value``, ``drivers.total``.

Outputs: ``drivers.change[indicator,since,period]``, ``drivers.sector_change`` (with ``sector``),
``drivers.log_mean[indicator,since,period,sector]`` and without sector, ``drivers.share[indicator,period,sector]``,
``drivers.share_mean[indicator,since,period,sector]`` and without sector (their sum; method II),
``drivers.sector_effect[indicator,since,period,sector,driver]``, ``drivers.effect[indicator,since,period,driver]``, all
in the section's unit but shares and their means (1); ``drivers.contribution[indicator,since,period,driver]``, the
effect as a share of the change (1; it may lie outside 0 to 1). Multiplicative:
``drivers.ratio[indicator,since,period]``,
``drivers.sector_index[indicator,since,period,sector,driver]``, ``drivers.index[indicator,since,period,driver]`` (1).

Errors: those of the numbers (LG350 to LG358). Where V^0 or V^T is nought the multiplicative form and method II have no
value and are missing; so is method II where no sub-sector is there in both periods, for then it has no limit.

Example: ``worked/lmdir.yaml`` and ``worked/lmdir-2.yaml``, the vectors of the R package LMDIR, which agree to all the
digits printed; ``worked/noughts.yaml``. For noughts in method II LMDIR leaves a residual (its weights drop the limit);
here the sum is exact.

Marks: the formulas were read in transcriptions of both papers and in LMDIR's source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from generator.base.text import Text
from generator.base.units import ONE, Unit
from generator.calculations.drivers.data import Data, Part
from generator.calculations.drivers.identity import noughts, read_value
from generator.calculations.drivers.logarithmic_mean import logarithmic_mean
from generator.ledger.quantity import Quantity, constant, exponential, logarithm, total


@dataclass
class Interval:
    """Two periods that are compared."""

    data: Data
    since: int
    period: int

    def __post_init__(self) -> None:
        name = self.data.spec.name
        self._zh = f"{name.zh}{self.since}—{self.period}年"
        self._en = f"{name.text.en} {self.since} to {self.period}: "

    def record(self) -> None:
        """Record every effect of this interval."""
        data = self.data
        self._record_means()
        for one in data.numbers:
            for part in data.parts:
                if part.key is not None:
                    self._record_sector(part, one.factor.id, one.factor.name.text)
            self._record_driver(one.factor.id, one.factor.name.text)

    # ------------------------------------------------------------------------------------------- the whole

    def _record_means(self) -> None:
        self._derive("change", {}, self.data.unit, "变化量", "change", self._change)
        self._derive("log_mean", {}, self.data.unit, "对数平均值", "logarithmic mean", self._whole_mean)
        if self.data.spec.multiplicative:
            self._derive("ratio", {}, ONE, "变化倍数", "ratio", self._ratio)
        second = self.data.spec.method == "lmdi-2"
        for part in self.data.parts:
            if part.key is None:
                continue
            at = {"sector": part.key}
            zh, en = part.name.zh, part.name.en
            formula = partial(self._sector_change, part)
            self._derive("sector_change", at, self.data.unit, f"{zh}变化量", f"{en}: change", formula)
            if self._nought(part):
                continue
            if second:
                formula = partial(self._share_mean, part)
                self._derive("share_mean", at, ONE, f"{zh}份额的对数平均值", f"{en}: mean of the shares", formula)
            else:
                formula = partial(self._mean, part)
                self._derive("log_mean", at, self.data.unit, f"{zh}对数平均值", f"{en}: mean", formula)
        if second:
            zh, en = "份额对数平均值之和", "sum of the means of shares"
            self._derive("share_mean", {}, ONE, zh, en, self._sum_of_means)

    def _change(self) -> Quantity:
        return self._whole(self.period) - self._whole(self.since)

    def _ratio(self) -> Quantity:
        return self._whole(self.period) / self._whole(self.since)

    def _whole_mean(self) -> Quantity:
        return logarithmic_mean(self._whole(self.period), self._whole(self.since))

    def _whole(self, year: int) -> Quantity:
        return self.data.read("total", year)

    # --------------------------------------------------------------------------------------- a sub-sector

    def _sector_change(self, part: Part) -> Quantity:
        return read_value(self.data, part, self.period) - read_value(self.data, part, self.since)

    def _mean(self, part: Part) -> Quantity:
        return logarithmic_mean(read_value(self.data, part, self.period), read_value(self.data, part, self.since))

    def _share_mean(self, part: Part) -> Quantity:
        return logarithmic_mean(self._share(part, self.period), self._share(part, self.since))

    def _share(self, part: Part, year: int) -> Quantity:
        if part.key is None:
            return constant(1, meaning="the whole")
        return self.data.read("share", year, sector=part.key)

    def _sum_of_means(self) -> Quantity:
        if self.data.parts[0].key is None:
            return constant(1, meaning="the whole")
        kept = [part for part in self.data.parts if not self._nought(part)]
        return total([self._read("share_mean", sector=part.key) for part in kept], ONE)

    def _nought(self, part: Part) -> bool:
        """Whether a sub-sector is nought in either period."""
        return self.data.nought(part, self.since) or self.data.nought(part, self.period)

    def _record_sector(self, part: Part, driver: str, name: Text) -> None:
        at = {"sector": part.key, "driver": driver}
        zh, en = f"{part.name.zh}{name.zh}效应", f"{part.name.en}: effect of {name.en}"
        formula = partial(self._sector_effect, part, driver)
        self._derive("sector_effect", at, self.data.unit, zh, en, formula)
        if self.data.spec.multiplicative:
            zh, en = f"{part.name.zh}{name.zh}效应指数", f"{part.name.en}: index of {name.en}"
            self._derive("sector_index", at, ONE, zh, en, partial(self._index_of, "sector_effect", at))

    def _sector_effect(self, part: Part, driver: str) -> Quantity:
        if self.data.spec.method == "lmdi-1" or part.key is None:
            term = self._term(part, driver, partial(read_value, self.data, part), "log_mean")
            return term.in_unit(self.data.unit)
        term = self._term(part, driver, partial(self._share, part), "share_mean")
        return term / self._read("share_mean") * self._read("log_mean")

    def _term(self, part: Part, driver: str, base: partial[Quantity], mean: str) -> Quantity:
        """Return L * ln(x^T / x^0), or its limit where the sub-sector is nought in a period."""
        now, before = base(self.period), base(self.since)
        if now.value and before.value:
            return self._read(mean, sector=part.key) * self._log(part, driver)
        whole = now - before  # read also where there is no effect: what that rests on is no more certain
        if not now.value and not before.value:
            return whole * constant(0, meaning="nought in both periods")
        gone = noughts(self.data, part, self.period if before.value else self.since)
        names = [self.data.numbers[k].factor.id for k in gone]
        if driver not in names:
            return whole * constant(0, meaning="the limit: another factor is nought")
        return whole if len(names) == 1 else whole / constant(len(names), meaning="factors that are nought")

    def _log(self, part: Part, driver: str) -> Quantity:
        read = self.data.read
        now = read("factor", self.period, sector=part.key, driver=driver)
        return logarithm(now / read("factor", self.since, sector=part.key, driver=driver))

    # ------------------------------------------------------------------------------------------- a driver

    def _record_driver(self, driver: str, name: Text) -> None:
        at, unit = {"driver": driver}, self.data.unit
        self._derive("effect", at, unit, f"{name.zh}效应", f"effect of {name.en}", partial(self._effect, driver))
        zh, en = f"{name.zh}贡献率", f"contribution of {name.en}"
        self._derive("contribution", at, ONE, zh, en, partial(self._contribution, driver))
        if self.data.spec.multiplicative:
            zh, en = f"{name.zh}效应指数", f"index of {name.en}"
            self._derive("index", at, ONE, zh, en, partial(self._index_of, "effect", at))

    def _effect(self, driver: str) -> Quantity:
        parts = self.data.parts
        if parts[0].key is None:
            return self._sector_effect(parts[0], driver)
        return total([self._read("sector_effect", sector=p.key, driver=driver) for p in parts], self.data.unit)

    def _contribution(self, driver: str) -> Quantity:
        return self._read("effect", driver=driver) / self._read("change")

    def _index_of(self, effect: str, at: Mapping[str, str | None]) -> Quantity:
        return exponential(self._read(effect, **at) / self._read("log_mean"))

    # ---------------------------------------------------------------------------------------------- helpers

    def _read(self, name: str, sector: str | None = None, driver: str | None = None) -> Quantity:
        return self.data.read(name, self.period, since=self.since, sector=sector, driver=driver)

    def _derive(
        self,
        name: str,
        at: Mapping[str, str | None],
        unit: Unit | str,
        zh: str,
        en: str,
        formula: Callable[[], Quantity],
    ) -> None:
        self.data.builder.derive(
            f"drivers.{name}",
            self.data.context(self.period, since=self.since, sector=at.get("sector"), driver=at.get("driver")),
            unit,
            Text(self._zh + zh, self._en + en),
            formula,
            position=self.data.at,
        )


def record_shares(data: Data) -> None:
    """Record the share of every sub-sector in the aggregate, which method II weighs by."""
    for year in data.years:
        for part in data.parts:
            if part.key is not None:
                data.builder.derive(
                    "drivers.share",
                    data.context(year, sector=part.key),
                    ONE,
                    Text(f"{part.name.zh}占{data.spec.name.zh}的份额（{year}年）", f"{part.name.en}: share {year}"),
                    partial(_share, data, part, year),
                    position=data.at,
                )


def _share(data: Data, part: Part, year: int) -> Quantity:
    whole = data.read("total", year)
    return read_value(data, part, year) / whole
