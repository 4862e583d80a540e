"""The state of an area in words and looks, for the page, the feed of figures and the picture."""

from dataclasses import dataclass
from datetime import datetime

from ptmb.domain.rationing import DRY, FULL, WaterDue
from ptmb.domain.supply import SUPPLY_WORDS, SupplyState
from ptmb.domain.words import N_
from ptmb.queries.area_slugs import slugs
from ptmb.queries.catalogue import catalogue
from ptmb.queries.incident_list import IncidentView
from ptmb.queries.supply_now import AreaSupply
from ptmb.web.filters import StateView, clock_time, local, percent
from ptmb.web.incident_words import incident_card, near_day
from ptmb.web.languages import gettext, ngettext
from ptmb.web.status_addresses import STATE_WORDS

LOOK = {
    SupplyState.DISTURBED: ("bad", "alert-triangle"),
    SupplyState.REPAIR: ("fix", "tool"),
    SupplyState.RATIONED: ("turn", "clock-hour-4"),
    SupplyState.NORMAL: ("ok", "circle-check"),
    SupplyState.NO_DATA: ("none", "minus"),
}
PARTLY = N_("Sebagian bergilir")


@dataclass(frozen=True)
class AreaStatus:
    """An area as the status pages show it; the view's sentence says what comes next."""

    supply: AreaSupply
    slug: str
    state: StateView

    @property
    def name(self) -> str:
        return self.supply.area.name


@dataclass(frozen=True)
class StateCount:
    """How many areas are in a state, with the word that filters them."""

    state: SupplyState
    slug: str
    view: StateView
    count: int


def area_statuses(supplies: list[AreaSupply], at: datetime) -> list[AreaStatus]:
    """In the order given."""
    words = slugs()
    return [AreaStatus(one, words[one.area.id], _state(one, at)) for one in supplies]


def state_counts(supplies: list[AreaSupply]) -> list[StateCount]:
    """Normal first as people ask for it, then the rest; "no data" only where there is such."""
    order = (SupplyState.NORMAL, SupplyState.RATIONED, SupplyState.DISTURBED, SupplyState.REPAIR,
             SupplyState.NO_DATA)  # fmt: skip
    found = []
    for state in order:
        count = sum(one.state is state for one in supplies)
        if count or state is not SupplyState.NO_DATA:
            found.append(StateCount(state, STATE_WORDS[state], state_view(state), count))
    return found


def state_view(state: SupplyState, sentence: str = "") -> StateView:
    tone, icon = LOOK[state]
    return StateView(tone, icon, gettext(SUPPLY_WORDS[state]), sentence)


def headline(counts: list[StateCount]) -> str:
    """21 normal, 9 bergilir, 2 gangguan, 2 perbaikan."""
    return ", ".join(f"{one.count} {one.view.word.lower()}" for one in counts)


def _state(one: AreaSupply, at: datetime) -> StateView:
    view = state_view(one.state, _sentence(one, at))
    if not one.partial:
        return view
    return StateView(view.tone, view.icon, gettext(PARTLY), view.sentence)


def _sentence(one: AreaSupply, at: datetime) -> str:
    if one.incident is not None:
        return f"{one.incident.title.rstrip('.')}. {_promise(one.incident, at)}".strip()
    if one.state is SupplyState.RATIONED and one.water is not None:
        return _rationed(one.water, one.until, at)
    if one.state is SupplyState.NO_DATA:
        return gettext("Tidak ada kabar petugas dalam 24 jam terakhir.")
    return _normal(one.water, at)


def _promise(it: IncidentView, at: datetime) -> str:
    """Short for a row of a list; a promise that was not kept is said in full."""
    if it.overdue(at):
        return incident_card(it, catalogue(), at).promise
    if it.expected_end_at is not None:
        return gettext("Perkiraan normal %(time)s.", time=_when(it.expected_end_at, at))
    if it.next_update_at is not None:
        return gettext("Kabar berikutnya %(time)s.", time=_when(it.next_update_at, at))
    return ""


def _when(moment: datetime, at: datetime) -> str:
    """18.00 today, else besok 06.00."""
    today = local(moment).date() == local(at).date()
    return clock_time(moment) if today else near_day(moment, at)


def _rationed(water: WaterDue, until: datetime | None, at: datetime) -> str:
    """A plan, never a promise: it says when water is due."""
    if DRY < water.share < FULL:
        share = percent(water.share)
        if until is None:
            return gettext("Air dibagi: sekitar %(share)s dari biasanya.", share=share)
        ends = _when(until, at)
        return gettext("Sekitar %(share)s dari biasanya sampai %(time)s.", share=share, time=ends)
    if until is None:
        return gettext("Belum diketahui kapan mengalir lagi.")
    return gettext("Jadwal mengalir lagi %(time)s.", time=_when(until, at))


def _normal(water: WaterDue | None, at: datetime) -> str:
    if water is None:
        return gettext("Tidak ada gangguan tercatat.")
    if water.recovering_until is not None and water.recovering_until > at:
        arrives = clock_time(water.recovering_until)
        return gettext("Air mulai mengalir. Daerah tinggi bisa sampai %(time)s.", time=arrives)
    if water.next_stop_at is None:
        return gettext("Menurut jadwal air mengalir.")
    stops = _when(water.next_stop_at, at)
    if water.partial:
        return gettext("Di sebagian wilayah giliran berhenti mulai %(time)s.", time=stops)
    return gettext("Giliran berhenti mulai %(time)s.", time=stops)


def hours_words(minutes: int) -> str:
    """45 menit, 12 jam: rounded to whole hours from one hour on."""
    if minutes < 60:
        return ngettext("%(num)s menit", "%(num)s menit", minutes)
    return ngettext("%(num)s jam", "%(num)s jam", round(minutes / 60))
