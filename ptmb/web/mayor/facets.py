"""What a list shows, in words: a phrase for each condition that the form has no field for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from flask_babel import gettext

from ptmb.domain.choices import CHANNEL_WORDS, Confirmation
from ptmb.domain.figures import NO, WAITING, YES
from ptmb.domain.periods import Period, PeriodKind
from ptmb.domain.words import N_
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_list import NOWHERE, ComplaintList, Finished
from ptmb.queries.in_hexagon import NO_POINT
from ptmb.queries.names import crew_name, staff_names
from ptmb.web.charts.hours import hour_words
from ptmb.web.filters import category_name, day
from ptmb.web.periods import period_words

_LONG = "d MMMM yyyy"
_FORM = frozenset({"keadaan", "penyebab", "wilayah", "sejak", "sampai", "sebelum"})
_OF_FINISHED = ("terlambat", "dikonfirmasi", "nilai", "tim")
_CONFIRMED_WORDS = {
    Confirmation.REPORTER.value: N_("Dibenarkan pelapor"),
    Confirmation.SILENCE.value: N_("Ditutup karena tidak dijawab"),
    WAITING: N_("Menunggu jawaban pelapor"),
}
_LATE_WORDS = {YES: N_("Diselesaikan terlambat"), NO: N_("Diselesaikan tepat waktu")}


@dataclass(frozen=True)
class Facet:
    """A condition in words, and the address of the list without it."""

    words: str
    without: str


def facets(asked: ComplaintList, args: Mapping[str, str]) -> list[Facet]:
    """The conditions of a list in words; at most two queries, for names."""
    said = [*_times(asked), *_kinds(asked), *_holders(asked)]
    if asked.finished:
        said += _finished(asked.finished)
    return [Facet(words, _without(args, names)) for words, *names in said]


def kept_fields(args: Mapping[str, str]) -> dict[str, str]:
    """What the form must bring back beside its own fields."""
    return {name: text for name, text in args.items() if name not in _FORM}


_Said = Iterator[tuple[str, ...]]


def _times(asked: ComplaintList) -> _Said:
    if asked.hour is not None:
        yield gettext("Masuk %(hour)s", hour=hour_words(asked.hour)), "jam"
    if asked.carried_into:
        since = day(asked.carried_into, _LONG)
        yield gettext("Masuk sebelum %(day)s dan saat itu masih terbuka", day=since), "dibawa"
    if asked.open_on:
        since = day(asked.open_on, _LONG)
        yield gettext("Masih terbuka pada %(day)s, atau masuk sejak itu", day=since), "belum-usai"


def _kinds(asked: ComplaintList) -> _Said:
    if asked.category_id is not None:
        name = category_name(catalogue().categories.get(asked.category_id))
        yield gettext("Jenis: %(name)s", name=name), "jenis"
    if asked.channel is not None:
        yield gettext("Lewat: %(name)s", name=gettext(CHANNEL_WORDS[asked.channel])), "saluran"
    if asked.reopened:
        yield gettext("Pernah dibuka kembali"), "dibuka-lagi"
    if asked.hexagon:
        lost = asked.hexagon == NO_POINT
        yield gettext("Tanpa titik di peta") if lost else gettext("Di satu segi enam"), "segi"


def _holders(asked: ComplaintList) -> _Said:
    if asked.officer_id is not None:
        name = staff_names([asked.officer_id]).get(asked.officer_id, "")
        yield gettext("Dipegang %(name)s", name=name), "petugas"
    if asked.held_by_crew is not None:
        yield gettext("Dipegang %(name)s", name=crew_name(asked.held_by_crew)), "pemegang"


def _finished(finished: Finished) -> _Said:
    days = Period(PeriodKind.CUSTOM, finished.first, finished.last, running=False)
    days_names = ("selesai", "selesai-sejak", "selesai-sampai", *_OF_FINISHED)
    yield gettext("Diselesaikan %(days)s", days=period_words(days)), *days_names
    if finished.late:
        yield gettext(_LATE_WORDS[finished.late]), "terlambat"
    if finished.confirmed:
        yield gettext(_CONFIRMED_WORDS[finished.confirmed]), "dikonfirmasi"
    if finished.rated:
        yield gettext("Dinilai pelapor"), "nilai"
    if finished.rating is not None:
        yield gettext("Nilai %(stars)s dari 5", stars=finished.rating), "nilai"
    if finished.crew_id is not None:
        yield _crew(finished.crew_id), "tim"


def _crew(crew_id: int) -> str:
    return gettext("Tanpa tim") if crew_id == NOWHERE else crew_name(crew_id)


def _without(args: Mapping[str, str], names: list[str]) -> str:
    rest = {name: text for name, text in args.items() if name not in (*names, "sebelum")}
    return f"{url_for('mayor.complaints')}?{urlencode(rest)}"
