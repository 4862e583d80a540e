"""What every template may use: the utility's settings, and the keys that forms carry."""

from datetime import timedelta

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from ptmb.domain.measures import DEFINITIONS, Definition, Measure
from ptmb.domain.periods import PERIOD_WORDS
from ptmb.domain.settings import defaults
from ptmb.queries.catalogue import catalogue
from ptmb.web.pages import is_for_keeping, new_key
from ptmb.web.periods import period_query, period_words


def setting(name: str) -> str:
    """A setting of the utility; its default while the database cannot be asked.

    The error pages use it too, and they are shown just when the database is away.
    """
    try:
        return catalogue().settings[name]
    except SQLAlchemyError:
        return defaults()[name]


def meaning(code: str) -> Definition:
    """What a figure means, by the code of its measure."""
    return DEFINITIONS[Measure(code)]


def add_context(app: Flask) -> None:
    """Make the names known to the templates."""
    app.jinja_env.globals["setting"] = setting
    app.jinja_env.globals["new_key"] = new_key
    app.jinja_env.globals["is_for_keeping"] = is_for_keeping
    app.jinja_env.globals["catalogue"] = catalogue
    app.jinja_env.globals["meaning"] = meaning
    app.jinja_env.globals["period_kinds"] = PERIOD_WORDS
    app.jinja_env.globals["period_query"] = period_query
    app.jinja_env.globals["period_words"] = period_words
    app.jinja_env.globals["one_day"] = timedelta(days=1)
