"""What a customer's water meter says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_READING = re.compile(r"\d{1,6}(?:[.,]\d{1,3})?")
_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z./ -]{0,23}")
_ROUND = Decimal(90_000)
"""From here a dial of five digits may have come round to nought before it is read again."""


class NotAReading(ValueError):
    """What was typed cannot stand on a meter."""


@dataclass(frozen=True)
class MeterReading:
    """Cubic metres; `number` is the one on the meter's face, empty when it was not written."""

    cubic_metres: Decimal
    number: str = ""


def read_cubic_metres(text: str) -> Decimal:
    """The number that was typed; "1234,5" and "1234.5" are the same. Six digits before the comma.

    Raises:
        NotAReading: anything else.
    """
    typed = text.strip()
    if not typed.isascii() or not _READING.fullmatch(typed):
        raise NotAReading(text)
    return Decimal(typed.replace(",", "."))


def read_number(text: str) -> str:
    """The number on a meter's face in capitals; empty stays empty.

    Raises:
        NotAReading: signs that are on no meter, or more than 24.
    """
    typed = " ".join(text.upper().split())
    if typed and not (typed.isascii() and _NUMBER.fullmatch(typed)):
        raise NotAReading(text)
    return typed


def runs_backwards(former: MeterReading, now: MeterReading) -> bool:
    """Whether one of the two readings must be wrong.

    Only when it is sure: the same meter by its number, less than before, and the dial not near
    its end then. A new meter begins at nought.
    """
    same = bool(now.number) and now.number == former.number
    return same and now.cubic_metres < former.cubic_metres < _ROUND


def meter_facts(reading: MeterReading | None, former: MeterReading | None) -> dict[str, str]:
    """What a step keeps of a reading; the former one only where one of the two must be wrong."""
    if reading is None:
        return {}
    facts = {"meter_m3": str(reading.cubic_metres)}
    if reading.number:
        facts["meter_number"] = reading.number
    if former and runs_backwards(former, reading):
        facts["meter_before"] = str(former.cubic_metres)
    return facts


def reading_in(facts: Mapping[str, Any]) -> MeterReading | None:
    """The reading a step kept, see `meter_facts`."""
    if "meter_m3" not in facts:
        return None
    return MeterReading(Decimal(facts["meter_m3"]), facts.get("meter_number", ""))
