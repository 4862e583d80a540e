"""Who chooses English reads English, on every kind of page; only what people wrote stays."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask

from ptmb.adapters import clock
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import CannedReply, Category, Complaint, Staff
from ptmb.queries import catalogue
from tests.browsing import Browser, Page
from tests.people import Given

Browse = Callable[..., Browser]

_INDONESIAN = re.compile(
    r"\b(?:aduan|agar|akan|Anda|atau|belum|bila|boleh|bukan|dan|dari|dengan|foto|hari|harus|"
    r"ini|isi|jam|kabar|kami|kata|kembali|kirim|laporan|lihat|masih|nomor|oleh|pelapor|petugas|"
    r"pilih|sampai|semua|sudah|tanpa|tidak|tugas|tulis|untuk|warga|wilayah|yang)\b",
    re.IGNORECASE,
)
_SHOWN = ("alt", "aria-label", "content", "placeholder", "title", "value")
_WRITTEN_BY_PEOPLE = ("Jadwal wilayah ini", "Silakan hubungi PLN.", "rumah pagar hijau")
_BOTH_LANGUAGES = "[lang=id], [hreflang=id], [name=bahasa], [name=text_id], [name=name_id]"
_IDENTIFIERS = "input[type=hidden], button[value], option[value], input[type=radio]"


@dataclass
class City:
    """One complaint in each state, and a person of each role."""

    given: Given
    by_status: dict[Status, Complaint] = field(default_factory=dict)
    staff: dict[Role, Staff] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role in (Role.OFFICER, Role.OPERATOR, Role.SUPERVISOR, Role.MAYOR, Role.ADMIN):
            self.staff[role] = self.given.staff(role, areas=("Gunung Sari Ilir",))
        for status in Status:
            if status is not Status.GROUPED:
                officer = self.staff[Role.OFFICER]
                self.by_status[status] = self.given.complaint(status, officer=officer)

    def address(self, pattern: str) -> str:
        """The path with `<received>` and its like made into references."""
        return re.sub("<(.+?)>", lambda found: self.by_status[Status(found[1])].reference, pattern)


@pytest.fixture
def city(given: Given) -> City:
    return City(given)


def in_english(browser: Browser) -> Browser:
    browser.get("/bahasa/en", status=303)
    return browser


def words_shown(page: Page) -> str:
    """What a reader sees or hears, without what people wrote and what names a language."""
    attributes = [
        str(tag[name])
        for tag in page.all(",".join(f"[{name}]" for name in _SHOWN))
        for name in _SHOWN
        if tag.has_attr(name) and not (name == "value" and tag.css.match(_IDENTIFIERS))
    ]
    for tag in page.all(f"script, {_BOTH_LANGUAGES}"):
        tag.decompose()
    shown = " | ".join([page.text, *attributes])
    for words in _WRITTEN_BY_PEOPLE:
        shown = shown.replace(words, "")
    return shown


PUBLIC = {
    "/": "Water problem? Report now",
    "/lapor": "What is the problem?",
    "/lapor/lokasi?k=NOFLOW": "Where is it?",
    "/lapor/kirim?k=NOFLOW&kelurahan=gunung-sari-ilir": "Choose a place first.",
    "/lacak": "Track a report",
    "/bantuan": "How to report",
    "/privasi": "What we keep",
    "/masuk": "Log in",
    "/t/<received>": "Received Your report has arrived.",
    "/t/<need_info>": "Waiting for your answer",
    "/t/<assigned>": "An officer will come.",
    "/t/<en_route>": "An officer set off at 12:",
    "/t/<in_progress>": "Being repaired",
    "/t/<follow_up>": "Next update by Sunday, 11 Feb at the latest.",
    "/t/<rationed>": "Not a fault. Water is due today at 18:33.",
    "/t/<resolved>": "Fixed, please confirm Is the problem solved?",
    "/t/<closed>": "Closed This report is closed.",
    "/t/<merged>": "Merged",
    "/t/<rejected>": "Not actionable",
    "/t/<withdrawn>": "You cancelled this report.",
}
STAFF = {
    (Role.OPERATOR, "/meja"): "Needs action",
    (Role.OPERATOR, "/meja/<received>"): "Received",
    (Role.OPERATOR, "/meja/<rationed>"): "Rationing",
    (Role.OPERATOR, "/meja/<follow_up>"): "Major work",
    (Role.OPERATOR, "/meja/<rejected>"): "Rejected",
    (Role.OPERATOR, "/meja/<received>/tunjuk"): "Officer or crew",
    (Role.OPERATOR, "/meja/<received>/periksa"): "Correct the details",
    (Role.OPERATOR, "/meja/<received>/jelaskan"): "Mark as rationing",
    (Role.OPERATOR, "/meja/<received>/tanya"): "Question for the reporter",
    (Role.OPERATOR, "/meja/<need_info>/jawab"): "The reporter's answer",
    (Role.OPERATOR, "/meja/<received>/selesai"): "What was done?",
    (Role.OPERATOR, "/meja/<in_progress>/besar"): "Needs tools or materials",
    (Role.OPERATOR, "/meja/<received>/tolak"): "Reject report",
    (Role.OPERATOR, "/meja/<received>/gabung"): "Merge the same complaints",
    (Role.OPERATOR, "/meja/<received>/catat"): "Note for colleagues",
    (Role.OPERATOR, "/meja/catat"): "Quick entry",
    (Role.OPERATOR, "/meja/saring"): "Filter the queue",
    (Role.OPERATOR, "/meja/tim"): "Crews on duty",
    (Role.OFFICER, "/tugas"): "My jobs",
    (Role.OFFICER, "/tugas/<assigned>"): "Set off",
    (Role.OFFICER, "/tugas/<en_route>"): "I've arrived",
    (Role.OFFICER, "/tugas/<in_progress>"): "Needs major work",
    (Role.OFFICER, "/tugas/<in_progress>/besar"): "Date of the next update",
    (Role.OFFICER, "/tugas/<in_progress>/catat"): "Note or photo",
    (Role.OFFICER, "/tugas/<in_progress>/kembalikan"): "Nobody is home",
    (Role.OFFICER, "/tugas/wilayah"): "Take a job from my area",
    (Role.OFFICER, "/tugas/saya"): "You are on duty",
    (Role.MAYOR, "/walikota"): "This month, since 1 Feb",
    (Role.MAYOR, "/walikota/aduan"): "Received since",
    (Role.MAYOR, "/walikota/aduan/<resolved>"): "Fixed, please confirm",
    (Role.MAYOR, "/walikota/wilayah"): "All areas",
    (Role.ADMIN, "/admin/pengguna"): "Add a user",
    (Role.ADMIN, "/admin/pengguna-baru"): "Create account",
    (Role.ADMIN, "/admin/wilayah"): "Import boundaries",
    (Role.ADMIN, "/admin/wilayah-impor"): "GeoJSON file",
    (Role.ADMIN, "/admin/kategori"): "Add a category",
    (Role.ADMIN, "/admin/kategori/NOFLOW"): "First response (hours)",
    (Role.ADMIN, "/admin/kalimat"): "Ready-made replies",
    (Role.ADMIN, "/admin/kalimat-baru"): "Text in English",
    (Role.ADMIN, "/admin/pengaturan"): "Call centre phone",
    (Role.ADMIN, "/admin/jejak"): "All actions",
    (Role.ADMIN, "/akun/sandi"): "Your password and sessions",
}


def assert_english(page: Page, sentence: str) -> None:
    assert page.one("html")["lang"] == "en"
    shown = words_shown(page)
    assert sentence in shown, shown
    assert "Content-Type:" not in shown
    left = {found[0] for found in _INDONESIAN.finditer(shown)}
    assert not left, f"{left} in: {shown}"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_citizen_reads_english(city: City, browse: Browse, path: str) -> None:
    assert_english(in_english(browse()).get(city.address(path)), PUBLIC[path])


@pytest.mark.parametrize(("role", "path"), STAFF)
def test_the_staff_read_english(city: City, browse: Browse, role: Role, path: str) -> None:
    browser = in_english(browse(city.staff[role]))
    assert_english(browser.get(city.address(path)), STAFF[role, path])
