"""How moments, numbers and refusals are written, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from ptmb.adapters import clock
from ptmb.web.fields import PageForm
from ptmb.web.filters import (
    ago,
    clock_time,
    day,
    kilometres,
    moment_words,
    number,
    percent,
    span_words,
)

NEW_YEAR = datetime(2023, 12, 31, 17, 5, tzinfo=UTC)
"""Five past one at night on the first of January, in the city."""


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("id", ["01.05", "1 Jan 2024", "1 Jan 2024 01.05", "1.234", "8,42", "1,2 km", "61 %"]),
        ("en", ["01:05", "1 Jan 2024", "1 Jan 2024 01:05", "1,234", "8.42", "1.2 km", "61%"]),
    ],
)
def test_times_and_numbers_follow_the_readers_language(
    app: Flask, language: str, written: list[str]
) -> None:
    with app.test_request_context(), force_locale(language):
        moment = [clock_time(NEW_YEAR), day(NEW_YEAR), moment_words(NEW_YEAR)]
        figures = [number(1234), number(8.42, 2), kilometres(1234), percent(61)]
        assert [*moment, *figures] == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("id", ["42 mnt", "2 j 10", "3 jam", "1 hari", "2 hari", "42 mnt lalu", "kemarin 14.32"]),
        ("en", ["42 min", "2 h 10", "3 h", "1 day", "2 days", "42 min ago", "yesterday 14:32"]),
    ],
)
def test_spans_follow_the_readers_language(app: Flask, language: str, written: list[str]) -> None:
    minutes = [42, 130, 180, 24 * 60, 48 * 60]
    with app.test_request_context(), force_locale(language):
        spans = [span_words(one) for one in minutes]
        past = ago(clock.now() - timedelta(minutes=42))
        yesterday = moment_words(clock.now() - timedelta(days=1))
        assert [*spans, past, yesterday] == written


class _Form(PageForm):
    name = StringField(validators=[Length(max=3)])
    must = StringField(validators=[InputRequired()])
    one = SelectField(choices=["a"])
    on = DateField()
    number = IntegerField()


@pytest.mark.parametrize(
    ("language", "refusals"),
    [
        (
            "id",
            [
                "Paling banyak 3 huruf.",
                "Isian ini tidak boleh kosong.",
                "Pilih dari daftar.",
                "Tulis tanggal seperti 2024-02-10.",
                "Isian ini tidak terbaca. Periksa lagi.",
            ],
        ),
        (
            "en",
            [
                "At most 3 characters.",
                "This field cannot be empty.",
                "Choose from the list.",
                "Write a date like 2024-02-10.",
                "This field cannot be read. Check it again.",
            ],
        ),
    ],
)
def test_what_a_form_refuses_by_itself_is_said_in_the_readers_language(
    app: Flask, language: str, refusals: list[str]
) -> None:
    typed = MultiDict({"name": "abcd", "must": "", "one": "b", "on": "kemarin", "number": "x"})
    with app.test_request_context(), force_locale(language):
        form = _Form(formdata=typed, meta={"csrf": False})
        assert not form.validate()
        assert [
            form[name].errors[0] for name in ("name", "must", "one", "on", "number")
        ] == refusals
