"""What every figure means: one word, one sentence, one rule, and where the rule comes from.

Pages, files and the public data dictionary all show these; a figure that is not here is not told.
"""

from dataclasses import dataclass
from enum import StrEnum

from ptmb.domain.words import N_


class Measure(StrEnum):
    """The codes stand in addresses, files and the data dictionary; they never change."""

    RECEIVED = "received"
    RESOLVED = "resolved"
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    CARRIED = "carried_over"
    LATE = "late"
    FINISHED = "finished"
    FINISHED_LATE = "finished_late"
    REOPENED = "reopened"
    HANDLED_SHARE = "handled_share"
    RESPONSE_TIME = "response_time"
    RESOLUTION_TIME = "resolution_time"
    CONFIRMED = "confirmed"
    RATING = "rating"
    BY_CAUSE = "by_cause"
    BY_CATEGORY = "by_category"
    BY_AREA = "by_area"
    BY_CHANNEL = "by_channel"
    BY_CREW = "by_crew"
    PER_THOUSAND = "per_thousand"


class Unit(StrEnum):
    COMPLAINTS = "complaints"
    PERCENT = "percent"
    SECONDS = "seconds"
    STARS = "stars"
    PER_THOUSAND = "per_thousand_connections"


@dataclass(frozen=True)
class Definition:
    """Words for people; `rule` is the arithmetic; `source` is empty where the rule is our own."""

    word: str
    sentence: str
    rule: str
    unit: Unit = Unit.COMPLAINTS
    source: str = ""


DEFINITIONS = {
    Measure.RECEIVED: Definition(
        N_("Masuk"),
        N_("Laporan yang diterima pada hari-hari periode ini, lewat saluran mana pun."),
        N_("Jumlah laporan menurut hari diterima. Dihitung sekali, juga bila dibuka kembali."),
    ),
    Measure.RESOLVED: Definition(
        N_("Selesai"),
        N_("Laporan yang masuk dalam periode ini dan kini sudah selesai."),
        N_("Yang dibuka kembali tidak dihitung selesai, sampai selesai lagi."),
    ),
    Measure.REJECTED: Definition(
        N_("Ditolak"),
        N_("Laporan yang tidak bisa ditangani, dengan alasan kepada pelapor."),
        N_("Menurut keadaan sekarang."),
    ),
    Measure.MERGED: Definition(
        N_("Digabung"),
        N_("Laporan yang sama dengan laporan lain dan mengikutinya."),
        N_("Menurut keadaan sekarang."),
    ),
    Measure.WITHDRAWN: Definition(
        N_("Dibatalkan"),
        N_("Laporan yang dibatalkan oleh pelapornya sendiri."),
        N_("Menurut keadaan sekarang."),
    ),
    Measure.OPEN: Definition(
        N_("Terbuka"),
        N_("Laporan yang masuk dalam periode ini dan belum selesai."),
        N_("Masuk − selesai − ditolak − digabung − dibatalkan."),
    ),
    Measure.CARRIED: Definition(
        N_("Dibawa"),
        N_("Laporan dari sebelum periode ini yang masih terbuka saat periode mulai."),
        N_("Masuk + dibawa = selesai + ditolak + digabung + dibatalkan + terbuka."),
    ),
    Measure.LATE: Definition(
        N_("Lewat target"),
        N_("Laporan yang saat ini menunggu kerja kami dan sudah lewat targetnya."),
        N_("Yang menunggu giliran air, jawaban warga, atau pekerjaan besar tidak dihitung."),
    ),
    Measure.FINISHED: Definition(
        N_("Diselesaikan"),
        N_("Laporan yang dinyatakan selesai pada hari-hari periode ini, kapan pun masuknya."),
        N_("Yang dibuka kembali keluar dari hari itu."),
    ),
    Measure.FINISHED_LATE: Definition(
        N_("Diselesaikan terlambat"),
        N_("Bagian dari yang diselesaikan setelah lewat targetnya."),
        N_("Yang menunggu giliran air tidak pernah dihitung terlambat."),
        Unit.PERCENT,
    ),
    Measure.REOPENED: Definition(
        N_("Dibuka kembali"),
        N_("Laporan yang masuk dalam periode ini dan pernah dibuka kembali."),
        N_("Setiap laporan dihitung sekali, berapa kali pun dibuka kembali."),
    ),
    Measure.HANDLED_SHARE: Definition(
        N_("Tertangani"),
        N_("Bagian laporan yang masuk yang sudah selesai. Nilai penuh mulai 80 persen."),
        N_("Selesai ÷ masuk × 100."),
        Unit.PERCENT,
        "Kepmendagri 47/1999; BPPSPAM, penyelesaian aduan",
    ),
    Measure.RESPONSE_TIME: Definition(
        N_("Waktu tanggap"),
        N_("Waktu dari laporan diterima sampai tanggapan pertama petugas. Nilai tengah."),
        N_("Median laporan yang masuk dalam periode; meleset paling banyak 2,5 persen."),
        Unit.SECONDS,
        "Masson, Rim, Lee: DDSketch, VLDB 2019",
    ),
    Measure.RESOLUTION_TIME: Definition(
        N_("Waktu penyelesaian"),
        N_("Waktu dari laporan diterima sampai dinyatakan selesai. Nilai tengah."),
        N_("Median yang diselesaikan dalam periode; meleset paling banyak 2,5 persen."),
        Unit.SECONDS,
        "Masson, Rim, Lee: DDSketch, VLDB 2019",
    ),
    Measure.CONFIRMED: Definition(
        N_("Dibenarkan warga"),
        N_("Bagian dari yang diselesaikan yang dibenarkan pelapornya sendiri."),
        N_("Yang ditutup karena tidak dijawab 48 jam dihitung terpisah."),
        Unit.PERCENT,
    ),
    Measure.RATING: Definition(
        N_("Nilai warga"),
        N_("Rata-rata bintang dari pelapor, 1 sampai 5, dan berapa yang memberi nilai."),
        N_("Jumlah bintang ÷ jumlah penilai, dari yang diselesaikan dalam periode."),
        Unit.STARS,
    ),
    Measure.BY_CAUSE: Definition(
        N_("Menurut penyebab"),
        N_("Laporan yang masuk menurut penyebab yang ditetapkan petugas."),
        N_("Yang belum diketahui tampil sendiri, tidak pernah dihitung bergilir."),
    ),
    Measure.BY_CATEGORY: Definition(
        N_("Menurut jenis"),
        N_("Laporan yang masuk menurut jenis masalahnya."),
        N_("Setiap laporan punya satu jenis."),
    ),
    Measure.BY_AREA: Definition(
        N_("Menurut kelurahan"),
        N_("Laporan yang masuk menurut kelurahan titiknya."),
        N_("Yang tanpa wilayah tampil sendiri."),
    ),
    Measure.BY_CHANNEL: Definition(
        N_("Menurut saluran"),
        N_("Laporan yang masuk menurut jalan datangnya: web, telepon, loket, dan lain."),
        N_("Setiap laporan punya satu saluran."),
    ),
    Measure.BY_CREW: Definition(
        N_("Menurut tim"),
        N_("Laporan yang diselesaikan menurut tim petugas yang menyelesaikannya."),
        N_("Yang diselesaikan meja tanpa tim tampil sendiri."),
    ),
    Measure.PER_THOUSAND: Definition(
        N_("Per 1.000 sambungan"),
        N_("Laporan yang masuk untuk setiap seribu sambungan di kelurahan itu."),
        N_("Masuk ÷ sambungan × 1.000. Kosong bila jumlah sambungan belum diisi."),
        Unit.PER_THOUSAND,
    ),
}


def per_thousand(complaints: int, connections: int | None) -> float | None:
    """Complaints for each thousand connections; None where nobody counted the connections."""
    return complaints * 1000 / connections if connections else None


FULL_MARK_PERCENT = 80
"""From this share of handled complaints a utility gets the full mark (Kepmendagri 47/1999)."""


def handled_percent(resolved: int, received: int) -> float | None:
    """Kepmendagri 47/1999: handled of received, in percent; None when nothing came in."""
    return resolved * 100 / received if received else None
