"""Kabar di ponsel: which telephones are told of what, and the worker that shows it on them."""

from pathlib import Path

from flask import Response as FlaskResponse
from flask import current_app, flash, request, send_from_directory
from flask_babel import gettext
from flask_login import current_user
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from wtforms import HiddenField

from ptmb.actions import push_subscriptions
from ptmb.actions._refusals import Incomplete
from ptmb.actions.push_subscriptions import Device
from ptmb.adapters.clock import now
from ptmb.adapters.push_keys import push_keys
from ptmb.domain.push import TOPIC_WORDS, PushTopic
from ptmb.domain.push_rules import TOPICS_OF
from ptmb.domain.roles import Role
from ptmb.queries.push_devices import devices_of
from ptmb.web.access import only, open_to_everyone
from ptmb.web.browsers import browser_words
from ptmb.web.fields import PageForm
from ptmb.web.languages import language
from ptmb.web.mayor import mayor
from ptmb.web.pages import go, page

READERS = (Role.MAYOR, Role.MANAGER, Role.ADMIN)
_ID = "<int(max=2147483647):device_id>"


class SubscribeForm(PageForm):
    """Filled in by mayor-news.js with what the browser gave; nobody types it."""

    endpoint = HiddenField()
    p256dh = HiddenField()
    auth = HiddenField()


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
    if not form.validate():
        return _shown(form, 422)
    try:
        push_subscriptions.subscribe(_device(form), current_user.actor, now())
    except Incomplete as error:
        form.form_errors.append(gettext(error.sentence))
        return _shown(form, 422)
    flash(gettext("Kabar menyala di ponsel ini."), "ok")
    return go("mayor.news")


@mayor.post(f"/kabar/perangkat/{_ID}/pilihan")
@only(*READERS)
def choose_topics(device_id: int) -> Response:
    asked = request.form.getlist("topic")
    chosen = [one for one in PushTopic if one.value in asked]
    try:
        push_subscriptions.choose(device_id, chosen, current_user.actor)
    except LookupError as error:
        raise NotFound from error
    flash(gettext("Pilihan kabar tersimpan."), "ok")
    return go("mayor.news")


@mayor.post(f"/kabar/perangkat/{_ID}/hapus")
@only(*READERS)
def remove_device(device_id: int) -> Response:
    try:
        name = push_subscriptions.remove(device_id, current_user.actor)
    except LookupError as error:
        raise NotFound from error
    flash(gettext("%(device)s tidak dikabari lagi.", device=name), "ok")
    return go("mayor.news")


def _device(form: SubscribeForm) -> Device:
    return Device(
        endpoint=form.endpoint.data or "",
        public_key=form.p256dh.data or "",
        auth_secret=form.auth.data or "",
        name=browser_words(request.user_agent.string),
        language=language(),
    )


def _shown(form: SubscribeForm, status: int = 200) -> FlaskResponse:
    keys = push_keys(current_app.config["PTMB"].instance)
    topics = [(one.value, gettext(TOPIC_WORDS[one])) for one in TOPICS_OF[current_user.role]]
    return page(
        "mayor/news.html",
        form=form,
        public_key=keys.public if keys else "",
        devices=devices_of(current_user.id),
        topics=topics,
        status=status,
    )
