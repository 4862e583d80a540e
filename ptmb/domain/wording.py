"""How each status and cause is said, with its icon and tone, in Indonesian."""

from dataclasses import dataclass

from ptmb.domain.lifecycle import Cause, Status
from ptmb.domain.words import N_


@dataclass(frozen=True)
class Wording:
    """A state in words; `tone` is one of ok, turn, bad, fix, new, none."""

    word: str
    sentence: str
    icon: str
    tone: str


STATUS_WORDS = {
    Status.RECEIVED: Wording(N_("Diterima"), N_("Laporan Anda sudah masuk."), "droplet", "new"),
    Status.NEED_INFO: Wording(
        N_("Menunggu jawaban Anda"), N_("Operator bertanya sesuatu."), "message-circle", "fix"
    ),
    Status.ASSIGNED: Wording(
        N_("Petugas ditunjuk"), N_("Petugas akan datang."), "user-check", "new"
    ),
    Status.EN_ROUTE: Wording(
        N_("Menuju lokasi"), N_("Petugas sudah berangkat."), "navigation", "fix"
    ),
    Status.IN_PROGRESS: Wording(
        N_("Sedang dikerjakan"), N_("Petugas ada di lokasi."), "tool", "fix"
    ),
    Status.FOLLOW_UP: Wording(
        N_("Perlu pekerjaan besar"), N_("Perbaikan butuh waktu lebih lama."), "backhoe", "fix"
    ),
    Status.RATIONED: Wording(
        N_("Menunggu giliran air"),
        N_("Bukan kerusakan. Air sedang digilir."),
        "clock-hour-4",
        "turn",
    ),
    Status.GROUPED: Wording(
        N_("Bagian dari gangguan"), N_("Ikut penanganan gangguan."), "alert-triangle", "bad"
    ),
    Status.RESOLVED: Wording(
        N_("Selesai dikerjakan"), N_("Apakah masalahnya sudah beres?"), "circle-check", "ok"
    ),
    Status.CLOSED: Wording(N_("Ditutup"), N_("Laporan ini sudah ditutup."), "circle-check", "ok"),
    Status.MERGED: Wording(
        N_("Digabung"), N_("Sama dengan laporan lain. Ikuti di sana."), "git-merge", "none"
    ),
    Status.REJECTED: Wording(
        N_("Tidak bisa ditangani"), N_("Keberatan? Balas di sini."), "circle-x", "none"
    ),
    Status.WITHDRAWN: Wording(
        N_("Dibatalkan pelapor"), N_("Anda membatalkan laporan ini."), "circle-x", "none"
    ),
}

OTHERS_WORDS = {Status.NEED_INFO: N_("Menunggu jawaban pelapor")}
"""Where the words of a status speak to the reporter: what all others read."""

CAUSE_WORDS = {
    Cause.TECHNICAL: Wording(
        N_("Teknis"), N_("Kerusakan pipa atau alat."), "alert-triangle", "bad"
    ),
    Cause.RATIONING: Wording(
        N_("Bergilir"), N_("Pembagian air baku, bukan kerusakan."), "clock-hour-4", "turn"
    ),
    Cause.QUALITY: Wording(
        N_("Kualitas"), N_("Air keruh, berbau, atau berwarna."), "ripple", "fix"
    ),
    Cause.CUSTOMER_SIDE: Wording(
        N_("Sisi pelanggan"), N_("Pipa atau keran setelah meteran."), "home", "new"
    ),
    Cause.UNKNOWN: Wording(
        N_("Belum diketahui"), N_("Penyebab masih diperiksa."), "help-circle", "none"
    ),
}
