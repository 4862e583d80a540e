"""How long things took, in words."""

import pytest
from flask import Flask

from ptmb.web.durations import duration_words

HOUR, DAY = 3_600, 86_400


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (4, "1 menit"),
        (42 * 60, "42 menit"),
        (HOUR - 20, "1 jam"),
        (2 * HOUR + 600, "2 jam 10 menit"),
        (DAY - 10, "1 hari"),
        (3 * DAY + 4 * HOUR, "3 hari 4 jam"),
        (12 * DAY + 5 * HOUR, "12 hari"),
    ],
)
def test_two_units_at_most(app: Flask, seconds: float, words: str) -> None:
    with app.test_request_context():
        assert duration_words(seconds) == words
