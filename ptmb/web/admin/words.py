"""What the administrator's pages say: findings about a file, and what another one changed."""

from dataclasses import dataclass
from typing import Any

from flask_babel import format_decimal, gettext

from ptmb.geometry.findings import Finding

_LONGEST = 200


@dataclass(frozen=True)
class Difference:
    """A field whose stored value is not the typed one; `stored` in words."""

    label: str
    stored: str


def finding_words(finding: Finding) -> str:
    """The sentence in the reader's language, numbers in the reader's way."""
    values = {
        name: format_decimal(value) if isinstance(value, float) else value
        for name, value in finding.values.items()
    }
    sentence = gettext(finding.text, **values)
    if finding.feature is None:
        return sentence
    return gettext("Wilayah ke-%(number)s: %(sentence)s", number=finding.feature, sentence=sentence)


def differences(typed: Any, stored: Any) -> list[Difference]:
    """What somebody else stored, where it is not what this person typed."""
    pairs = [(field, stored[field.name]) for field in typed if field.name in stored]
    return [
        Difference(str(mine.label.text), _shown(theirs))
        for mine, theirs in pairs
        if mine.type not in ("HiddenField", "CSRFTokenField") and mine.data != theirs.data
    ]


def _shown(field: Any) -> str:
    if field.type == "BooleanField":
        return gettext("Ya") if field.data else gettext("Tidak")
    choices = {choice.value: choice.label for choice in getattr(field, "choices", None) or ()}
    if field.data in choices:
        return str(choices[field.data])
    text = str(field._value() if hasattr(field, "_value") else field.data)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
