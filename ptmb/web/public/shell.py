"""What browsers, crawlers and monitors ask for."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Response, current_app, jsonify, request, send_from_directory
from sqlalchemy.exc import SQLAlchemyError

from ptmb.adapters.clock import now
from ptmb.adapters.photo_store import storage_ok
from ptmb.extensions import db, limiter
from ptmb.queries.catalogue import catalogue
from ptmb.queries.reachable import read_one_row
from ptmb.web.access import open_to_everyone
from ptmb.web.public import public

_log = logging.getLogger(__name__)
_DAY_SECONDS = 24 * 3600
_STARTS = {"walikota": "/walikota", "tugas": "/tugas", "meja": "/meja"}
_DESCRIPTIONS = {"/walikota": "Ringkasan pengaduan air Balikpapan, juga tanpa sinyal."}


@public.get("/healthz")
@open_to_everyone
@limiter.exempt
def health() -> tuple[Response, int]:
    """200 when complaints can be read and a photo can be kept, else 503; both are tried."""
    parts = {
        "database": _database_ok(),
        "storage": storage_ok(current_app.config["PTMB"].storage),
    }
    response = jsonify(ok=all(parts.values()), **parts)
    response.headers["Cache-Control"] = "no-store"
    return response, 200 if all(parts.values()) else 503


def _database_ok() -> bool:
    try:
        read_one_row()
    except SQLAlchemyError as error:
        _log.warning("The database cannot be asked: %s", error)
        db.session.rollback()
        return False
    return True


@public.get("/robots.txt")
@open_to_everyone
def robots() -> Response:
    closed = ("/t/", "/lapor/", "/masuk", "/meja", "/tugas", "/walikota", "/admin")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    return _kept(Response("\n".join(lines), mimetype="text/plain"))


@public.get("/.well-known/security.txt")
@open_to_everyone
def security() -> Response:
    """Where to tell of a hole (RFC 9116)."""
    settings = current_app.config["PTMB"]
    digits = "".join(sign for sign in catalogue().settings["call_centre"] if sign.isdigit())
    lines = [
        f"Contact: tel:+62{digits.removeprefix('0')}",
        f"Expires: {_in_a_year():%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: id, en",
        f"Canonical: {settings.public_url}/.well-known/security.txt",
        "",
    ]
    return _kept(Response("\n".join(lines), mimetype="text/plain"))


def _in_a_year() -> datetime:
    return (now() + timedelta(days=364)).astimezone(UTC)


@public.get("/favicon.ico")
@open_to_everyone
def favicon() -> Response:
    folder = Path(current_app.root_path) / "static" / "icons"
    return send_from_directory(folder, "favicon.ico", max_age=_DAY_SECONDS)


@public.get("/manifest.webmanifest")
@open_to_everyone
def manifest() -> Response:
    """The app on a home screen; `?untuk=walikota` is the mayor's, which starts with the summary."""
    asset = current_app.jinja_env.globals["asset"]
    start = _STARTS.get(request.args.get("untuk", ""), "/")
    response = jsonify(
        id=start,
        name=catalogue().settings["product_name"],
        short_name=catalogue().settings["product_name"],
        description=_DESCRIPTIONS.get(start, "Lapor dan pantau masalah air di Balikpapan."),
        lang="id",
        start_url=start,
        scope="/",  # logging in happens outside of /walikota and must not leave the app
        display="standalone",
        orientation="any",
        background_color="#F4F8FA",
        theme_color="#0B5D7D",
        icons=[_icon(asset, size, purpose) for size in (192, 512) for purpose in _PURPOSES],
    )
    response.mimetype = "application/manifest+json"
    return _kept(response)


_PURPOSES = ("any", "maskable")


def _icon(asset: Any, size: int, purpose: str) -> dict[str, str]:
    return {
        "src": asset(f"icons/icon-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": purpose,
    }


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={_DAY_SECONDS}"
    return response
