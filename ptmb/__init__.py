"""PTMB: public complaints of a city's water utility, from a citizen's tap to the mayor's phone."""

from flask import Flask

from ptmb.config import Settings, load_settings


def create_app(settings: Settings | None = None) -> Flask:
    """The web application; reads PTMB_* variables unless settings are given.

    Raises:
        ptmb.config.ConfigurationError: a setting makes no sense.
    """
    from ptmb.adapters import clock  # noqa: PLC0415  as above
    from ptmb.database import engine_options, open_database  # noqa: PLC0415  as above
    from ptmb.extensions import db  # noqa: PLC0415  as above
    from ptmb.web import building  # noqa: PLC0415  the pages need the models, the models this package

    settings = settings or load_settings()
    app = Flask(__name__, instance_path=str(settings.instance), static_folder=None)
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_NAME="__Host-ptmb" if settings.https else "ptmb",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        BABEL_DEFAULT_LOCALE="id",
        BABEL_DEFAULT_TIMEZONE="Asia/Makassar",
        PTMB=settings,
    )
    clock.pin(settings.now)
    db.init_app(app)
    open_database(app)
    building.build(app, settings)
    return app
