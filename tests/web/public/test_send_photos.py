"""Step 3: photos, which must never cost the rest of the form."""

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import func, select

from ptmb.extensions import db
from ptmb.models import Complaint, Photo
from tests.browsing import Browser
from tests.people import Given
from tests.web.public.conftest import AT_HOME, Browse, Fill


def only_one() -> Complaint:
    return db.session.scalars(select(Complaint)).one()


def jpeg(*, position: bool = False) -> bytes:
    facts = Image.Exif()
    if position:
        facts[0x8825] = {1: "S", 2: (1.0, 16.0, 1.2), 3: "E", 4: (116.0, 50.0, 18.0)}
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "#1466aa").save(file, "JPEG", exif=facts)
    return file.getvalue()


def leak_form(browser: Browser, filled: Fill, **typed: Any) -> dict[str, Any]:
    return filled(browser, {**AT_HOME, "k": "LEAK"}, **typed)


def test_a_photo_travels_with_the_form(browse: Browse, filled: Fill) -> None:
    browser = browse()
    form = leak_form(browser, filled, photos=(io.BytesIO(jpeg()), "bocor.jpg"))

    browser.post("/lapor/kirim", form, content_type="multipart/form-data")

    assert db.session.scalars(select(Photo)).one().complaint_id == only_one().id


@pytest.mark.parametrize("broken", [b"", b"MZ not a photo", jpeg()[:200]])
def test_a_bad_photo_gets_a_sentence_and_never_loses_the_rest(
    browse: Browse, filled: Fill, broken: bytes
) -> None:
    browser = browse()
    files = [(io.BytesIO(jpeg()), "baik.jpg"), (io.BytesIO(broken), "rusak.jpg")]
    form = leak_form(browser, filled, photos=files, description="Bocor besar")

    page = browser.post("/lapor/kirim", form, status=422, content_type="multipart/form-data")

    assert page.one("#photos-error").get_text(strip=True)
    kept = page.form("/lapor/kirim")
    assert (kept["description"], len(page.all("input[name=photo]"))) == ("Bocor besar", 1)

    browser.post("/lapor/kirim", kept)
    assert db.session.scalar(select(func.count(Photo.id))) == 1


def test_a_photo_can_be_thrown_away_again(browse: Browse, filled: Fill) -> None:
    browser = browse()
    token = staged(browser)
    form = leak_form(browser, filled, photo=token, buang=token, description="Bocor")

    page = browser.post("/lapor/kirim", form, status=200)

    assert not page.all("input[name=photo]")
    assert page.form("/lapor/kirim")["description"] == "Bocor"


def staged(browser: Browser, picture: bytes = b"") -> str:
    data = {"photo": (io.BytesIO(picture or jpeg()), "foto.jpg")}
    answer = browser.post("/lapor/foto", data, status=200, htmx=True)
    return str(answer.one("input[name=photo]")["value"])


def test_a_photo_sent_while_typing_is_shown_to_its_sender(browse: Browse) -> None:
    browser = browse()

    token = staged(browser)

    response = browser.get(f"/lapor/foto/{token}").response
    assert response.get_data().startswith(b"\xff\xd8")
    response.close()


def test_a_bad_photo_sent_while_typing_gets_one_sentence(browse: Browse) -> None:
    data = {"photo": (io.BytesIO(b"MZ"), "foto.jpg")}

    answer = browse().post("/lapor/foto", data, status=422, htmx=True)

    assert answer.text == "Foto harus JPG, PNG, WebP, atau HEIC."


def test_a_photo_that_knows_its_place_sets_it_only_after_asking(
    browse: Browse, filled: Fill, given: Given
) -> None:
    browser = browse()
    area = {"k": "LEAK", "wilayah": str(given.area("Manggar").id)}
    form = filled(browser, area, photo=staged(browser, jpeg(position=True)))

    asking = browser.post("/lapor/kirim", {**form, "phone": "1"}, status=422)
    assert "Pakai lokasi dari foto?" in asking.one("[data-photo-offer]").get_text(" ")
    assert asking.form("/lapor/kirim")["lat"] == ""

    page = browser.post("/lapor/kirim", {**form, "dari_foto": "1"}, status=200)
    assert page.form("/lapor/kirim")["lat"] == "-1.267"
    assert "Gunung Sari Ilir" in page.one("dl").get_text()
