"""The public figures as tables: the same rows on the page, in the CSV and in the JSON."""

from collections.abc import Callable
from dataclasses import dataclass

from ptmb.domain.words import N_
from ptmb.queries.public_statistics import PublicStatistics
from ptmb.web.public import statistics_rows as rows
from ptmb.web.public.statistics_rows import Row

_OF_OUTCOMES = ("received", "resolved", "rejected", "merged", "withdrawn", "open")


@dataclass(frozen=True)
class Table:
    """`columns` in the order of the files; the names and the order never change.

    `rows` may be None: the table is not given for this period, or is withheld as a whole.
    """

    word: str
    sentence: str
    columns: tuple[str, ...]
    rows: Callable[[PublicStatistics], list[Row] | None]


TABLES = {
    "ringkasan": Table(
        N_("Ringkasan"), N_("Satu baris untuk setiap ukuran."),
        ("measure", "value"), rows.summary_rows,
    ),
    "neraca": Table(
        N_("Neraca"), N_("Masuk dan dibawa, menurut keadaannya sekarang."),
        ("line", "total", "resolved", "rejected", "merged", "withdrawn", "open"), rows.ledger_rows,
    ),
    "penyebab": Table(
        N_("Penyebab"), N_("Laporan yang masuk menurut penyebab."),
        ("cause", "name", *_OF_OUTCOMES), rows.causes_rows,
    ),
    "jenis": Table(
        N_("Jenis"), N_("Laporan yang masuk menurut jenis masalah."),
        ("category", "name", *_OF_OUTCOMES), rows.categories_rows,
    ),
    "kelurahan": Table(
        N_("Kelurahan"), N_("Laporan yang masuk menurut kelurahan."),
        ("area", "name", "district", *_OF_OUTCOMES, "connections", "per_thousand"), rows.areas_rows,
    ),
    "saluran": Table(
        N_("Saluran"), N_("Laporan yang masuk menurut jalan datangnya."),
        ("channel", "name", "received"), rows.channels_rows,
    ),
    "harian": Table(
        N_("Harian"), N_("Masuk dan diselesaikan, hari demi hari."),
        ("on", "received", "finished"), rows.days_rows,
    ),
    "kelurahan-penyebab": Table(
        N_("Kelurahan menurut penyebab"), N_("Hanya untuk satu bulan. Angka kecil disembunyikan."),
        ("area", "name", "cause", "received", "withheld"), rows.area_causes_rows,
    ),
    "kelurahan-jenis": Table(
        N_("Kelurahan menurut jenis"), N_("Hanya untuk satu bulan. Angka kecil disembunyikan."),
        ("area", "name", "category", "received", "withheld"), rows.area_categories_rows,
    ),
}  # fmt: skip
"""By the word in the address; the words never change."""
