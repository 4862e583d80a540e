"""Who may open a page: said beside each view, and refused when nothing is said."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.domain.roles import Role

View = TypeVar("View", bound=Callable[..., Any])


def open_to_everyone(view: View) -> View:
    """Anybody may open this page."""
    view.access = None  # type: ignore[attr-defined]  # read by the guard and by the access test
    return view


def only(*roles: Role) -> Callable[[View], View]:
    """Only staff with one of these roles; others learn nothing of what lies behind."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            refusal = _refusal(roles)
            return refusal if refusal is not None else view(*args, **kwargs)

        guarded.access = frozenset(roles)  # type: ignore[attr-defined]  # see open_to_everyone
        return guarded  # type: ignore[return-value]  # wraps keeps the signature

    return mark


def _refusal(roles: tuple[Role, ...]) -> Response | None:
    if not current_user.is_authenticated:
        answer = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]  # set by Flask-Login
        return current_app.make_response(answer)
    if current_user.role not in roles:
        abort(403)
    return None


def refuse_unmarked(app: Flask) -> None:
    """A view that says nothing about access answers 403 to everybody."""

    @app.before_request
    def check() -> None:
        view = app.view_functions.get(request.endpoint or "")
        if view is not None and request.endpoint != "static" and not hasattr(view, "access"):
            abort(403)
