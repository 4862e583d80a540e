"""The month of the demonstration says 286 received and 176 resolved wherever it is taken along."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import select

from ptmb.adapters import clock
from ptmb.demo.calendar import MOMENT
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Staff
from tests.browsing import Browser
from tests.pdf_text import pages, pdf_text


@pytest.fixture
def mayor(city: Flask) -> Browser:
    clock.pin(MOMENT)
    return Browser(city, db.session.scalar(select(Staff).where(Staff.role == Role.MAYOR)))


def test_the_report_says_so(mayor: Browser) -> None:
    page = mayor.get("/walikota/laporan/berjalan")
    shown = [tag.get_text(strip=True) for tag in page.all(".rp-numbers .pt-num")]
    assert shown == ["286", "176", "110", "9"]


def test_the_sheet_says_so_on_one_page(mayor: Browser) -> None:
    sheet = mayor.get("/walikota/laporan/berjalan.pdf").response.data
    lines = pdf_text(sheet).split("\n")
    numbers = [lines[lines.index(word) - 1] for word in ("Masuk", "Selesai", "Terbuka")]
    assert numbers == ["286", "176", "110"]
    assert pages(sheet) == 1


def test_the_csv_says_so(mayor: Browser) -> None:
    answer = mayor.get("/walikota/ekspor/ringkasan.csv?periode=bulan").response
    text = answer.get_data(as_text=True)
    found = {row[0]: row[1] for row in csv.reader(io.StringIO(text), delimiter=";")}
    assert (found["Jumlah"], found["Selesai"]) == ("286", "176")


def test_the_workbook_says_so_in_numbers(mayor: Browser) -> None:
    with mayor.get("/walikota/ekspor/ringkasan.xlsx?periode=bulan").response as answer:
        book = io.BytesIO(answer.data)
    with zipfile.ZipFile(book) as parts:
        sheet = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314  our own
    rows = [
        ["".join(cell.itertext()) for cell in row]
        for row in sheet.iter()
        if row.tag.endswith("}row")
    ]
    found = {row[0]: row[1] for row in rows}
    assert (found["Jumlah"], found["Selesai"]) == ("286", "176")


def test_the_list_of_the_month_has_as_many_lines(mayor: Browser) -> None:
    address = "/walikota/ekspor/aduan.csv?sejak=2024-02-01&sampai=2024-02-10"
    text = mayor.get(address).response.get_data(as_text=True)
    assert len(text.splitlines()) == 1 + 286
    done = mayor.get(f"{address}&keadaan=selesai").response.get_data(as_text=True)
    assert len(done.splitlines()) == 1 + 176
