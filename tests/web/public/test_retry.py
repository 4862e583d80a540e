"""While nothing can be stored nothing typed is lost, and no code is shown."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import exc, func, select
from sqlalchemy.orm import Session

from ptmb.actions import intake
from ptmb.database import Busy
from ptmb.extensions import db
from ptmb.models import Complaint, Photo
from tests.web.public.conftest import AT_HOME, Browse, Fill


def away(*_args: object, **_rest: object) -> None:
    raise exc.OperationalError("INSERT", {}, Exception("disk full"))


def busy(*_args: object, **_rest: object) -> None:
    raise Busy


def no_database(broken: pytest.MonkeyPatch) -> None:
    for way in ("connection", "execute", "scalar", "scalars", "get_one"):
        broken.setattr(Session, way, away)


@pytest.mark.parametrize("trouble", [away, busy])
def test_a_report_that_cannot_be_stored_waits_in_the_page(
    browse: Browse, filled: Fill, monkeypatch: pytest.MonkeyPatch, trouble: Callable[..., Any]
) -> None:
    browser = browse()
    form = filled(browser, description="Mati\r\nsejak pagi", phone="0812 3456 7890")
    with monkeypatch.context() as broken:
        broken.setattr(intake, "receive", trouble)
        page = browser.post("/lapor/kirim", form, status=503)

    assert "Isian Anda tetap di sini. Kirim lagi sebentar lagi." in page.text
    assert "PTM-" not in page.text
    browser.post("/lapor/kirim", page.form("/lapor/kirim"))
    stored = db.session.scalars(select(Complaint)).one()
    assert stored.reporter_phone == "+6281234567890"
    assert stored.description.splitlines() == ["Mati", "sejak pagi"]


def test_its_photo_waits_too(browse: Browse, filled: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse()
    file = io.BytesIO()
    Image.new("RGB", (300, 200), "#246").save(file, "JPEG")
    file.seek(0)
    form = filled(browser, {**AT_HOME, "k": "LEAK"}, photos=(file, "bocor.jpg"))
    with monkeypatch.context() as broken:
        broken.setattr(intake, "receive", away)
        page = browser.post("/lapor/kirim", form, status=503, content_type="multipart/form-data")

    browser.post("/lapor/kirim", page.form("/lapor/kirim"))
    assert db.session.scalar(select(func.count(Photo.id))) == 1


def test_without_any_database_the_words_are_kept_as_well(
    browse: Browse, filled: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = browse()
    form = filled(browser, description="Mati")
    with monkeypatch.context() as broken:
        no_database(broken)
        page = browser.post("/lapor/kirim", form, status=503)

    assert page.form("/lapor/kirim")["description"] == "Mati"


def test_reading_gets_the_plain_page(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = browse()
    no_database(monkeypatch)

    page = browser.get("/", status=503)

    assert page.response.headers["Retry-After"] == "10"
