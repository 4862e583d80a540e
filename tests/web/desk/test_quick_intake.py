from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from ptmb.domain.choices import Channel
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import AuditEntry, Complaint, ComplaintEvent
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
MESSAGE = "Min air mati sdh 2 hari di Gunung Sari Ilir RT 12 depan masjid, wa 0812 3456 7890"


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def _filled(operator: Browser, **fields: str) -> dict[str, str]:
    usual = {"category": "NOFLOW", "area": "Gunung Sari Ilir", "phone": "0812 3456 7890"}
    return {**operator.get("/meja/catat").form("/meja/catat"), **usual, **fields}


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(Complaint)) or 0


def test_a_call_becomes_a_complaint_with_a_code_to_read_out(operator: Browser) -> None:
    page = operator.post("/meja/catat", _filled(operator, channel="counter", landmark="Pasar"))

    one = db.session.scalars(select(Complaint)).one()
    assert (one.channel, one.status) == (Channel.COUNTER, Status.RECEIVED)
    assert (one.reporter_phone, one.landmark) == ("+6281234567890", "Pasar")
    shown = operator.get(page.location)
    assert shown.one("#kode").get_text(strip=True) == one.reference
    assert one.reference in str(shown.all("[data-copy]")[0]["data-copy"])


def test_the_operator_is_in_the_history(given: Given, browse: Browse) -> None:
    staff = given.staff(Role.OPERATOR)

    me = browse(staff)
    me.post("/meja/catat", _filled(me))

    event = db.session.scalars(select(ComplaintEvent)).one()
    assert (event.role, event.staff_id) == (Role.OPERATOR, staff.id)


def test_a_pasted_message_fills_the_form_and_says_so(operator: Browser) -> None:
    form = operator.get("/meja/catat").form("/meja/catat")

    page = operator.post(
        "/meja/catat", {**form, "pasted": MESSAGE, "langkah": "tempel"}, status=200
    )

    filled = page.form("/meja/catat")
    assert filled["phone"] == "0812-3456-7890"
    assert filled["category"] == "NOFLOW"
    assert (filled["area"], filled["neighbourhood"]) == ("Gunung Sari Ilir", "12")
    assert filled["landmark"] == "depan masjid"
    assert page.text.count("terisi otomatis") == 6
    assert _count() == 0


def test_what_was_typed_is_not_overwritten_by_the_message(operator: Browser) -> None:
    form = {**operator.get("/meja/catat").form("/meja/catat"), "area": "Damai"}

    page = operator.post(
        "/meja/catat", {**form, "pasted": MESSAGE, "langkah": "tempel"}, status=200
    )

    assert page.form("/meja/catat")["area"] == "Damai"


def test_the_channel_is_remembered(operator: Browser) -> None:
    operator.post("/meja/catat", _filled(operator, channel="whatsapp"))

    assert operator.get("/meja/catat").form("/meja/catat")["channel"] == "whatsapp"


def test_the_same_form_sent_twice_is_one_complaint(operator: Browser) -> None:
    sent = _filled(operator)

    first = operator.post("/meja/catat", sent)
    second = operator.post("/meja/catat", sent)

    assert first.location == second.location
    assert _count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"category": ""}, "Pilih masalahnya."),
        ({"category": "APA"}, "Pilih masalahnya."),
        ({"area": "Negeri Jauh"}, "Kelurahan ini tidak dikenal. Pilih dari daftar."),
        ({"area": "", "landmark": ""}, "Pilih lokasi dulu."),
        ({"phone": "12"}, "Nomor WhatsApp belum benar."),
        ({"category": "METER", "phone": ""}, "Isi nomor WhatsApp agar kami bisa menghubungi."),
        ({"channel": "surat"}, ""),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    operator: Browser, fields: dict[str, str], sentence: str
) -> None:
    sent = _filled(operator, description="Air mati sejak subuh", **fields)

    page = operator.post("/meja/catat", sent, status=422)

    assert sentence in page.text
    assert page.one("textarea[name=description]").get_text().strip() == "Air mati sejak subuh"
    assert _count() == 0


def test_the_beginning_of_a_name_is_enough_when_only_one_area_begins_so(
    given: Given, operator: Browser
) -> None:
    operator.post("/meja/catat", _filled(operator, area="prapat"))

    one = db.session.scalars(select(Complaint)).one()
    assert one.area_id == given.area("Prapatan").id


def test_the_last_complaints_of_the_number_appear_and_the_look_is_written_down(
    given: Given, operator: Browser
) -> None:
    earlier = given.complaint(phone="+6281234567890")

    page = operator.post("/meja/catat/petunjuk", _filled(operator, area=""), status=200, htmx=True)

    assert "1 laporan dari nomor ini" in page.text
    assert earlier.reference in page.text
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 1


def test_an_open_complaint_of_the_same_kind_and_area_is_offered_to_join(
    given: Given, operator: Browser
) -> None:
    twin = given.complaint(landmark="gang sebelah")
    given.complaint(Status.REJECTED)
    given.complaint(category="LEAK")

    page = operator.post("/meja/catat/petunjuk", _filled(operator), status=200, htmx=True)

    assert [str(form["action"]) for form in page.all("form")] == [f"/meja/{twin.reference}/ikut"]
    assert "gang sebelah" in page.text


@pytest.mark.parametrize("role", [Role.OFFICER, Role.MAYOR, Role.ADMIN])
def test_only_the_desk_takes_complaints_down(given: Given, browse: Browse, role: Role) -> None:
    browse(given.staff(role)).get("/meja/catat", status=403)
