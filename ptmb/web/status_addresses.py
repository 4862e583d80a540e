"""Which addresses are copied for everybody, and under which name a question finds its copy."""

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qs, urlencode

from ptmb.domain.periods import PeriodKind
from ptmb.domain.supply import SupplyState
from ptmb.web.languages import LANGUAGE_COOKIE, STATISTICS, STATUS

FILTER, SEARCH = "keadaan", "cari"
"""What may stand behind the question mark beside the language: one state, a name to look for."""
STATE_WORDS = {
    SupplyState.DISTURBED: "gangguan",
    SupplyState.REPAIR: "perbaikan",
    SupplyState.RATIONED: "bergilir",
    SupplyState.NORMAL: "normal",
    SupplyState.NO_DATA: "tanpa-data",
}
STATES = {word: state for state, word in STATE_WORDS.items()}
_OURS = re.compile(
    r"/status(\.json|/og\.png|/sisip(/[a-z0-9-]+)?"
    r"|/(?!sisip\b)[a-z0-9-]+(\.json|\.ics|\.atom|/jadwal|/jadwal\.json|/og\.png)?)?"
    r"|/statistik(\.json|/kamus(\.json)?|/[a-z-]+\.csv|/kepadatan\.geojson)?"
)
_PERIODS = {kind.value for kind in PeriodKind} - {PeriodKind.CUSTOM.value}
_CHOSEN = ("periode", "dari", "sampai")
_LONGEST_QUERY = 500


@dataclass(frozen=True)
class Asked:
    """A question for a status page without what does not change the answer.

    `copied`: the answer is the same for everybody and kept as `copied_as`. `whole` is the page
    that is given when there is no answer: the same without a filter or a search.
    """

    path: str
    query: str
    copied: bool
    whole: str

    @property
    def copied_as(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


@lru_cache(maxsize=2_048)
def asked(path: str, query: str) -> Asked | None:
    """What is wanted; None when it is no status page."""
    if not path.startswith((STATUS, STATISTICS)) or not _OURS.fullmatch(path):
        return None
    said = _said(query)
    language = {LANGUAGE_COOKIE: "en"} if said.get(LANGUAGE_COOKIE) == "en" else {}
    whole = f"{path}?{urlencode(language)}" if language else path
    if path.startswith(STATISTICS):
        return _statistics(path, said, language, whole)
    if path == STATUS and said.get(SEARCH, "").strip():
        return Asked(path, urlencode({**language, SEARCH: said[SEARCH]}), copied=False, whole=whole)
    if path == STATUS and said.get(FILTER) in STATES:
        language[FILTER] = said[FILTER]
    return Asked(path, urlencode(language), copied=True, whole=whole)


def _statistics(path: str, said: dict[str, str], language: dict[str, str], whole: str) -> Asked:
    """The running periods are kept; chosen days are too many for that, and are drawn each time."""
    if "/kamus" in path:
        return Asked(path, urlencode(language), copied=True, whole=whole)
    kind = said.get("periode")
    if kind == PeriodKind.CUSTOM.value:
        chosen = {name: said[name] for name in _CHOSEN if name in said}
        return Asked(path, urlencode({**language, **chosen}), copied=False, whole=whole)
    if kind in _PERIODS and kind != PeriodKind.MONTH.value:
        language["periode"] = kind
    return Asked(path, urlencode(language), copied=True, whole=whole)


def _said(query: str) -> dict[str, str]:
    if len(query) > _LONGEST_QUERY:
        return {}
    return {name: values[-1] for name, values in parse_qs(query).items()}


def of_nobody(wanted: Asked, environ: dict[str, Any], host: str) -> dict[str, Any]:
    """The same question in WSGI's words, with nothing in it of the person who asked."""
    ours = ("wsgi.", "SERVER_")
    return {
        **{name: said for name, said in environ.items() if name.startswith(ours)},
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": wanted.path,
        "QUERY_STRING": wanted.query,
        "HTTP_HOST": host,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
    }
