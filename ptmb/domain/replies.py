"""The ready sentences the desk starts with; the administrator may change them."""

from dataclasses import dataclass

from ptmb.domain.lifecycle import Step


@dataclass(frozen=True)
class DefaultReply:
    """`used_for` is the step it belongs to; None: any."""

    title: str
    text_id: str
    text_en: str
    used_for: Step | None = None


DEFAULT_REPLIES: tuple[DefaultReply, ...] = (
    DefaultReply(
        "Air sedang digilir",
        "Air di wilayah Anda dijadwalkan mengalir lagi. Ini pembagian air, bukan kerusakan.",
        "Water is due in your area again. This is sharing of water, not a fault.",
        Step.EXPLAIN,
    ),
    DefaultReply(
        "Rumah di dataran tinggi",
        "Rumah di dataran tinggi kebagian air lebih lambat. Tampung air saat mengalir.",
        "Houses on high ground get water later. Please store some while it flows.",
        Step.EXPLAIN,
    ),
    DefaultReply(
        "Tanya patokan rumah",
        "Rumah Anda di sebelah mana? Sebutkan RT, gang, dan patokan yang mudah dilihat.",
        "Where is your house? Please name the RT, the lane and something easy to see.",
        Step.ASK,
    ),
    DefaultReply(
        "Tanya air tetangga",
        "Apakah air di rumah tetangga juga mati?",
        "Is the water off at your neighbours' too?",
        Step.ASK,
    ),
    DefaultReply(
        "Tanya nomor pelanggan",
        "Berapa nomor pelanggan Anda? Nomornya ada di rekening air.",
        "What is your customer number? You find it on the water bill.",
        Step.ASK,
    ),
    DefaultReply(
        "Pipa setelah meteran",
        "Pipa setelah meteran milik pelanggan. Silakan hubungi tukang pipa terdekat.",
        "Pipes after the meter belong to the customer. Please call a plumber nearby.",
        Step.REJECT,
    ),
    DefaultReply(
        "Bukan wewenang PTMB",
        "Ini bukan wewenang PTMB. Silakan sampaikan ke kantor kelurahan Anda.",
        "This is not for the water utility. Please tell your sub-district office.",
        Step.REJECT,
    ),
    DefaultReply(
        "Sudah dijelaskan lewat telepon",
        "Kami sudah menjelaskan lewat telepon. Balas di sini bila masih ada masalah.",
        "We explained this by telephone. Please answer here if the trouble goes on.",
        Step.RESOLVE,
    ),
    DefaultReply(
        "Terima kasih",
        "Terima kasih sudah melapor. Kami kabari lagi di halaman ini.",
        "Thank you for telling us. We will write again on this page.",
    ),
)
