"""The Flask extensions, made here and tied to the app in create_app."""

from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from htmx_flask import Htmx

from ptmb.columns import Base

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
if TYPE_CHECKING:
    Model = Base  # the extension makes its base at run time, where no type checker looks
else:
    Model = db.Model
login = LoginManager()
csrf = CSRFProtect()
babel = Babel()
htmx = Htmx()


class _LimitsAtViews(Limiter):
    """Every limit of ours stands at its view and is checked there, so nothing is to do before.

    Whether there are limits is the app's to say: the extension itself is one for all apps.
    """

    def _check_request_limit(
        self, callable_name: str | None = None, in_middleware: bool = True
    ) -> None:
        if not in_middleware and current_app.config["RATELIMIT_ENABLED"]:
            super()._check_request_limit(callable_name, in_middleware)


limiter = _LimitsAtViews(key_func=get_remote_address)
