"""Kabar di ponsel: which telephones are told of what, and the worker that shows it on them."""

from pathlib import Path

from flask import Response as FlaskResponse
from flask import current_app, send_from_directory
from werkzeug.wrappers import Response

from ptmb.domain.roles import Role
from ptmb.web import push_devices
from ptmb.web.access import only, open_to_everyone
from ptmb.web.mayor import mayor
from ptmb.web.pages import go, page
from ptmb.web.push_devices import DEVICE_ID, SubscribeForm

READERS = (Role.MAYOR, Role.MANAGER, Role.ADMIN)


@mayor.get("/sw.js")
@open_to_everyone
def worker() -> FlaskResponse:
    """The service worker as it stands in static/js; it holds no secret.

    Its address lies below the page it keeps, so the header widens what it may serve.
    """
    folder = Path(current_app.root_path) / "static" / "js"
    response = send_from_directory(folder, "mayor-sw.js", mimetype="text/javascript")
    response.headers["Service-Worker-Allowed"] = "/walikota"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@mayor.get("/kabar")
@only(*READERS)
def news() -> FlaskResponse:
    return _shown(SubscribeForm(formdata=None))


@mayor.post("/kabar/perangkat")
@only(*READERS)
def add_device() -> Response:
    form = SubscribeForm()
    return go("mayor.news") if push_devices.subscribed(form) else _shown(form, 422)


@mayor.post(f"/kabar/perangkat/{DEVICE_ID}/pilihan")
@only(*READERS)
def choose_topics(device_id: int) -> Response:
    push_devices.choose_topics(device_id)
    return go("mayor.news")


@mayor.post(f"/kabar/perangkat/{DEVICE_ID}/hapus")
@only(*READERS)
def remove_device(device_id: int) -> Response:
    push_devices.remove(device_id)
    return go("mayor.news")


def _shown(form: SubscribeForm, status: int = 200) -> FlaskResponse:
    return page("mayor/news.html", form=form, status=status, **push_devices.what_it_shows())
