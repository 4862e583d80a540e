"""Hands one message to whoever sends it to a telephone: nobody, the log, or a webhook.

The webhook is the utility's own WhatsApp or SMS gateway. It gets JSON {id, to, text} with the
same id again at every retry (also as Idempotency-Key), so that it can send once.
"""

import json
import logging
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_log = logging.getLogger(__name__)
_TIMEOUT_SECONDS = 3.0
_HOPELESS = {400, 404, 410, 413, 422}
"""Answers after which the same message would only be refused again."""


@dataclass(frozen=True)
class Outgoing:
    """`id` never changes for one message; `to` is E.164."""

    id: str
    to: str
    text: str


class NotSent(Exception):
    """The gateway did not take it.

    Args:
        hopeless: it never will. wait_seconds: it asked to be left alone that long.
    """

    def __init__(self, why: str, *, hopeless: bool = False, wait_seconds: float = 0.0) -> None:
        super().__init__(why)
        self.hopeless, self.wait_seconds = hopeless, wait_seconds


Send = Callable[[Outgoing], None]
"""Returns when the gateway has taken the message, raises NotSent when it has not."""


def gateway(kind: str, url: str, token: str) -> Send | None:
    """The configured way out; None when messages are switched off."""
    if kind == "webhook":
        return lambda message: _post(url, token, message)
    return _write_down if kind == "log" else None


def masked(number: str) -> str:
    """A telephone number as logs may show it: +6281******89."""
    return f"{number[:5]}{'*' * max(0, len(number) - 7)}{number[-2:]}"


def _write_down(message: Outgoing) -> None:
    _log.warning("message %s to %s: %s", message.id, masked(message.to), message.text)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could lead our token, or ourselves, to any address inside the house."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))


def _post(url: str, token: str, message: Outgoing) -> None:
    body = json.dumps({"id": message.id, "to": message.to, "text": message.text})
    request = urllib.request.Request(url, body.encode(), method="POST")  # noqa: S310  see below
    if request.type not in ("http", "https"):
        raise NotSent(f"PTMB_MESSAGE_URL: {request.type} is no way to send")
    request.add_header("Content-Type", "application/json")
    request.add_header("Idempotency-Key", message.id)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with _opener.open(request, timeout=_TIMEOUT_SECONDS):
            return
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(error) from error
    except OSError as error:
        raise NotSent(f"{type(error).__name__}: {error}") from error


def _refused(error: urllib.error.HTTPError) -> NotSent:
    asked = error.headers.get("Retry-After", "")
    wait = float(asked) if asked.isascii() and asked.isdigit() else 0.0
    if 300 <= error.code < 400:
        return NotSent(f"HTTP {error.code}: the gateway redirects; configure its final address")
    return NotSent(f"HTTP {error.code}", hopeless=error.code in _HOPELESS, wait_seconds=wait)
