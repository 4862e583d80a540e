"""What a person is told who must wait before the next attempt."""

from datetime import timedelta

from flask import Response
from flask_babel import gettext

from ptmb.actions._throttle import TooManyAttempts
from ptmb.adapters.passwords import HashingBusy
from ptmb.web.filters import span_words

WAITS = (TooManyAttempts, HashingBusy)
_BUSY = timedelta(seconds=10)


def length(refusal: Exception) -> timedelta:
    """How long this refusal asks to wait."""
    return refusal.wait if isinstance(refusal, TooManyAttempts) else _BUSY


def sentence(pause: timedelta) -> str:
    minutes = max(1, -(-int(pause.total_seconds()) // 60))
    return gettext("Terlalu banyak percobaan. Coba lagi %(span)s lagi.", span=span_words(minutes))


def told(response: Response, pause: timedelta) -> Response:
    """The answer with the time to wait in its head, for programs."""
    response.headers["Retry-After"] = str(max(1, int(pause.total_seconds())))
    return response
