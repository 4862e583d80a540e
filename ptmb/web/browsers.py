"""What a browser calls itself, in the words people use for it."""

from flask_babel import gettext

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""The first that fits: most of them also call themselves Chrome and Safari."""
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def browser_words(text: str) -> str:
    """Chrome di Android; "Peramban lain" when it does not say."""
    browser, system = _first(_BROWSERS, text), _first(_SYSTEMS, text)
    if not browser:
        return gettext("Peramban lain")
    if not system:
        return browser
    return gettext("%(browser)s di %(system)s", browser=browser, system=system)


def _first(table: tuple[tuple[str, str], ...], text: str) -> str:
    return next((word for sign, word in table if sign in text), "")
