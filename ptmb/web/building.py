"""Puts the pages together: extensions, identity, headers, errors, blueprints."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from ptmb.config import Settings
from ptmb.extensions import babel, csrf, htmx, limiter
from ptmb.web.access import refuse_unmarked
from ptmb.web.assets import serve_assets
from ptmb.web.context import add_context
from ptmb.web.errors import explain_errors
from ptmb.web.filters import add_filters
from ptmb.web.headers import add_headers
from ptmb.web.identity import know_people
from ptmb.web.languages import chosen_language, speak_in_templates
from ptmb.web.limit_counters import ProcessCounters
from ptmb.web.plain_text import take_plain_text
from ptmb.web.quiet_polls import answer_quiet_polls
from ptmb.web.status_copies import keep_status_copies
from ptmb.web.templating import PlainGlobals


def build(app: Flask, settings: Settings) -> None:
    """Put the pages into the application."""
    app.jinja_environment = PlainGlobals
    htmx.init_app(app)
    take_plain_text(app)
    csrf.init_app(app)
    babel.init_app(app, locale_selector=chosen_language)
    speak_in_templates(app)
    _limit(app, settings)
    know_people(app)
    add_filters(app)
    add_context(app)
    explain_errors(app)
    add_headers(app, settings)
    refuse_unmarked(app)
    _register(app)
    answer_quiet_polls(app)
    serve_assets(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's documented way
    keep_status_copies(app, settings)


def _limit(app: Flask, settings: Settings) -> None:
    app.config["RATELIMIT_ENABLED"] = settings.rate_limits
    of_this_process = f"{ProcessCounters.STORAGE_SCHEME[0]}://"
    app.config["RATELIMIT_STORAGE_URI"] = settings.redis_url or of_this_process
    limiter.init_app(app)


def _register(app: Flask) -> None:
    from ptmb.web.admin import admin  # noqa: PLC0415  views import this package's siblings
    from ptmb.web.desk import desk  # noqa: PLC0415  as above
    from ptmb.web.mayor import mayor  # noqa: PLC0415  as above
    from ptmb.web.officer import officer  # noqa: PLC0415  as above
    from ptmb.web.photo_pages import photos  # noqa: PLC0415  as above
    from ptmb.web.public import public  # noqa: PLC0415  as above
    from ptmb.web.reservoir_api import api  # noqa: PLC0415  as above
    from ptmb.web.session import session_pages  # noqa: PLC0415  as above

    for blueprint in (public, session_pages, desk, officer, mayor, admin, photos, api):
        app.register_blueprint(blueprint)
