"""Areas by the name in an address: /status/gunung-sari-ilir."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from ptmb.geometry.held import Held
from ptmb.queries.catalogue import AreaView, catalogue

_SIGNS = re.compile(r"[^a-z0-9]+")
_RESERVED = frozenset({"", "sisip"})
"""What stands for something else in the same place of an address."""

_held: Held[dict[int, str]] = Held()


def slug_of(area: AreaView) -> str:
    """The name in small letters and hyphens; the code where that would not tell areas apart."""
    return slugs()[area.id]


def area_by_slug(slug: str) -> AreaView | None:
    present = catalogue().areas
    return next((present[id_] for id_, one in slugs().items() if one == slug), None)


def slugs() -> dict[int, str]:
    """The word in the address of every area, by its id; worked out once for each edition."""
    present = catalogue()
    return _held.get(present.edition, None, lambda: _all(present.areas.values()))


def _all(areas: Iterable[AreaView]) -> dict[int, str]:
    names = {area.id: (_plain(area.name), _plain(area.code)) for area in areas}
    count = Counter(name for name, _ in names.values())
    return {
        id_: code if name in _RESERVED or count[name] > 1 else name
        for id_, (name, code) in names.items()
    }


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _SIGNS.sub("-", letters).strip("-")
