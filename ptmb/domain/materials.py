"""What officers use up: the list a new installation starts with, and quantities as people type."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

MOST_ROWS = 6
"""Materials that one visit may name."""
MOST = Decimal("9999.99")
_QUANTITY = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")


class NotAQuantity(ValueError):
    """What was typed is no number above zero that the list can hold."""


@dataclass(frozen=True)
class DefaultMaterial:
    """`unit` is what its quantity counts."""

    name_id: str
    name_en: str
    unit: str


@dataclass(frozen=True)
class Used:
    """So much of one material, in its own unit."""

    material_id: int
    quantity: Decimal


def read_quantity(text: str) -> Decimal:
    """The number that was typed; "1,5" and "1.5" are the same.

    "1.500" may mean one and a half or fifteen hundred: it is refused rather than guessed.

    Raises:
        NotAQuantity: not a number, not above zero, or more than `MOST`.
    """
    typed = text.strip()
    if not typed.isascii() or not _QUANTITY.fullmatch(typed):
        raise NotAQuantity(text)
    quantity = Decimal(typed.replace(",", "."))
    if quantity <= 0:
        raise NotAQuantity(text)
    return quantity


def joined(rows: Iterable[Used]) -> list[Used]:
    """Each material once, in the order in which it was first named; rows of one are added up.

    Raises:
        NotAQuantity: together they are more than `MOST`.
    """
    whole: dict[int, Decimal] = {}
    for row in rows:
        whole[row.material_id] = whole.get(row.material_id, Decimal(0)) + row.quantity
    if any(quantity > MOST for quantity in whole.values()):
        raise NotAQuantity(str(max(whole.values())))
    return [Used(key, quantity) for key, quantity in whole.items()]


def written(quantity: Decimal) -> str:
    """2 or 1.5: the shortest spelling, with a point."""
    whole = quantity.normalize()
    return f"{whole:f}"


def used_in(facts: Mapping[str, Any]) -> list[Used]:
    """What a step says was used: `facts["materials"]` holds pairs of an id and a written number."""
    return [Used(int(key), Decimal(text)) for key, text in facts.get("materials", ())]


# fmt: off
DEFAULT_MATERIALS: tuple[DefaultMaterial, ...] = (
    DefaultMaterial("Pipa PVC ½ inci", "PVC pipe ½ inch", "m"),
    DefaultMaterial("Pipa PVC ¾ inci", "PVC pipe ¾ inch", "m"),
    DefaultMaterial("Pipa PVC 1 inci", "PVC pipe 1 inch", "m"),
    DefaultMaterial("Pipa PVC 2 inci", "PVC pipe 2 inch", "m"),
    DefaultMaterial("Pipa PVC 3 inci", "PVC pipe 3 inch", "m"),
    DefaultMaterial("Pipa PVC 4 inci", "PVC pipe 4 inch", "m"),
    DefaultMaterial("Pipa PVC 6 inci", "PVC pipe 6 inch", "m"),
    DefaultMaterial("Pipa HDPE 20 mm", "HDPE pipe 20 mm", "m"),
    DefaultMaterial("Pipa HDPE 63 mm", "HDPE pipe 63 mm", "m"),
    DefaultMaterial("Sambungan lurus", "Straight coupling", "buah"),
    DefaultMaterial("Sambungan siku", "Elbow", "buah"),
    DefaultMaterial("Sambungan T", "Tee", "buah"),
    DefaultMaterial("Giboult joint", "Giboult joint", "buah"),
    DefaultMaterial("Klem pipa (clamp saddle)", "Clamp saddle", "buah"),
    DefaultMaterial("Klem perbaikan", "Repair clamp", "buah"),
    DefaultMaterial("Meter air ½ inci", "Water meter ½ inch", "buah"),
    DefaultMaterial("Stop kran ½ inci", "Stop tap ½ inch", "buah"),
    DefaultMaterial("Katup (gate valve) 2 inci", "Gate valve 2 inch", "buah"),
    DefaultMaterial("Katup (gate valve) 4 inci", "Gate valve 4 inch", "buah"),
    DefaultMaterial("Segel meter", "Meter seal", "buah"),
    DefaultMaterial("Tutup bak meter", "Meter box cover", "buah"),
    DefaultMaterial("Selotip pipa (seal tape)", "Thread seal tape", "rol"),
    DefaultMaterial("Lem PVC", "PVC cement", "kaleng"),
    DefaultMaterial("Semen", "Cement", "kg"),
    DefaultMaterial("Pasir", "Sand", "karung"),
)
# fmt: on
