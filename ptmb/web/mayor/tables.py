"""The tables of the mayor's pages as files: which there are, and what is said beside them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from ptmb.domain.choices import CHANNEL_WORDS
from ptmb.domain.lifecycle import DONE
from ptmb.domain.measures import DEFINITIONS, Measure
from ptmb.domain.periods import Period
from ptmb.domain.tables import Cell, Column, Kind, Table
from ptmb.domain.wording import CAUSE_WORDS, STATUS_WORDS
from ptmb.domain.words import N_
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_list import ComplaintList
from ptmb.queries.complaint_rows import MOST, ComplaintRow, complaint_rows
from ptmb.web.filters import category_name, number, status_for_others
from ptmb.web.mayor import table_rows
from ptmb.web.mayor.table_rows import Filled
from ptmb.web.periods import period_words

M = Measure
_WHOLE_MONTHS = N_("Waktu dan jam dihitung dari bulan utuh yang tersentuh periode ini.")


@dataclass(frozen=True)
class Offer:
    """A table that may be taken along; `note` is one more sentence for its reader."""

    title: str
    fill: Callable[[Period], Filled]
    measures: tuple[Measure, ...]
    note: str = ""


OFFERS: Mapping[str, Offer] = {
    "ringkasan": Offer(
        N_("Neraca aduan"),
        table_rows.account,
        (M.RECEIVED, M.CARRIED, M.RESOLVED, M.REJECTED, M.MERGED, M.WITHDRAWN, M.OPEN),
    ),
    "penyebab": Offer(N_("Menurut penyebab"), table_rows.by_cause, (M.RECEIVED, M.BY_CAUSE)),
    "jenis": Offer(
        N_("Menurut jenis"),
        table_rows.by_category,
        (M.RECEIVED, M.BY_CATEGORY, M.RESOLVED, M.OPEN, M.RESOLUTION_TIME),
        _WHOLE_MONTHS,
    ),
    "wilayah": Offer(
        N_("Menurut kelurahan"),
        table_rows.by_area,
        (M.RECEIVED, M.OPEN, M.BY_AREA, M.PER_THOUSAND),
    ),
    "saluran": Offer(N_("Menurut saluran"), table_rows.by_channel, (M.RECEIVED, M.BY_CHANNEL)),
    "tim": Offer(
        N_("Menurut tim"),
        table_rows.by_crew,
        (M.FINISHED, M.FINISHED_LATE, M.BY_CREW, M.RESOLUTION_TIME),
    ),
    "harian": Offer(N_("Hari demi hari"), table_rows.by_day, (M.RECEIVED, M.FINISHED)),
    "jam": Offer(N_("Jam dalam pekan"), table_rows.by_hour, (M.RECEIVED,), _WHOLE_MONTHS),
    "umur": Offer(
        N_("Umur yang terbuka"),
        table_rows.by_age_now,
        (M.OPEN,),
        N_("Semua yang terbuka saat dihitung, kapan pun masuknya."),
    ),
}
COMPLAINTS = "aduan"
"""The table of the complaints themselves."""


def figures_table(name: str, period: Period, at: datetime) -> Table:
    """One of the `OFFERS`, counted now."""
    offer = OFFERS[name]
    filled = offer.fill(period)
    notes = [(gettext("Periode"), period_words(period))]
    if offer.note:
        notes.append((gettext("Catatan"), gettext(offer.note)))
    return Table(
        name,
        gettext(offer.title),
        filled.columns,
        filled.rows,
        at,
        gettext("Dihitung pada (WITA)"),
        [*notes, *(_definition(one) for one in offer.measures)],
    )


def complaints_table(asked: ComplaintList, total: int) -> Table:
    """The complaints of a list, without anything that tells who reported them or where they live.

    Args:
        total: how many the list has; a file holds at most `MOST`, the newest.
    """
    notes = [(gettext("Aduan dalam daftar"), number(total))]
    if total > MOST:
        only = gettext("Hanya %(most)s aduan terbaru ada di berkas ini.", most=number(MOST))
        notes.append((gettext("Catatan"), only))
    return Table(
        COMPLAINTS,
        gettext("Aduan"),
        _complaint_columns(),
        _complaint_cells(complaint_rows(asked)),
        asked.at,
        gettext("Dihitung pada (WITA)"),
        [*notes, (gettext("Privasi"), gettext("Tanpa nama, nomor, dan titik pelapor."))],
    )


def _definition(measure: Measure) -> tuple[str, str]:
    found = DEFINITIONS[measure]
    return gettext(found.word), f"{gettext(found.sentence)} {gettext(found.rule)}"


def _complaint_columns() -> list[Column]:
    return [
        Column(gettext("Nomor")),
        Column(gettext("Diterima"), Kind.MOMENT),
        Column(gettext("Kelurahan")),
        Column(gettext("Jenis")),
        Column(gettext("Penyebab")),
        Column(gettext("Saluran")),
        Column(gettext("Status")),
        Column(gettext("Tanggapan pertama"), Kind.MOMENT),
        Column(gettext("Target selesai"), Kind.MOMENT),
        Column(gettext("Diselesaikan"), Kind.MOMENT),
        Column(gettext("Dibuka kembali"), Kind.WHOLE),
        Column(gettext("Nilai warga"), Kind.WHOLE),
    ]


def _complaint_cells(rows: Iterator[ComplaintRow]) -> Iterator[tuple[Cell, ...]]:
    known = catalogue()
    categories = {one.id: category_name(one) for one in known.categories.values()}
    causes = {one: gettext(look.word) for one, look in CAUSE_WORDS.items()}
    statuses = {one: status_for_others(one).word for one in STATUS_WORDS}
    channels = {one: gettext(words) for one, words in CHANNEL_WORDS.items()}
    for row in rows:
        yield (
            row.reference,
            row.created_at,
            known.area_name(row.area_id),
            categories.get(row.category_id, ""),
            causes[row.cause],
            channels[row.channel],
            statuses[row.status],
            row.responded_at,
            row.due_at,
            row.resolved_at if row.status in DONE else None,
            row.reopened,
            row.rating,
        )
