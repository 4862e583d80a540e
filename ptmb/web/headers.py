"""Headers of every answer: nothing inline, nothing framed, nothing kept where it is private."""

from urllib.parse import urlsplit

from flask import Flask, Response, request, session

from ptmb.config import Settings

_ANYWHERE = "frame-ancestors *"


def content_security_policy(tile_url: str) -> str:
    """No inline script or style, no eval; pictures also from the configured tile server."""
    tiles = urlsplit(tile_url.replace("{s}", "*")) if tile_url else None
    images = "'self' data: blob:" + (f" {tiles.scheme}://{tiles.netloc}" if tiles else "")
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; "
        f"img-src {images}; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def may_be_framed(response: Response) -> Response:
    """Let every site show this page inside of its own; for pages with nothing to press."""
    policy = content_security_policy("").replace("frame-ancestors 'none'", _ANYWHERE)
    response.headers["Content-Security-Policy"] = policy
    return may_be_used(response)


def may_be_used(response: Response) -> Response:
    """Let every site use this picture or these figures."""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def add_headers(app: Flask, settings: Settings) -> None:
    """Set the headers after every request."""
    fixed = {
        "Content-Security-Policy": content_security_policy(settings.tile_url),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(self), camera=(self), microphone=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if settings.https:
        fixed["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    @app.after_request
    def dress(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if _ANYWHERE in response.headers["Content-Security-Policy"]:
            del response.headers["X-Frame-Options"]  # it knows no way to say so
        _say_how_long(response, app.config["SESSION_COOKIE_NAME"])
        return response


def _say_how_long(response: Response, cookie: str) -> None:
    """What staff see is kept nowhere; what a citizen sees may be kept by their own browser.

    Told by the cookie alone: an error page must not ask the database who is logged in. A page may
    say more itself, but never "public" while it carries somebody's cookie.
    """
    known = cookie in request.cookies
    staff = known and "_user_id" in session
    said = response.headers.get("Cache-Control", "")
    if not said:
        unsafe = request.method not in ("GET", "HEAD")
        response.headers["Cache-Control"] = "no-store" if staff or unsafe else "private, no-cache"
    elif "public" in said and "immutable" not in said and (staff or session.modified):
        response.headers["Cache-Control"] = "private, no-cache"
