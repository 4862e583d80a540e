"""Finished work that deserves a second look, and what the supervisor may say of it."""

from enum import StrEnum

from ptmb.domain.words import N_


class Doubt(StrEnum):
    """Why somebody should look twice; never a proof that anything is wrong."""

    NO_POSITION = "no_position"
    FAR_AWAY = "far_away"
    PHOTO_REUSED = "photo_reused"
    PHOTO_OLD = "photo_old"
    CLOCK_WRONG = "clock_wrong"
    TOO_QUICK = "too_quick"


DOUBT_WORDS = {
    Doubt.NO_POSITION: N_("Tanpa posisi ponsel"),
    Doubt.FAR_AWAY: N_("Foto atau posisi jauh dari titik"),
    Doubt.PHOTO_REUSED: N_("Foto yang sama di aduan lain"),
    Doubt.PHOTO_OLD: N_("Foto diambil sebelum petugas tiba"),
    Doubt.CLOCK_WRONG: N_("Jam ponsel tidak cocok"),
    Doubt.TOO_QUICK: N_("Selesai terlalu cepat"),
}


class Verdict(StrEnum):
    GOOD = "good"
    SENT_BACK = "sent_back"


VERDICT_WORDS = {
    Verdict.GOOD: N_("Hasil kerja baik"),
    Verdict.SENT_BACK: N_("Dikembalikan ke petugas"),
}
