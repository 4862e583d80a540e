"""The language of a page: a cookie's choice, Indonesian unless the person said otherwise."""

from flask import request

LANGUAGES = ("id", "en")
LANGUAGE_COOKIE = "bahasa"


def chosen_language() -> str:
    """The cookie's choice; Indonesian unless the person said otherwise."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else "id"
