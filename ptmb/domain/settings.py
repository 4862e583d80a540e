"""The settings an administrator may change, with their defaults and the words beside them."""

from dataclasses import dataclass

from ptmb.domain.words import N_


@dataclass(frozen=True)
class SettingSpec:
    """`kind` is text, phone, number, percent or box (south,west,north,east in degrees)."""

    name: str
    kind: str
    default: str
    label: str
    hint: str = ""


SPECS: tuple[SettingSpec, ...] = (
    SettingSpec(
        "utility_name", "text", "Perumda Tirta Manuntung Balikpapan", N_("Nama perusahaan")
    ),
    SettingSpec("product_name", "text", "Air Balikpapan", N_("Nama aplikasi")),
    SettingSpec("call_centre", "phone", "(0542) 878991", N_("Telepon pusat panggilan")),
    SettingSpec("emergency_phone", "phone", "(0542) 878991", N_("Telepon darurat")),
    SettingSpec("whatsapp", "phone", "0816-200-110", N_("WhatsApp dan SMS")),
    SettingSpec("instagram", "text", "@ptmb_commandcenter", N_("Akun Instagram")),
    SettingSpec("office", "text", "Graha Tirta, Jl. Ruhui Rahayu", N_("Alamat kantor")),
    SettingSpec(
        "customer_number_pattern",
        "text",
        r"[0-9A-Za-z]{4,20}",
        N_("Pola nomor pelanggan"),
        N_("Ungkapan reguler; titik, spasi, dan garis dibuang dulu."),
    ),
    SettingSpec(
        "triage_minutes", "number", "15", N_("Menit sampai operator memeriksa laporan baru")
    ),
    SettingSpec(
        "tanker_hours", "number", "24", N_("Jam tanpa air sampai warga boleh minta air tangki")
    ),
    SettingSpec(
        "tanker_deliveries", "number", "7", N_("Pengantaran satu truk tangki dalam sehari")
    ),
    SettingSpec(
        "overdue_news",
        "number",
        "20",
        N_("Aduan lewat target sampai pimpinan dikabari"),
        N_("Kabar ke ponsel bila lebih dari ini, dan lagi setiap kali menjadi dua kali lipat."),
    ),
    SettingSpec(
        "major_areas", "number", "3", N_("Kelurahan terdampak sampai gangguan disebut besar")
    ),
    SettingSpec(
        "major_complaints", "number", "20", N_("Aduan yang ikut sampai gangguan disebut besar")
    ),
    SettingSpec("visit_minutes_emergency", "number", "60", N_("Menit kerja satu tugas darurat")),
    SettingSpec("visit_minutes_high", "number", "45", N_("Menit kerja satu tugas mendesak")),
    SettingSpec("visit_minutes_medium", "number", "30", N_("Menit kerja satu tugas sedang")),
    SettingSpec("visit_minutes_low", "number", "20", N_("Menit kerja satu tugas ringan")),
    SettingSpec(
        "map_crop",
        "box",
        "-1.2905,116.785,-1.1945,116.985",
        N_("Bagian kota pada peta utama"),
        N_("Selatan, barat, utara, timur dalam derajat."),
    ),
    SettingSpec(
        "spot_check_percent",
        "percent",
        "5",
        N_("Persen pekerjaan tanpa tanda aneh yang ikut diperiksa pengawas"),
        N_("Dipilih acak dari pekerjaan yang selesai; 0 mematikannya."),
    ),
    SettingSpec(
        "retention_months", "number", "12", N_("Bulan data pelapor disimpan setelah ditutup")
    ),
)


def defaults() -> dict[str, str]:
    """Every setting at its default."""
    return {spec.name: spec.default for spec in SPECS}
