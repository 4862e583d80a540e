"""The history says the same to everybody, in words meant for who reads it."""

from collections.abc import Callable

from ptmb.actions import reporting
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import REPORTER, Role
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]


def _confirmed(given: Given) -> str:
    complaint = given.complaint(Status.RESOLVED)
    deed = Deed(REPORTER, clock.now(), "the-reporter-says-yes")
    reporting.confirm(complaint.id, deed, 4, "Cepat sekali.")
    return complaint.reference


def test_those_who_work_here_read_the_reporters_praise_and_are_not_called_anda(
    given: Given, browse: Browse
) -> None:
    reference = _confirmed(given)
    for role, page in ((Role.OPERATOR, "/meja/"), (Role.MAYOR, "/walikota/aduan/")):
        text = browse(given.staff(role)).get(page + reference).text
        assert "Pelapor mengonfirmasi sudah selesai" in text
        assert "Anda mengonfirmasi" not in text
        assert "Cepat sekali." in text


def test_a_passer_by_with_the_code_does_not_read_what_the_reporter_wrote(
    given: Given, browse: Browse
) -> None:
    text = browse().get(f"/t/{_confirmed(given)}").text
    assert "Pelapor mengonfirmasi sudah selesai" in text
    assert "Cepat sekali." not in text
