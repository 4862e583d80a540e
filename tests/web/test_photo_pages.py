"""Pictures of complaints: the desk sees all, an officer those of their jobs and areas."""

import pytest
from flask import Flask

from ptmb.actions import fieldwork
from ptmb.adapters import clock
from ptmb.domain.deed import Deed
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Actor, Role
from ptmb.models import Complaint, Staff
from ptmb.web.photos import TakenPhotos, photo_store
from tests.adapters.photo_files import saved, street
from tests.people import Given
from tests.web.officer.conftest import Browse


@pytest.fixture
def shown(app: Flask, given: Given) -> tuple[Complaint, Staff, str]:
    """A complaint in Sepinggan, its officer, and the token of its picture."""
    officer = given.staff(Role.OFFICER)
    complaint = given.complaint(Status.ASSIGNED, officer=officer, area="Sepinggan")
    staged = photo_store().stage(saved(street(), "JPEG"), at=clock.now())
    deed = Deed(Actor(Role.OFFICER, officer.id), clock.now(), "a-picture-for-the-file")
    fieldwork.note(complaint.id, "", TakenPhotos([staged]).for_complaint(), deed)
    return complaint, officer, staged.token


@pytest.mark.parametrize(
    "role", [Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN, Role.MAYOR, Role.MANAGER]
)
def test_desk_mayor_and_administrator_see_every_picture(
    given: Given, browse: Browse, shown: tuple[Complaint, Staff, str], role: Role
) -> None:
    browser = browse(given.staff(role))

    for path in (f"/foto/{shown[2]}", f"/foto/{shown[2]}/kecil"):
        headers = browser.get(path, buffered=True).response.headers
        assert headers["Content-Type"] == "image/jpeg"
        assert headers["Cache-Control"].startswith("private")
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_its_officer_and_those_of_the_area_see_it(
    given: Given, browse: Browse, shown: tuple[Complaint, Staff, str]
) -> None:
    browse(shown[1]).get(f"/foto/{shown[2]}", buffered=True)
    neighbour = browse(given.staff(Role.OFFICER, areas=("Sepinggan",)))
    neighbour.get(f"/foto/{shown[2]}/kecil", buffered=True)


def test_another_officer_does_not(
    given: Given, browse: Browse, shown: tuple[Complaint, Staff, str]
) -> None:
    stranger = browse(given.staff(Role.OFFICER, areas=("Damai Baru",)))

    stranger.get(f"/foto/{shown[2]}", status=404)
    stranger.get(f"/foto/{shown[2]}/kecil", status=404)


def test_a_citizen_does_not(browse: Browse, shown: tuple[Complaint, Staff, str]) -> None:
    browse().get(f"/foto/{shown[2]}", status=303)


@pytest.mark.parametrize("token", ["0" * 32, "..", "x", "a" * 31])
def test_what_is_no_picture_of_a_complaint_does_not_exist(
    given: Given, browse: Browse, token: str
) -> None:
    browse(given.staff(Role.ADMIN)).get(f"/foto/{token}", status=404)
