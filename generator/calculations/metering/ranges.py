"""Between what the readings and shares of metering lie."""

from __future__ import annotations

from decimal import Decimal

from generator.calculations.desk import Within
from generator.calculations.metering.rules import READING

SHARE = Within(READING, least=Decimal(0), most=Decimal(100), example="3 %")
QUANTITY = Within(READING, least=Decimal(0), example="1250 MWh")
