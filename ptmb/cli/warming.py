"""What every worker needs, loaded and worked out once, before they are made of this process.

They share its memory for as long as none of them writes to it, and each first request is quick.
"""

import importlib

from flask import Flask

from ptmb.adapters import phone
from ptmb.extensions import db
from ptmb.web.languages import LANGUAGE_COOKIE, LANGUAGES

_NEEDED_SOON = ("ptmb.geometry.plane",)
"""Large, and else loaded on first use."""
_SOME_NUMBER = "+6281234567890"


def warm_up(app: Flask) -> None:
    """Draw the first page in each language; at the end no connection to the database is open.

    A page that cannot be drawn now (the database may be locked) is no reason not to serve.
    """
    for name in _NEEDED_SOON:
        importlib.import_module(name)
    phone.spoken(_SOME_NUMBER)
    somebody = app.test_client(use_cookies=False)
    for language in LANGUAGES:
        somebody.get("/", headers={"Cookie": f"{LANGUAGE_COOKIE}={language}"})
    with app.app_context():
        db.engine.dispose()
