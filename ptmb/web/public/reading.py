"""Pages that are only read: help and the privacy notice."""

from werkzeug.wrappers import Response

from ptmb.web.access import open_to_everyone
from ptmb.web.pages import page
from ptmb.web.public import public


@public.get("/bantuan")
@open_to_everyone
def help() -> Response:  # noqa: A001  the endpoint is public.help; nothing here asks the interpreter
    return page("public/help.html")


@public.get("/privasi")
@open_to_everyone
def privacy() -> Response:
    return page("public/privacy.html")
