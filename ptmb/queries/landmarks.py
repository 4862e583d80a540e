"""Finds the area a person means by a few typed letters, by its names and aliases."""

from ptmb.queries.catalogue import AreaView, Catalogue

MOST_SUGGESTED = 5
_BEGINS, _CONTAINS, _LEAST_LIKENESS = 200.0, 150.0, 75.0
"""Of a likeness that else runs from 0 to 100."""
_SHORT = {"gn": "gunung", "gng": "gunung", "sei": "sungai", "kel": "", "kelurahan": ""}


def areas_like(text: str, present: Catalogue) -> list[AreaView]:
    """At most five areas: those that begin so and those that contain it, else close spellings."""
    wanted = _plain(text)
    if len(wanted) < 2:
        return []
    scored = [(_score(wanted, area), area.name, area) for area in present.areas.values()]
    best = sorted((one for one in scored if one[0] > 0), key=lambda one: (-one[0], one[1]))
    sure = [one for one in best if one[0] >= _CONTAINS]
    return [area for _, _, area in (sure or best)[:MOST_SUGGESTED]]


def _score(wanted: str, area: AreaView) -> float:
    return max(_likeness(wanted, _plain(name)) for name in (area.name, *area.aliases))


def _likeness(wanted: str, name: str) -> float:
    if name.startswith(wanted):
        return _BEGINS
    if wanted.replace(" ", "") in name.replace(" ", ""):
        return _CONTAINS
    # Most searches never need it.
    from rapidfuzz.fuzz import partial_ratio, ratio  # noqa: PLC0415  at the first misspelling

    likeness = max(ratio(wanted, name), partial_ratio(wanted, name) - 5 if len(wanted) > 4 else 0)
    return likeness if likeness >= _LEAST_LIKENESS else 0.0


def _plain(text: str) -> str:
    words = "".join(sign if sign.isalnum() else " " for sign in text.casefold()).split()
    return " ".join(word for word in (_SHORT.get(word, word) for word in words) if word)
