"""A photo over a bad line: in parts that carry their digests, resumed where the last one ended."""

import base64
import hashlib
import secrets
from typing import Any

import pytest

from ptmb.domain.roles import Role
from ptmb.models import Staff
from tests.adapters.photo_files import saved, street
from tests.browsing import Browser
from tests.people import Given
from tests.web.officer.conftest import Browse

NAME = ["0f" * 16]
PICTURE = saved(street(), "JPEG")
HALF = len(PICTURE) // 2


@pytest.fixture(autouse=True)
def new_name() -> None:
    """The photo store outlives a test, so each test uploads under a name of its own."""
    NAME[0] = secrets.token_hex(16)


def path() -> str:
    return f"/tugas/foto/{NAME[0]}"


def digest(content: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def put(browser: Browser, start: int, end: int, **other: str) -> tuple[int, Any]:
    part = PICTURE[start:end]
    headers = {
        "Content-Range": f"bytes {start}-{end - 1}/{len(PICTURE)}",
        "Content-Digest": digest(part),
        "Repr-Digest": digest(PICTURE),
        "X-CSRFToken": browser.token(),
        "Accept": "application/json",
        **{name.replace("_", "-"): value for name, value in other.items()},
    }
    answer = browser._ask("PUT", path(), data=part, headers=headers)
    return answer.status_code, answer.get_json()


def progress(browser: Browser, status: int = 200) -> Any:
    return browser.get(path(), status=status).response.get_json()


def test_an_upload_that_was_cut_goes_on_and_its_token_comes_again(
    browse: Browse, officer: Staff
) -> None:
    browser = browse(officer)
    assert progress(browser, 404) == {"offset": 0}

    assert put(browser, 0, HALF) == (200, {"offset": HALF, "size": len(PICTURE), "token": None})
    assert progress(browse(officer))["offset"] == HALF

    status, said = put(browser, HALF, len(PICTURE))
    assert status == 200
    assert len(said["token"]) == 32
    assert put(browser, HALF, len(PICTURE))[1]["token"] == said["token"]
    assert progress(browser)["token"] == said["token"]


def test_a_part_whose_digest_is_wrong_is_not_taken(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)

    assert put(browser, 0, HALF, Content_Digest=digest(b"else")) == (400, {"offset": 0})
    assert put(browser, 0, HALF)[0] == 200


def test_a_part_that_lost_its_end_is_not_taken(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    whole_range = f"bytes 0-{HALF - 1}/{len(PICTURE)}"

    assert put(browser, 0, HALF - 9, Content_Range=whole_range) == (400, {"offset": 0})
    assert progress(browser, 404) == {"offset": 0}


def test_a_part_that_begins_elsewhere_hears_where_to_go_on(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    put(browser, 0, HALF)

    assert put(browser, 0, HALF) == (409, {"offset": HALF})
    assert put(browser, HALF + 5, len(PICTURE)) == (409, {"offset": HALF})


@pytest.mark.parametrize("name", ["Content_Range", "Content_Digest", "Repr_Digest"])
@pytest.mark.parametrize("value", ["", "bytes */5", "sha-256=:AAAA:", "md5=:x:"])
def test_headers_that_say_nothing_are_refused(
    browse: Browse, officer: Staff, name: str, value: str
) -> None:
    assert put(browse(officer), 0, HALF, **{name: value})[0] == 400


def test_a_photo_above_the_limit_is_refused_in_words_at_its_first_part(
    browse: Browse, officer: Staff
) -> None:
    status, said = put(browse(officer), 0, HALF, Content_Range=f"bytes 0-{HALF - 1}/15728641")

    assert status == 422
    assert said["words"] == "Foto lebih dari 15 MB. Pilih foto lain."


def test_the_upload_of_a_colleague_does_not_exist(
    given: Given, browse: Browse, officer: Staff
) -> None:
    put(browse(officer), 0, HALF)
    colleague = browse(given.staff(Role.OFFICER))

    assert progress(colleague, 404) == {"offset": 0}
    assert put(colleague, HALF, len(PICTURE))[0] == 404


def test_half_an_upload_is_shown_to_nobody(browse: Browse, officer: Staff) -> None:
    browser = browse(officer)
    put(browser, 0, HALF)

    for address in (f"/foto/{NAME[0]}", f"/foto/{NAME[0]}/kecil"):
        browser.get(address, status=404)


def test_who_is_logged_out_sends_nothing(browse: Browse) -> None:
    assert put(browse(), 0, HALF) == (401, {"result": "login"})
