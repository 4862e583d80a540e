"""A letter reaches the mail server once, says why it did not, and brings no password in clear."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from ptmb.adapters import mail
from ptmb.adapters.mail import Letter, MaybeSent, mail_server, mailer
from ptmb.adapters.message_gateway import NotSent
from tests.mail_server import Mailbox, running_mail_server

LETTER = Letter(
    id="report-1-2",
    to="wali@contoh.id",
    subject="Laporan harian, 9 Februari 2024 – Balikpapan",
    text="Kemarin: 31 masuk.\n.titik di awal baris\n",
    html="<p>Kemarin: 31 masuk.</p>",
    at=datetime(2024, 2, 10, 7, tzinfo=UTC),
    pdf=b"%PDF-1.7 \x00\xff",
    pdf_name="ptmb-day-2024-02-09.pdf",
)
SENDER = "Air Balikpapan <laporan@contoh.id>"


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with running_mail_server() as found:
        yield found


def send(box: Mailbox, letter: Letter = LETTER, url: str = "") -> None:
    way = mailer(url or box.url, SENDER)
    assert way
    way(letter)


def test_a_letter_arrives_as_text_as_html_and_with_its_pdf(box: Mailbox) -> None:
    send(box)
    ((to, got),) = box.letters
    assert (to, got["To"], got["From"]) == ("wali@contoh.id", "wali@contoh.id", SENDER)
    assert got["Subject"] == LETTER.subject
    plain, html = got.get_body(("plain",)), got.get_body(("html",))
    assert plain
    assert html
    assert plain.get_content().splitlines() == LETTER.text.splitlines()
    assert "31 masuk" in html.get_content()
    (pdf,) = got.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == (LETTER.pdf_name, LETTER.pdf)


def test_the_same_letter_has_the_same_name_whenever_it_is_sent(box: Mailbox) -> None:
    send(box)
    send(box)
    assert {got["Message-ID"] for _, got in box.letters} == {"<report-1-2@contoh.id>"}


def test_without_an_address_of_a_server_there_is_no_way_out() -> None:
    assert mailer("", SENDER) is None


@pytest.mark.parametrize(
    ("command", "answer", "hopeless"),
    [
        ("RCPT", "550 nobody of this name", True),
        ("RCPT", "451 later", False),
        ("MAIL", "", False),
        ("EHLO", "", False),
        ("BODY", "554 no", True),
        ("BODY", "452 full", False),
    ],
)
def test_what_was_certainly_refused_says_whether_it_is_for_ever(
    box: Mailbox, command: str, answer: str, hopeless: bool
) -> None:
    box.refuse[command] = answer
    with pytest.raises(NotSent) as refused:
        send(box)
    assert refused.value.hopeless is hopeless


def test_a_server_that_is_not_there_is_tried_again(box: Mailbox) -> None:
    with pytest.raises(NotSent) as refused:
        send(box, url="smtp://127.0.0.1:1")
    assert not refused.value.hopeless


def test_a_server_lost_while_it_held_the_letter_may_have_taken_it(box: Mailbox) -> None:
    box.refuse["BODY"] = ""
    with pytest.raises(MaybeSent):
        send(box)


def test_a_rude_goodbye_makes_no_second_letter(box: Mailbox) -> None:
    box.refuse["QUIT"] = "500 what"
    send(box)
    assert len(box.letters) == 1


def test_a_password_never_leaves_this_machine_in_clear(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.offers = ("AUTH PLAIN",)
    box.refuse["AUTH"] = "235 welcome"
    url = box.url.replace("smtp://", "smtp://ptmb:rahasia%40kota@")
    send(box, url=url)
    assert [line for line in box.said if line.startswith("AUTH")]
    box.said.clear()
    monkeypatch.setattr(mail, "_HOME", frozenset())
    with pytest.raises(NotSent):
        send(box, url=url)
    assert [line for line in box.said if line.startswith("AUTH")] == []
    assert len(box.letters) == 1


def test_an_address_of_a_server_is_read_in_all_its_parts() -> None:
    found = mail_server("smtps://ptmb%40kota:a%2Fb@surat.contoh.id")
    assert (found.host, found.port) == ("surat.contoh.id", 465)
    assert (found.user, found.password) == ("ptmb@kota", "a/b")
    assert mail_server("smtp://surat.contoh.id").port == 587


@pytest.mark.parametrize("url", ["http://x", "smtp://", "surat.contoh.id:25", "smtp://x/path"])
def test_what_is_no_mail_server_is_refused_without_telling_a_password(url: str) -> None:
    with pytest.raises(ValueError, match="user:password@host:port"):
        mail_server(url)
