"""What an area file is told about itself: sentences that wait for their translation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | int | float


@dataclass(frozen=True)
class Finding:
    """A sentence of the catalogue and what it speaks of; `feature` counts from 1.

    A page translates `text` and fills it with `values`; a float is for the page to write in the
    reader's way. `str()` is the Indonesian sentence, for the command line.
    """

    text: str
    values: Mapping[str, Value] = field(default_factory=dict)
    feature: int | None = None

    def __str__(self) -> str:
        sentence = self.text % {name: _written(value) for name, value in self.values.items()}
        return sentence if self.feature is None else f"Wilayah ke-{self.feature}: {sentence}"


class Unusable(Exception):
    """The file, or one feature of it, cannot be taken over; says why."""

    def __init__(self, text: str, **values: Value) -> None:
        super().__init__(text)
        self.text = text
        self.values = values

    def finding(self, feature: int | None = None) -> Finding:
        return Finding(self.text, self.values, feature)


def shown(value: object, most: int = 60) -> str:
    """Foreign text made safe to stand in a sentence: short, and nothing that cannot be printed."""
    return "".join(mark if mark.isprintable() else "?" for mark in str(value)[:most])


def _written(value: Value) -> str:
    return f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)
