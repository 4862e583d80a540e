"""What people write, in general words; nobody real is meant."""

from random import Random

from ptmb.domain.choices import DrySpan, WorkDone

_DESCRIPTIONS = {
    "NOFLOW": (
        "Air mati sejak subuh, tandon sudah kosong.",
        "Sudah dua hari tidak ngalir sama sekali.",
        "Biasanya malam mengalir, tadi malam tidak.",
        "Satu gang tidak ada air.",
        "Air tidak naik ke rumah kami.",
        "Tolong dicek, tetangga bawah ada air tapi kami tidak.",
        "Keran kering dari kemarin sore.",
        "Mohon info jadwal air, kami punya bayi.",
        "",
        "",
    ),
    "LOWP": (
        "Air kecil sekali, mengisi satu ember perlu setengah jam.",
        "Mengalir tapi kecil, tidak sampai lantai dua.",
        "Sejak minggu lalu tekanan lemah.",
        "",
    ),
    "LEAK": (
        "Pipa bocor di pinggir jalan, air menggenang.",
        "Air keluar dari aspal, makin besar.",
        "Bocor dekat selokan, terus mengalir dari pagi.",
        "Semburan air di tikungan jalan.",
    ),
    "LEAKSVC": (
        "Bocor di dekat meteran depan rumah.",
        "Sambungan sebelum meter menetes terus.",
        "Pipa kecil ke rumah retak, halaman becek.",
    ),
    "QUALITY": (
        "Air keruh kecokelatan sejak pagi.",
        "Air berbau seperti karat.",
        "Ada endapan pasir halus di bak.",
        "Air butek, tidak bisa dipakai mencuci.",
    ),
    "SCHED": (
        "Menurut jadwal hari ini giliran kami, tapi belum mengalir.",
        "Giliran tadi malam terlewat.",
    ),
    "BILL": (
        "Tagihan bulan ini naik tiga kali lipat.",
        "Angka meter di rekening tidak sama dengan meteran.",
    ),
    "METER": ("Angka meteran tidak terbaca.", "Meteran berputar padahal keran ditutup."),
    "TANKER": ("Mohon bantuan air tangki, sudah lama tidak mengalir.",),
    "DIG": ("Bekas galian pipa belum ditutup, bahaya untuk motor.",),
    "ASSET": ("Tutup bak valve pecah di tengah jalan.",),
    "OTHER": ("Mau tanya kapan air normal kembali.",),
}
_LANDMARKS = (
    "dekat masjid",
    "belakang sekolah dasar",
    "seberang pos ronda",
    "samping warung",
    "dekat lapangan",
    "gang kedua dari jalan besar",
    "dekat puskesmas",
    "tanjakan setelah jembatan",
    "depan mushala",
    "rumah pagar hijau",
    "rumah cat biru",
    "ujung gang buntu",
)
EXPLANATIONS = (
    "Wilayah Anda sedang mendapat giliran. Air dibagi karena air baku berkurang.",
    "Jadwal penggiliran wilayah ini. Rumah di tempat tinggi kebagian lebih lambat.",
    "Produksi air dikurangi karena permukaan waduk turun.",
)
QUESTIONS = (
    "Rumah Anda di sebelah mana? Sebutkan RT dan patokannya.",
    "Apakah air di rumah tetangga juga mati?",
    "Sejak jam berapa air mulai keruh?",
)
STILL_WRONG = ("Baru sebentar mengalir, lalu mati lagi.", "Bocornya muncul lagi di tempat sama.")
ANSWERS_AT_DESK = (
    "Sudah kami jelaskan lewat telepon dan pelapor mengerti.",
    "Sudah diperiksa bersama pelapor lewat telepon.",
)
NEEDS = (
    "Ekskavator kecil",
    "Pipa 6 inci dan penyambung",
    "Izin gali dari dinas jalan",
    "Katup baru",
)
COMMENTS = {
    5: ("", "", "", "Terima kasih, cepat.", "Petugas ramah.", "Cepat dan rapi."),
    4: ("", "", "", "Petugas ramah.", "Terima kasih.", "Sudah lancar lagi."),
    3: ("", "", "", "Agak lama, tapi beres.", "Petugas ramah, tapi lama.", "Cukup."),
}
"""By the stars, as many for each; with fewer than three nobody says anything."""
_DRY = (DrySpan.TODAY, DrySpan.YESTERDAY, DrySpan.DAYS_2_3, DrySpan.OVER_3_DAYS)


def description(random: Random, category: str) -> str:
    """One of the sentences people send with this category."""
    return random.choice(_DESCRIPTIONS[category])


def landmark(random: Random) -> str:
    """Something a stranger can find."""
    return random.choice(_LANDMARKS)


def dry_span(random: Random, *, short: bool) -> DrySpan:
    """How long the tap has been dry; `short` leaves out what would make it an emergency."""
    return random.choices(_DRY, (5, 4, 0, 0) if short else (5, 5, 3, 1))[0]


USED: dict[WorkDone, tuple[tuple[tuple[str, str], ...], ...]] = {
    WorkDone.PIPE_REPAIRED: (
        (("Pipa PVC ½ inci", "1.5"), ("Sambungan lurus", "2"), ("Lem PVC", "1")),
        (("Klem perbaikan", "1"),),
        (("Pipa PVC 2 inci", "3"), ("Giboult joint", "2")),
        (("Klem pipa (clamp saddle)", "1"), ("Selotip pipa (seal tape)", "1")),
        (),
    ),
    WorkDone.METER_REPLACED: ((("Meter air ½ inci", "1"), ("Segel meter", "1")),),
}
"""What officers use for it, several ways: the name on the first list, and how much."""
