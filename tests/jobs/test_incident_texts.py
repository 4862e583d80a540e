"""What those who wait for an incident read on the telephone."""

import pytest

from ptmb.domain.incidents import IncidentMessage
from ptmb.jobs.texts import message_text
from ptmb.models import Message
from tests.people import Given

FACTS = {"incident": 14, "code": "G-014", "title": "Pipa induk pecah", "text": "Sedang digali."}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", IncidentMessage)
def test_a_reporter_reads_what_is_new_and_where_their_own_complaint_is(
    given: Given, kind: IncidentMessage, language: str
) -> None:
    complaint = given.complaint()
    message = Message(template=kind.value, language=language, facts=FACTS)
    text = message_text(message, complaint)
    assert "G-014" in text
    assert "Pipa induk pecah" in text
    assert '"Sedang digali."' in text
    assert f"http://localhost/t/{complaint.reference}" in text


def test_the_end_asks_the_reporter_whether_it_is_well(given: Given) -> None:
    message = Message(template=IncidentMessage.NORMAL.value, language="id", facts=FACTS)
    assert "Air Anda sudah lancar?" in message_text(message, given.complaint())


def test_an_unknown_template_is_refused(given: Given) -> None:
    with pytest.raises(ValueError, match="no_such_text"):
        message_text(Message(template="no_such_text", language="id", facts={}), given.complaint())
