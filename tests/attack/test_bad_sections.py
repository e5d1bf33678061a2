"""Every bad input of the issue on calculations through the command line: rule, file and line, a hint, both languages.

One small project holds all of them, so that this is proved too: none hides another. Each is proved in depth in the
tests of its area under ``tests/calculations``.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from tests.build.workspaces import tanwen
from tests.calculations.building import SITE, source
from tests.calculations.footprint.small import exchange, footprint, process
from tests.calculations.reduction.cases import METER, meter, monitored, reduction
from tests.calculations.worked import write

GIVEN = {"source": "核算指南", "mark": "secondary"}
COAL_POWER = {
    "id": "unit-1",
    "name": "1号机组",
    "category": "coal-above-300",
    "cooling": "water",
    "years": [
        {
            "year": 2023,
            "electricity": "1000000 MWh",
            "load_factor": "80 %",
            "emissions": "800000 tCO2e",
            "benchmark": {"value": "-0.791", "unit": "tCO2/MWh", **GIVEN},
        }
    ],
}
REGION = {
    "id": "county",
    "name": "某县",
    "level": "county",
    "sectors": [],
    "items": [],
    "lines": [
        {
            "id": name,
            "name": name,
            "category": "energy",
            "unit": "MWh",
            "activity": {"2023": "1 MWh"},
            "factor": {"set": "cn-electricity", "item": "electricity", **factor},
        }
        for name, factor in {
            "year": {"property": "province", "region": "湖南", "year": 2019, "purpose": "location"},
            "purpose": {"property": "national", "year": 2022, "purpose": "steel"},
        }.items()
    ],
}
PATHWAY = {
    "to": 2026,
    "reference": "as-is",
    "chosen": "action",
    "discount_rate": "6 %",
    "scenarios": [{"id": "as-is", "name": "参考情景"}, {"id": "action", "name": "行动情景", "measures": ["too-much"]}],
    "measures": [
        {
            "id": "too-much",
            "name": "改造",
            "lever": "节能",
            "sources": ["flux"],
            "begins": 2024,
            "full": 2024,
            "reduction": "500 tCO2e/a",
            "capex": "10 万元",
            "opex": "1 万元/a",
            "saving": "2 万元/a",
            "lifetime": "10 a",
            "responsible": "energy",
            "status": "studied",
            "acceptance": "计量验收",
        }
    ],
}
PRICES = {
    "trading_days": 250,
    "prices": [{"id": "cea", "name": "配额", "table": "prices", "date": "date", "price": "p", "window": 2}],
}
SCORING = {
    "standard": "某行业绿色工厂评价要求",
    "mark": "confirmed",
    "year": 2023,
    "indicators": [
        {
            "id": name,
            "name": name,
            "dimension": "energy",
            "direction": "higher",
            "unit": "%",
            "weight": weight,
            "base": 20,
            "leading": 60,
            "value": 40,
        }
        for name, weight in (("first", 50), ("second", 49))
    ],
}
TABLES = [
    METER,
    {
        "id": "prices",
        "file": "data/prices.csv",
        "columns": {"date": "日期"},
        "values": {"p": {"header": "价", "unit": "CNY/tCO2e"}},
    },
]
FILES = {
    "meter.csv": "date,energy\n2023-12-30,3\n2023-12-31,4\n2024-01-02,6\n",
    "data/prices.csv": "日期,价\n2024-03-01,80\n2024-03-05,79\n2024-03-06,82\n",
}


def _footprints() -> list[dict[str, Any]]:
    drawn = exchange(spread={"kind": "normal", "cv": "30"})
    shares = process(
        "making",
        exchange(amount="30 kg"),
        products=[{"id": "slag", "name": "渣", "amount": "10 kg"}],
        allocation={"reason": "示例", "tolerance": "2 %", "method": "mass"},
    )
    return [
        footprint(process("making", drawn), id="drawn", simulation={"draws": 100, "seed": 1, "tolerance": "0.01 %"}),
        footprint(shares, id="shared"),
        footprint(process("making", exchange(amount="10 kWh")), id="measured"),
    ]


def _reductions() -> list[dict[str, Any]]:
    late = reduction(id="late", crediting={"kind": "renewable", "begins": "2023-01-01", "years": 8})
    return [monitored([meter()]), late]


class Bad(NamedTuple):
    """One bad input: where the finding must stand (file, text of the line), its rule, what must be said."""

    file: str
    line: str
    rule: str
    zh: tuple[str, str]
    en: tuple[str, str]


#: By the words of the issue. The second text of ``zh`` and ``en`` is of the hint.
BAD = {
    "a factor for another year": Bad(
        "region.yaml", "year: 2019", "LG014", ("湖南 2019 location”", "2021 location"), ("湖南 2019", "2021 location")
    ),
    "a factor for another purpose": Bad(
        "region.yaml", "year: 2022", "LG014", ("2022 steel”", "2022 location"), ("2022 steel'", "2022 location")
    ),
    "units that do not convert": Bad(
        "footprints.yaml", "- id: steel", "LG002", ("kWh{steel}", "kgCO2e"), ("kWh{steel}", "must be in kgCO2e")
    ),
    "a series with a gap": Bad(
        "reductions.yaml", "table: meter", "LG540", ("2024-01-01", "gaps: zero"), ("2024-01-01", "gaps: zero")
    ),
    "a measure that removes more than its source emits": Bad(
        "pathway.yaml", "reduction: 500 tCO2e/a", "LG205", ("排放量 44.00", "核对减排量"), ("44.00 t", "reduction")
    ),
    "weights that do not sum to one": Bad(
        "factory.yaml", "- id: first", "LG460", ("合计为 99", "合计为 100"), ("up to 99", "add up to 100")
    ),
    "an allocation that loses mass": Bad(
        "footprints.yaml",
        "reason: 示例",
        "LG490",
        ("相差 33.33 %", "遗漏的产出"),
        ("by 33.33 %", "output that is missing"),
    ),
    "a negative benchmark": Bad(
        "carbon_market.yaml", "value: '-0.791'", "LG600", ("应大于 0", "value: 0.791"), ("above 0", "value: 0.791")
    ),
    "a crediting period beyond the rule": Bad(
        "reductions.yaml", "years: 8", "LG530", ("上限 7 年", "years: 7"), ("exceeds the 7", "years: 7")
    ),
    "a price series with a missing day": Bad(
        "data/prices.csv", "2024-03-05", "LG710", ("缺交易日 2024-03-04", "holidays"), ("2024-03-04", "holidays")
    ),
    "a Monte Carlo that does not converge": Bad(
        "footprints.yaml", "draws: 100", "LG495", ("相对标准误", "draws:"), ("relative standard error", "draws:")
    ),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose sections stand in files of their own, each with a fault."""
    project = {
        "boundary": {"consolidation": "operational-control", "sites": [SITE]},
        "sources": [
            source("flux", "process", "t", material="石灰石", factor={"value": "0.44", "unit": "tCO2/t", **GIVEN})
        ],
        "activity": {"inline": [{"source": "flux", "period": "2023", "quantity": "100 t"}]},
        "tables": TABLES,
    }
    sections = {
        "region": REGION,
        "footprints": _footprints(),
        "reductions": _reductions(),
        "pathway": PATHWAY,
        "factory": {"name": "某工厂", "scoring": SCORING},
        "carbon_market": {
            "entities": [{"id": "plant", "name": "某电厂", "plan": "cn-ets-power-2023-2024", "units": [COAL_POWER]}]
        },
        "finance": PRICES,
    }
    files = {
        f"{name}.yaml": yaml.safe_dump(copy.deepcopy(section), allow_unicode=True, sort_keys=False)
        for name, section in sections.items()
    }
    return write(tmp_path_factory.mktemp("bad"), {"project": project, "files": {**FILES, **files}})


@pytest.fixture(scope="module", params=["zh", "en"])
def told(request: pytest.FixtureRequest, client: Path) -> tuple[str, list[str]]:
    """What ``tanwen check`` says of the project, in one language."""
    done = tanwen("check", "projects/client", cwd=client.parents[1], TANWEN_LANG=request.param)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return request.param, done.stderr.splitlines()


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_is_told_at_its_line_with_a_hint(name: str, told: tuple[str, list[str]], client: Path) -> None:
    language, lines = told
    bad = BAD[name]
    said, hinted = bad.zh if language == "zh" else bad.en
    written = (client / bad.file).read_text(encoding="utf-8").splitlines()
    found = [
        (line, lines[i + 1])
        for i, line in enumerate(lines[:-1])
        if f" {bad.rule} " in line
        and line.startswith(f"projects/client/{bad.file}:")
        and bad.line in written[int(line.split(":")[1].split()[0]) - 1]
    ]
    assert found, [line for line in lines if f" {bad.rule} " in line] or lines
    message, hint = found[0]
    assert said in message
    assert hint.startswith(" ")
    assert hinted in hint


def test_what_is_told_in_one_language_is_told_in_the_other(client: Path) -> None:
    places = []
    for language in ("zh", "en"):
        done = tanwen("check", "projects/client", cwd=client.parents[1], TANWEN_LANG=language)
        places.append([line.split(" ")[:3] for line in done.stderr.splitlines() if line.startswith("projects/")])
    assert places[0] == places[1]
    assert places[0]
