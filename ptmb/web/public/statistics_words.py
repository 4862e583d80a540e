"""The data dictionary: every measure, table and column in words, and the rule for small counts."""

from dataclasses import dataclass

from ptmb.domain.measures import DEFINITIONS, Measure, Unit
from ptmb.domain.words import N_
from ptmb.web.languages import gettext
from ptmb.web.public.statistics_tables import TABLES

VERSION = 1
"""Grows when a table, a column or a code is added; none is ever taken away or changed."""

UNIT_WORDS = {
    Unit.COMPLAINTS: N_("laporan"),
    Unit.PERCENT: N_("persen"),
    Unit.SECONDS: N_("detik"),
    Unit.STARS: N_("bintang, 1 sampai 5"),
    Unit.PER_THOUSAND: N_("laporan per 1.000 sambungan"),
}
COLUMNS = {
    "measure": N_("Kode ukuran; artinya ada di daftar ukuran."),
    "value": N_("Nilainya, dalam satuan ukuran itu. Kosong bila tidak ada atau terlalu sedikit."),
    "line": N_("received: masuk dalam periode. carried_over: dibawa. sum: jumlah keduanya."),
    "total": N_("Semua laporan baris ini; sama dengan jumlah kolom sesudahnya."),
    "cause": N_("Kode penyebab: technical, rationing, quality, customer_side, unknown."),
    "category": N_("Kode jenis masalah."),
    "area": N_("Kode kelurahan dari Kemendagri. Kosong: tanpa wilayah."),
    "channel": N_("Kode saluran: web, phone, whatsapp, instagram, counter, api."),
    "name": N_("Nama untuk dibaca, dalam bahasa alamat ini."),
    "district": N_("Kecamatan."),
    "on": N_("Hari di Balikpapan (WITA), tahun-bulan-hari."),
    "received": N_("Laporan yang masuk. Kosong bila disembunyikan."),
    "resolved": N_("Dari yang masuk: kini selesai."),
    "rejected": N_("Dari yang masuk: kini ditolak."),
    "merged": N_("Dari yang masuk: kini digabung."),
    "withdrawn": N_("Dari yang masuk: kini dibatalkan."),
    "open": N_("Dari yang masuk: kini masih terbuka."),
    "finished": N_("Laporan yang diselesaikan pada hari itu, kapan pun masuknya."),
    "connections": N_("Jumlah sambungan. Kosong bila belum diisi."),
    "per_thousand": N_("Laporan masuk per 1.000 sambungan."),
    "withheld": N_(
        "under_5: disembunyikan, 0 sampai 4. complementary: disembunyikan, 5 atau lebih."
    ),
    "first": N_("Hari pertama periode."),
    "last": N_("Hari terakhir periode."),
    "counted_at": N_("Saat angka dihitung, dengan zona waktu."),
}
RULES = (
    N_("Tidak ada nama, nomor, alamat, foto, titik, tim, atau petugas dalam data ini."),
    N_("Jumlah seluruh kota dan jumlah setiap kelurahan ditunjukkan tepat."),
    N_("Kelurahan menurut penyebab atau jenis: angka 1 sampai 4 ditulis <5."),
    N_("Angka lain ikut disembunyikan supaya yang kecil tidak bisa dihitung dari jumlahnya."),
    N_("Nol yang ikut disembunyikan juga ditulis <5; angka 5 atau lebih ditulis ×."),
    N_("Tabel itu hanya ada per bulan, supaya dua periode tidak bisa dikurangkan."),
    N_("Bila laporan sebulan terlalu sedikit, tabel itu tidak ditunjukkan."),
    N_("Peta kepadatan: mulai lima laporan, dibulatkan ke bawah per lima."),
    N_("Peta itu tidak ada untuk tanggal pilihan, kecuali satu bulan penuh."),
    N_("Nilai tengah dan bagian dari kurang dari 5 laporan tidak ditunjukkan."),
)
PROMISES = (
    N_("Alamat, nama tabel, nama kolom, dan kode tidak berubah."),
    N_("Yang baru ditambahkan di belakang, dan nomor versi kamus naik."),
    N_("Angka menunjukkan keadaan saat dihitung; yang lama bisa berubah bila laporan dibuka lagi."),
    N_("Data boleh dipakai siapa saja dengan menyebut sumbernya."),
)


@dataclass(frozen=True)
class Meaning:
    """A measure in the reader's language."""

    code: str
    word: str
    sentence: str
    rule: str
    unit: str
    source: str


def meaning(measure: Measure) -> Meaning:
    definition = DEFINITIONS[measure]
    return Meaning(
        measure.value,
        gettext(definition.word),
        gettext(definition.sentence),
        gettext(definition.rule),
        gettext(UNIT_WORDS[definition.unit]),
        gettext(definition.source) if definition.source else "",
    )


NOT_PUBLIC = frozenset({Measure.BY_CREW, Measure.LATE})
"""Told inside the house only."""


def meanings() -> list[Meaning]:
    """Every measure that stands on the public pages."""
    return [meaning(one) for one in Measure if one not in NOT_PUBLIC]


def dictionary() -> dict[str, object]:
    """All of it as data."""
    return {
        "version": VERSION,
        "measures": [vars(one) for one in meanings()],
        "tables": [
            {
                "table": name,
                "word": gettext(table.word),
                "sentence": gettext(table.sentence),
                "columns": [*table.columns, *OF_FILES],
            }
            for name, table in TABLES.items()
        ],
        "columns": {name: gettext(words) for name, words in COLUMNS.items()},
        "rules": [gettext(words) for words in RULES],
        "promises": [gettext(words) for words in PROMISES],
    }


OF_FILES = ("first", "last", "counted_at")
"""Columns at the end of every row of a CSV file."""
