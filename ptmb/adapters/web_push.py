"""Hands one piece of news to a browser's push service, encrypted for that browser alone.

The service learns neither words nor topic (RFC 8291); it sees who we are (RFC 8292), how urgent
it is and how long it is worth keeping (RFC 8030). What encrypts and signs is pywebpush; it is
loaded with the first news, so that only a worker that has some carries it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ptmb.adapters.message_gateway import NotSent
from ptmb.adapters.push_keys import push_keys
from ptmb.domain.push_services import known_service

_TIMEOUT_SECONDS = 5.0
_GONE = {404, 410}
_HOPELESS = {400, 401, 403, 413}
"""Answers after which the same news would only be refused again."""


@dataclass(frozen=True)
class Parcel:
    """`public_key` and `auth_secret` are the browser's, as base64url.

    `topic`: of two with the same one (32 signs at most), a sleeping device gets only the newer.
    """

    endpoint: str
    public_key: str
    auth_secret: str
    payload: str
    urgency: str
    ttl_seconds: int
    topic: str


class SubscriptionGone(NotSent):
    """The browser does not want anything any more: the subscription is to be forgotten."""

    def __init__(self, why: str) -> None:
        super().__init__(why, hopeless=True)


SendPush = Callable[[Parcel], None]
"""Returns when the service has taken it, raises NotSent or SubscriptionGone when it has not."""


def push_sender(
    instance: Path, public_url: str, allowed: Callable[[str], bool] = known_service
) -> SendPush:
    """The way out, with the keys as they are when something is sent.

    Args:
        allowed: to which addresses at all; a test has a push service of its own.
    """

    def send(parcel: Parcel) -> None:
        if not allowed(parcel.endpoint):
            raise SubscriptionGone("not the address of a push service")
        keys = push_keys(instance)
        if keys is None:
            raise NotSent("no key to sign with; run: ptmb doctor --fix")
        _post(parcel, keys.private, _contact(public_url))

    return send


def _contact(public_url: str) -> str:
    """Whom the push service may tell of trouble; it takes https or mailto and no port."""
    parts = urlsplit(public_url)
    if parts.scheme == "https":
        return f"https://{parts.hostname}"
    return "mailto:postmaster@localhost"


def _post(parcel: Parcel, private_key: str, contact: str) -> None:
    from py_vapid import Vapid02  # noqa: PLC0415  see above
    from pywebpush import WebPushException, webpush  # noqa: PLC0415  as above
    from requests import RequestException, Session  # noqa: PLC0415  as above

    class Straight(Session):
        """Follows no redirect: it could lead to any address inside the house."""

        def request(self, *args: Any, **kwargs: Any) -> Any:
            return super().request(*args, **{**kwargs, "allow_redirects": False})

    try:
        signing = Vapid02.from_string(private_key)
    except ValueError as error:  # our own fault: no device is forgotten for it
        raise NotSent(f"unusable key to sign with: {error}") from error
    try:
        with Straight() as session:
            session.trust_env = False  # no proxy and no password of the environment
            webpush(
                {
                    "endpoint": parcel.endpoint,
                    "keys": {"p256dh": parcel.public_key, "auth": parcel.auth_secret},
                },
                parcel.payload,
                vapid_private_key=signing,
                vapid_claims={"sub": contact},
                ttl=parcel.ttl_seconds,
                headers={"Urgency": parcel.urgency, "Topic": parcel.topic},
                timeout=_TIMEOUT_SECONDS,
                requests_session=session,
            )
    except WebPushException as error:
        raise _refused(error) from error
    except RequestException as error:
        raise NotSent(f"{type(error).__name__}: {error}") from error
    except ValueError as error:  # keys that no browser made
        raise SubscriptionGone(f"unusable keys: {error}") from error


def _refused(error: Any) -> NotSent:
    status = error.status_code
    if status is None:
        return SubscriptionGone(error.message)
    if status in _GONE:
        return SubscriptionGone(f"HTTP {status}")
    asked = error.retry_after or ""
    wait = float(asked) if asked.isascii() and asked.isdigit() else 0.0
    if 300 <= status < 400:
        return NotSent(f"HTTP {status}: a push service never redirects", hopeless=True)
    return NotSent(f"HTTP {status}", hopeless=status in _HOPELESS, wait_seconds=wait)
