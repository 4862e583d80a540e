"""Who chooses English reads English, on every kind of page; only what people wrote stays."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from ptmb.actions._messages import _SILENT
from ptmb.domain.lifecycle import Status, Step
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.jobs.texts import message_text
from ptmb.models import CannedReply, Category, Complaint, Follow, Message, Staff
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
_WRITTEN_BY_PEOPLE = (
    "BPPSPAM, penyelesaian aduan",  # the title of a source
    "Jadwal wilayah ini",
    "Silakan hubungi PLN.",
    "rumah pagar hijau",
    "Rumah sebelah mana?",
)
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
                self.by_status[status] = self.given.complaint(
                    status, officer=officer, language="en"
                )

        self.by_status[Status.RECEIVED].supporters = 2
        db.session.commit()

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
    return " | ".join([page.text, *attributes])


def without(words: Iterable[str], shown: str) -> str:
    for one in sorted(words, key=len, reverse=True):
        shown = shown.replace(one, "")
    return shown


def titles_of_replies() -> list[str]:
    """What the utility calls its ready-made replies: it has one title for both languages."""
    return list(db.session.scalars(select(CannedReply.title)))


def kept_in_both_languages() -> list[str]:
    """What an administrator reads and changes in both languages."""
    texts = db.session.scalars(select(CannedReply.text_id))
    return [*texts, *db.session.scalars(select(Category.name_id)), *titles_of_replies()]


PUBLIC = {
    "/": "Water problem? Report now",
    "/lapor": "No water",
    "/lapor/lokasi?k=NOFLOW": "Where is it?",
    "/lapor/kirim?k=NOFLOW&lat=-1.267&lng=116.838&sumber=gps&akurasi=20": "Almost done",
    "/lacak": "Track a report",
    "/bantuan": "How to report",
    "/privasi": "What we keep",
    "/masuk": "Log in",
    "/status?bahasa=en": "Water status of Balikpapan",
    "/status/gunung-sari-ilir?bahasa=en": "Days without data are not normal days.",
    "/statistik?bahasa=en": "Complaint statistics",
    "/waduk": "Reservoir water",
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
    (Role.OPERATOR, "/meja/<received>"): "Ask the reporter",
    (Role.OPERATOR, "/meja/<rationed>"): "Rationing",
    (Role.OPERATOR, "/meja/<follow_up>"): "ekskavator · Update 11 Feb 2024",
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
    (Role.OPERATOR, "/meja/<received>/catat"): "Save note",
    (Role.OPERATOR, "/meja/catat"): "Quick entry",
    (Role.OPERATOR, "/meja/saring"): "Filter the queue",
    (Role.OPERATOR, "/meja/tim"): "Crews on duty",
    (Role.OPERATOR, "/meja/gangguan"): "New outage",
    (Role.OPERATOR, "/meja/gangguan/baru"): "When will people know more?",
    (Role.OPERATOR, "/meja/tangki"): "Nobody is waiting for tanker water.",
    (Role.OPERATOR, "/meja/pertanyaan"): "No questions from the mayor or the manager yet.",
    (Role.OPERATOR, "/meja/waduk"): "Recorded in the name of",
    (Role.OPERATOR, "/meja/jadwal"): "The schedule is a plan",
    (Role.OPERATOR, "/meja/jadwal/csv"): "Check the table",
    (Role.OPERATOR, "/meja/jadwal/zona/baru"): "One place a line",
    (Role.OFFICER, "/tugas"): "My jobs",
    (Role.OFFICER, "/tugas/<assigned>"): "Set off",
    (Role.OFFICER, "/tugas/<en_route>"): "I've arrived",
    (Role.OFFICER, "/tugas/<in_progress>"): "Needs major work",
    (Role.OFFICER, "/tugas/<in_progress>/besar"): "Date of the next update",
    (Role.OFFICER, "/tugas/<in_progress>/catat"): "Note or photo",
    (Role.OFFICER, "/tugas/<in_progress>/kembalikan"): "Nobody is home",
    (Role.OFFICER, "/tugas/wilayah"): "Take a job from my area",
    (Role.OFFICER, "/tugas/saya"): "You are on duty",
    (Role.OFFICER, "/tugas/tangki"): "No tanker routes.",
    (Role.MAYOR, "/walikota"): "13 received none before 2 resolved",
    (Role.MAYOR, "/walikota/aduan"): "Received since",
    (Role.MAYOR, "/walikota/aduan/<resolved>"): "Fixed, please confirm",
    (Role.MAYOR, "/walikota/wilayah"): "All areas",
    (Role.MAYOR, "/walikota/wilayah?peta=titik"): "Complaints as points",
    (Role.MAYOR, "/walikota/wilayah?peta=kepadatan"): "Complaints by hexagon",
    (Role.MAYOR, "/walikota/angka"): "As things stand now",
    (Role.MAYOR, "/walikota/pola"): "Patterns",
    (Role.MAYOR, "/walikota/laporan"): "The first one is made at 07:00.",
    (Role.MAYOR, "/walikota/laporan/berjalan"): "Report so far",
    (Role.MAYOR, "/walikota/pertanyaan"): "No questions from you yet.",
    (Role.MAYOR, "/walikota/kabar"): "News on your phone",
    (Role.ADMIN, "/admin/pengguna"): "Add a user",
    (Role.ADMIN, "/admin/pengguna-baru"): "Create account",
    (Role.ADMIN, "/admin/wilayah"): "Import boundaries",
    (Role.ADMIN, "/admin/wilayah-impor"): "GeoJSON file",
    (Role.ADMIN, "/admin/kategori"): "List of categories and their targets",
    (Role.ADMIN, "/admin/kategori/NOFLOW"): "First response (hours)",
    (Role.ADMIN, "/admin/kalimat"): "Ready-made replies",
    (Role.ADMIN, "/admin/kalimat-baru"): "Text in English",
    (Role.ADMIN, "/admin/pengaturan"): "Call centre phone",
    (Role.ADMIN, "/admin"): "Never checked.",
    (Role.ADMIN, "/admin/tangki"): "Tanker fleet",
    (Role.ADMIN, "/admin/waduk"): "Create key",
    (Role.ADMIN, "/admin/jejak"): "All actions",
    (Role.ADMIN, "/akun/sandi"): "At least 15 characters.",
}


OWN = {
    "/t/<received>?baru=1": "Report received",
    "/t/<received>/tambah": "Add details or a photo",
    "/t/<received>/batal": "Cancel this report?",
    "/t/<need_info>": "Rumah sebelah mana?",
    "/t/<resolved>/konfirmasi": "Is the water running well?",
    "/t/<rationed>/konfirmasi": "Yes, water is running",
    "/t/<closed>": "Reopen",
}


def assert_english(page: Page, sentence: str, own_words: Iterable[str] = ()) -> None:
    assert page.one("html")["lang"] == "en"
    shown = words_shown(page)
    assert sentence in shown, shown
    assert "Content-Type:" not in shown, "the head of the catalogue stands for an empty text"
    shown = without((*_WRITTEN_BY_PEOPLE, *own_words), shown)
    left = {found[0] for found in _INDONESIAN.finditer(shown)}
    assert not left, f"{left} in: {shown}"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_citizen_reads_english(city: City, browse: Browse, path: str) -> None:
    assert_english(in_english(browse()).get(city.address(path)), PUBLIC[path])


@pytest.mark.parametrize("path", OWN)
def test_who_holds_the_key_reads_english(city: City, browse: Browse, path: str) -> None:
    browser = in_english(browse())
    status = Status(path.split("<")[1].split(">", maxsplit=1)[0])
    key_page = city.address(f"/t/<{status.value}>/kunci")
    form = browser.get(key_page).form(key_page)
    browser.post(key_page, {**form, "kunci": city.given.key_of(city.by_status[status])})
    assert_english(browser.get(city.address(path)), OWN[path])


@pytest.mark.parametrize(("role", "path"), STAFF)
def test_the_staff_read_english(city: City, browse: Browse, role: Role, path: str) -> None:
    page = in_english(browse(city.staff[role])).get(city.address(path))
    own_words = kept_in_both_languages() if role is Role.ADMIN else titles_of_replies()
    assert_english(page, STAFF[role, path], own_words)


def test_what_cannot_be_done_is_said_in_english(city: City, browse: Browse) -> None:
    anybody = in_english(browse())
    assert_english(anybody.get("/lapor/apa", status=404), "Page not found")
    operator = in_english(browse(city.staff[Role.OPERATOR]))
    assert_english(operator.get("/admin/pengguna", status=403), "You may not open this")
    address = city.address("/meja/<received>/tolak")
    empty = {**operator.get(address).form(address), "words": ""}
    refused = operator.post(address, empty, status=422)
    assert_english(refused, "Something needs correcting", titles_of_replies())


def test_who_reads_english_follows_an_area_in_english(city: City, browse: Browse) -> None:
    browser = in_english(browse())
    page = browser.get("/status/gunung-sari-ilir?bahasa=en")
    follow = str(page.one("a[href*='/ikuti']")["href"])
    form = browser.get(follow)
    assert_english(form, "Follow & notify me")
    assert "bahasa=en" in str(form.one("main a[href^='/status/']")["href"]), "the way back"
    sent = browser.post(follow, {**form.form(follow), "phone": "12<34"}, status=422)
    assert_english(sent, "The WhatsApp number is not right.")
    own = browser.post(follow, {**form.form(follow), "phone": "0812 3456 7890"}).location
    assert_english(browser.get(own), "You are following")
    assert [one.language for one in db.session.scalars(select(Follow))] == ["en"]


@pytest.mark.parametrize("step", sorted(set(Step) - _SILENT))
def test_messages_to_who_reported_in_english_are_english(city: City, step: Step) -> None:
    message = Message(template=step.value, language="en", facts={})
    text = message_text(message, city.by_status[Status.RATIONED])
    assert not _INDONESIAN.search(text), text


def test_the_desk_writes_to_a_reporter_in_the_reporters_language(
    city: City, browse: Browse
) -> None:
    complaint = city.given.complaint(language="en", phone="+6281200000001")
    browser, address = browse(city.staff[Role.OPERATOR]), f"/meja/{complaint.reference}"
    copied = browser.get(f"/meja/catat/{complaint.reference}")
    assert copied.one("html")["lang"] == "id"
    assert "We recorded your report." in copied.html
    told = browser.post(f"{address}/nomor", status=200)
    assert f"Report {complaint.reference} (No water): Received." in told.html
    assert "is being rationed" in browser.get(f"{address}/jelaskan").html


def test_a_resolved_complaint_is_not_called_done(browse: Browse, given: Given) -> None:
    mayor = browse(given.staff(Role.MAYOR))
    mayor.get("/bahasa/en", status=303)
    terms = [one.get_text(strip=True) for one in mayor.get("/walikota/angka").all("dt")]
    assert "Resolved" in terms
    assert "Done" not in terms
