"""The citizen's pages: no account, and no JavaScript where a form can do."""

from flask import Blueprint

public = Blueprint("public", __name__)

from ptmb.web.public import (  # noqa: E402, F401  the views attach themselves to the blueprint
    acting,
    area_status,
    closing,
    following,
    heat,
    home,
    incident,
    nearby,
    reading,
    report,
    reservoirs,
    retry,
    schedule,
    schedule_feeds,
    send,
    shell,
    staging,
    statistics,
    status,
    status_json,
    status_pictures,
    tanker,
    tracking,
)
