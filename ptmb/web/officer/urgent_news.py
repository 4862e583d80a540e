"""Kabar tugas mendesak: which of the officer's telephones are told, even at night."""

from flask import Response as FlaskResponse
from werkzeug.wrappers import Response

from ptmb.domain.roles import Role
from ptmb.web import push_devices
from ptmb.web.access import only
from ptmb.web.officer import officer
from ptmb.web.pages import go, page
from ptmb.web.push_devices import DEVICE_ID, SubscribeForm


@officer.get("/saya/kabar")
@only(Role.OFFICER)
def urgent_news() -> FlaskResponse:
    return _shown(SubscribeForm(formdata=None))


@officer.post("/saya/kabar/perangkat")
@only(Role.OFFICER)
def add_device() -> Response:
    form = SubscribeForm()
    return go("officer.urgent_news") if push_devices.subscribed(form) else _shown(form, 422)


@officer.post(f"/saya/kabar/perangkat/{DEVICE_ID}/pilihan")
@only(Role.OFFICER)
def choose_topics(device_id: int) -> Response:
    push_devices.choose_topics(device_id)
    return go("officer.urgent_news")


@officer.post(f"/saya/kabar/perangkat/{DEVICE_ID}/hapus")
@only(Role.OFFICER)
def remove_device(device_id: int) -> Response:
    push_devices.remove(device_id)
    return go("officer.urgent_news")


def _shown(form: SubscribeForm, status: int = 200) -> FlaskResponse:
    shown = push_devices.what_it_shows()
    return page("officer/urgent_news.html", form=form, status=status, **shown)
