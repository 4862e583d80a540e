import itertools
from collections.abc import Callable
from typing import Any

import pytest

from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.extensions import db
from ptmb.models import Complaint
from tests.browsing import Browser
from tests.people import Given

Browse = Callable[..., Browser]
_keys = itertools.count(1)


@pytest.fixture
def operator(given: Given, browse: Browse) -> Browser:
    return browse(given.staff(Role.OPERATOR))


def _sent(one: Complaint, **fields: Any) -> dict[str, Any]:
    return {"key": f"{next(_keys):032d}", "seen": str(one.version), **fields}


def _ticket(one: Complaint) -> str:
    return f"{one.reference}~{one.version}"


def _now(one: Complaint) -> Complaint:
    db.session.remove()
    return db.session.get_one(Complaint, one.id)


def test_similar_complaints_follow_this_one_in_one_go(given: Given, operator: Browser) -> None:
    one, twin, third = given.complaint(), given.complaint(), given.complaint()
    path = f"/meja/{one.reference}/gabung"
    page = operator.get(path)
    offered = [str(box["value"]) for box in page.all("input[name=others]")]

    operator.post(path, _sent(one, others=offered))

    assert sorted(offered) == sorted([_ticket(twin), _ticket(third)])
    assert {_now(twin).merged_into_id, _now(third).merged_into_id} == {one.id}
    after = operator.get(f"/meja/{one.reference}")
    assert "2 aduan digabung ke laporan ini." in after.text
    assert "2 laporan mengikuti ini" in after.text


def test_what_changed_meanwhile_is_left_alone_and_said(given: Given, operator: Browser) -> None:
    one, twin, moved = given.complaint(), given.complaint(), given.complaint()
    old = _ticket(moved)
    operator.post(f"/meja/{moved.reference}/periksa", _sent(moved, cause="technical"))

    operator.post(f"/meja/{one.reference}/gabung", _sent(one, others=[_ticket(twin), old]))

    assert _now(moved).status is Status.RECEIVED
    assert "1 dilewati karena sudah berubah." in operator.get(f"/meja/{one.reference}").text


def test_this_one_may_follow_another_by_its_code(given: Given, operator: Browser) -> None:
    one, target = given.complaint(), given.complaint(area="Damai")

    operator.post(f"/meja/{one.reference}/gabung", _sent(one, target=target.reference.lower()))

    assert _now(one).status is Status.MERGED
    assert target.reference in operator.get(f"/meja/{one.reference}").text


def test_a_follower_goes_its_own_way_again(given: Given, operator: Browser) -> None:
    one, twin = given.complaint(), given.complaint()
    operator.post(f"/meja/{one.reference}/gabung", _sent(one, others=[_ticket(twin)]))
    form = operator.get(f"/meja/{one.reference}").form(f"/meja/{twin.reference}/pisah")

    operator.post(f"/meja/{twin.reference}/pisah", form)

    assert (_now(twin).status, _now(twin).merged_into_id) == (Status.RECEIVED, None)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Pilih aduan yang digabung, atau tulis kodenya."),
        ({"target": "PTM-22222-22222"}, "Kode tidak ditemukan. Periksa lagi."),
        ({"target": "apa saja"}, "Kode tidak ditemukan. Periksa lagi."),
    ],
)
def test_merging_with_nothing_is_refused_in_words(
    given: Given, operator: Browser, fields: dict[str, str], sentence: str
) -> None:
    one = given.complaint()

    page = operator.post(f"/meja/{one.reference}/gabung", _sent(one, **fields), status=422)

    assert sentence in page.text


def test_a_complaint_never_follows_itself(given: Given, operator: Browser) -> None:
    one = given.complaint()

    page = operator.post(
        f"/meja/{one.reference}/gabung", _sent(one, target=one.reference), status=422
    )

    assert "Pilih laporan lain sebagai tujuan." in page.text


def test_another_citizen_joins_without_a_new_complaint(given: Given, operator: Browser) -> None:
    one = given.complaint()
    sent = _sent(one, phone="0812 9999 8888")

    operator.post(f"/meja/{one.reference}/ikut", sent)
    operator.post(f"/meja/{one.reference}/ikut", sent)

    assert _now(one).supporters == 1


def test_several_complaints_are_assigned_together(given: Given, operator: Browser) -> None:
    officer = given.staff(Role.OFFICER, areas=("Gunung Sari Ilir",))
    one, two = given.complaint(), given.complaint()
    chosen = [_ticket(one), _ticket(two)]
    asked = operator.post(
        "/meja/bersama?saluran=web",
        {"key": "a" * 32, "deed": "tunjuk", "chosen": chosen},
        status=200,
    )
    first = str(asked.all("#assignee option")[0]["value"])

    page = operator.post(
        "/meja/bersama?saluran=web",
        {"key": "b" * 32, "deed": "tunjuk", "chosen": chosen, "assignee": first},
    )

    assert page.location.startswith("/meja?saluran=web")
    assert {_now(one).officer_id, _now(two).officer_id} == {officer.id}
    assert "2 aduan ditunjuk." in operator.get(page.location).text


def test_several_complaints_are_merged_into_the_first(given: Given, operator: Browser) -> None:
    one, two = given.complaint(), given.complaint()

    operator.post(
        "/meja/bersama",
        {"key": "c" * 32, "deed": "gabung", "chosen": [_ticket(one), _ticket(two)]},
    )

    assert _now(two).merged_into_id == one.id


def test_nothing_chosen_is_said(operator: Browser) -> None:
    page = operator.post("/meja/bersama", {"key": "d" * 32, "deed": "tunjuk"})

    assert "Pilih aduan dulu." in operator.get(page.location).text
