"""The citizen's pages: no account, and no JavaScript where a form can do."""

from flask import Blueprint

public = Blueprint("public", __name__)

from ptmb.web.public import (  # noqa: E402, F401  the views attach themselves to the blueprint
    acting,
    closing,
    home,
    nearby,
    reading,
    report,
    retry,
    send,
    shell,
    staging,
    tracking,
)
