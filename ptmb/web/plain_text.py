"""No NUL reaches a page: nobody types it, and PostgreSQL refuses every text that holds one."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, abort, request
from werkzeug.datastructures import ImmutableMultiDict


class PlainParameters(ImmutableMultiDict[str, str]):
    """The fields of an address or a form, without NULs."""

    def __init__(self, pairs: Any = None) -> None:
        super().__init__(_plain(pairs) if isinstance(pairs, list | tuple) else pairs)


def _plain(pairs: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """The same class also holds a form's files: those pass as they are."""
    return [
        (name.replace("\0", ""), text.replace("\0", "") if isinstance(text, str) else text)
        for name, text in pairs
    ]


def take_plain_text(app: Flask) -> None:
    """From now on every request of this app is read that way."""

    class PlainRequest(app.request_class):  # type: ignore[name-defined,misc]  # the app's own class
        parameter_storage_class = PlainParameters

    app.request_class = PlainRequest

    @app.before_request
    def refuse_an_address_with_nul() -> None:
        if "\0" in request.path:
            abort(404)
