"""The card of step 2 in words: what is known of the water here, and the two ways on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext

from ptmb.adapters.clock import now
from ptmb.domain.incidents import crew_sentence
from ptmb.domain.known import KnownKind, about_supply
from ptmb.models import Category
from ptmb.queries.area_slugs import slug_of
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.incident_list import IncidentView
from ptmb.queries.known_here import Known, known_here
from ptmb.web.filters import clock_time
from ptmb.web.incident_words import incident_card, near_day
from ptmb.web.languages import in_address, ngettext
from ptmb.web.public.chosen_place import ChosenPlace

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class KnownCard:
    """`way` leads to following, or to the schedule; `reports_first`: reporting is the filled one.

    `more` says how many other things are known, and is empty when there is nothing else.
    """

    tone: str
    icon: str
    cap: str
    title: str
    body: str
    way: str
    way_words: str
    reports_first: bool
    more: str
    more_href: str


@dataclass(frozen=True)
class _Said:
    """What one kind of knowledge says of itself."""

    look: tuple[str, str]
    cap: str
    title: str
    body: str
    way: str
    way_words: str


def known_card(choice: ChosenPlace, category: Category) -> KnownCard | None:
    """None where nothing is known, and always for a leak: reporting it is never discouraged."""
    supply, at = about_supply(category.code, category.supply), now()
    area = choice.area
    known = known_here(area.id, choice.point, supply, at) if area else None
    if area is None or known is None:
        return None
    said = _SAYS[known.kind](known, area, at)
    more = ngettext("dan %(num)s info lain", "dan %(num)s info lain", known.others)
    return KnownCard(
        *said.look,
        said.cap,
        said.title,
        said.body,
        said.way,
        said.way_words,
        known.kind is KnownKind.LATER,
        more if known.others else "",
        url_for("public.status_area", slug=slug_of(area), bahasa=in_address()),
    )


def _trouble(known: Known, _area: AreaView, at: datetime) -> _Said:
    it = _incident(known)
    crew = gettext(crew_sentence(it.status, it.crew_assigned))
    body = f"{crew} {incident_card(it, catalogue(), at).promise}".strip()
    return _following(it, ("bad", "alert-triangle"), gettext("Gangguan diketahui"), body)


def _planned(known: Known, _area: AreaView, at: datetime) -> _Said:
    it = _incident(known)
    body = incident_card(it, catalogue(), at).promise
    return _following(it, ("fix", "backhoe"), gettext("Perbaikan terjadwal"), body)


def _following(it: IncidentView, look: tuple[str, str], cap: str, body: str) -> _Said:
    way = url_for("public.follow_incident", number=it.number)
    return _Said(look, cap, it.title, body, way, gettext("Ikuti & kabari saya"))


def _rationed(known: Known, area: AreaView, at: datetime) -> _Said:
    title = gettext("Jadwal belum menyebut kapan mengalir lagi")
    if known.until is not None:
        title = gettext("Jadwal mengalir lagi %(time)s", time=near_day(known.until, at))
    parts = [
        gettext("Hanya sebagian wilayah ini.") if known.water.partial else "",
        gettext("Karena pembagian air baku, bukan kerusakan pipa."),
        gettext("Jadwal adalah rencana; digilir belum tentu langsung dapat air."),
    ]
    return _Said(
        ("turn", "clock-hour-4"),
        gettext("Sedang bergilir"),
        title,
        " ".join(part for part in parts if part),
        url_for("public.follow_area", slug=slug_of(area)),
        gettext("Ikuti & kabari saya"),
    )


def _recovering(known: Known, area: AreaView, at: datetime) -> _Said:
    ended_at, until = known.water.ended_at or at, known.until or at
    hours = -((ended_at - until) // _HOUR)
    return _Said(
        ("new", "droplet"),
        gettext("Air mulai mengalir"),
        gettext("Giliran mati selesai %(time)s", time=near_day(ended_at, at)),
        gettext("Daerah tinggi bisa sampai %(hours)s jam lebih lama.", hours=hours),
        url_for("public.follow_area", slug=slug_of(area), ingatkan=1),
        gettext("Kabari jika lewat %(time)s", time=clock_time(until)),
    )


def _later(known: Known, area: AreaView, at: datetime) -> _Said:
    return _Said(
        ("turn", "clock-hour-4"),
        gettext("Bergilir nanti"),
        gettext("Mulai %(time)s", time=near_day(known.until or at, at)),
        gettext("Saat ini air seharusnya mengalir."),
        url_for("public.status_area", slug=slug_of(area), bahasa=in_address()),
        gettext("Lihat jadwal"),
    )


def _incident(known: Known) -> IncidentView:
    if known.incident is None:
        raise LookupError(known.kind)
    return known.incident


_SAYS: dict[KnownKind, Callable[[Known, AreaView, datetime], _Said]] = {
    KnownKind.CREW: _trouble,
    KnownKind.INCIDENT: _trouble,
    KnownKind.RATIONED: _rationed,
    KnownKind.RECOVERING: _recovering,
    KnownKind.LATER: _later,
    KnownKind.PLANNED: _planned,
}
