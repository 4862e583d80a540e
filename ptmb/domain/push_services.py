"""To which addresses a push may go: those of the browsers' own push services and no others.

The address of a subscription is named by a browser, and our worker then posts to it. Were any
address taken, whoever may log in could make the worker knock at doors inside the house. A list
of names leaves nothing to be resolved, rebound or redirected.
"""

from urllib.parse import urlsplit

_NAMES = frozenset({"fcm.googleapis.com", "web.push.apple.com"})
"""Chrome, Edge on Android, Samsung Internet and Opera; Safari."""
_FAMILIES = (".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com")
"""Firefox (updates, autopush), Edge on Windows, Safari."""
LONGEST_ENDPOINT = 1000


def known_service(endpoint: str) -> bool:
    """Whether this is the address of a known push service: https, its own port, no log-in in it."""
    if len(endpoint) > LONGEST_ENDPOINT or not endpoint.isascii() or not endpoint.isprintable():
        return False
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or port not in (None, 443) or "@" in parts.netloc:
        return False
    if "\\" in endpoint:  # some read it as a slash, others as a part of the name
        return False
    host = parts.hostname or ""
    return host in _NAMES or host.endswith(_FAMILIES)
