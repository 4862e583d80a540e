"""The language of a page: a cookie's choice, Indonesian unless the person said otherwise.

The words are Flask-Babel's. It looks through half a dozen proxies for each of them, and a page has
fifty; here the catalogue of a language is asked for once and then kept.
"""

from urllib.parse import urlencode

from babel.support import NullTranslations
from flask import Flask, request
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

LANGUAGES = ("id", "en")
LANGUAGE_COOKIE = "bahasa"
STATUS, STATISTICS = "/status", "/statistik"
_ONES_OWN = "/ikuti"
_catalogues: dict[str, NullTranslations] = {}


def chosen_language() -> str:
    """The cookie's choice; Indonesian unless the person said otherwise.

    The status and the statistics speak the language of their address: one copy is right for all.
    """
    told = request.args if _says_it_itself(request.path) else request.cookies
    chosen = told.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else "id"


def _says_it_itself(path: str) -> bool:
    """Whether the page is one for all, unlike the form with which somebody follows an area."""
    return path.startswith((STATUS, STATISTICS)) and not path.endswith(_ONES_OWN)


def in_address() -> str | None:
    """What a link to a status page says of the language; nothing for Indonesian."""
    return None if language() == LANGUAGES[0] else language()


def address_in(code: str) -> str:
    """This page in a language: with the cookie alone, but for the pages that say it themselves."""
    if not _says_it_itself(request.path):
        return request.full_path
    said = {name: text for name, text in request.args.items() if name != LANGUAGE_COOKIE}
    said |= {} if code == LANGUAGES[0] else {LANGUAGE_COOKIE: code}
    return f"{request.path}?{urlencode(said)}" if said else request.path


def language() -> str:
    """The language being written now: the page's, or the one `force_locale` asks for."""
    locale = get_locale()
    return str(locale.language) if locale else LANGUAGES[0]


def gettext(text: str, **values: object) -> str:
    """Flask-Babel's `gettext`: the text in the present language, with the values put in."""
    found = str(_words().ugettext(text))
    return found % values if values else found


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Flask-Babel's `ngettext`; `num` is among the values."""
    return str(_words().ungettext(one, many, num)) % {"num": num, **values}


def speak_in_templates(app: Flask) -> None:
    """Give the templates these words, in the way of Jinja's own i18n extension."""
    app.jinja_env.globals.update(
        {"_": _in_template, "gettext": _in_template, "ngettext": _counted_in_template}
    )
    app.jinja_env.globals.update({"in_address": in_address, "address_in": address_in})


@pass_eval_context
def _in_template(context: EvalContext, text: str, /, **values: object) -> str:
    return _filled(_words().ugettext(text), values, safe=context.autoescape)


@pass_eval_context
def _counted_in_template(
    context: EvalContext, one: str, many: str, num: int, /, **values: object
) -> str:
    found = _words().ungettext(one, many, num)
    return _filled(found, {"num": num, **values}, safe=context.autoescape)


def _filled(text: str, values: dict[str, object], *, safe: bool) -> str:
    """In a template every text is a format, so a % in it is always written twice.

    Args:
        safe: the text is our own markup; the values are not, and are escaped.
    """
    if safe and values:
        return Markup(text) % values  # noqa: S704  texts are ours
    filled = text % values
    return Markup(filled) if safe else filled  # noqa: S704  as above


def _words() -> NullTranslations:
    locale = get_locale()
    if locale is None:  # outside of the application nothing is translated
        return get_translations()
    words = _catalogues.get(locale.language)
    if words is None:
        words = _catalogues[locale.language] = get_translations()
    return words
