"""The summary as it was rendered, the same for every reader until something happens."""

import threading
from collections.abc import Callable

from flask import render_template
from markupsafe import Markup
from sqlalchemy import Engine

from ptmb.extensions import db

_MOST = 200
"""So many periods, roles and languages of one moment; each is about 60 KB."""
_lock = threading.Lock()
_held: dict[Engine, tuple[str, dict[str, Markup]]] = {}


def kept_block(state: str, key: str, template: str, make: Callable[[], object]) -> Markup:
    """The template with `summary` set to what `make` gives, rendered once for a state and key.

    The template must hold nothing of the reader: no name, no token, no address of their own.
    One thread renders at a time, so a change does not make all of them count the same figures.

    Args:
        state: changes whenever the figures may; blocks of another state are dropped.
        key: what else the block depends on.
    """
    engine = db.engine
    with _lock:
        held = _held.get(engine)
        if held is None or held[0] != state or len(held[1]) >= _MOST:
            held = _held[engine] = state, {}
        if key not in held[1]:
            block = render_template(template, summary=make())
            held[1][key] = Markup(block)  # noqa: S704  Jinja has escaped the values already
        return held[1][key]


def forget() -> None:
    """Render anew at the next look."""
    with _lock:
        _held.clear()
