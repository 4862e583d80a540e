"""Telephones that are told of news: what every page about them has in common."""

from typing import Any

from flask import current_app, flash, request
from flask_babel import gettext
from flask_login import current_user
from werkzeug.exceptions import NotFound
from wtforms import HiddenField

from ptmb.actions import push_subscriptions
from ptmb.actions._refusals import Incomplete
from ptmb.actions.push_subscriptions import Device
from ptmb.adapters.clock import now
from ptmb.adapters.push_keys import push_keys
from ptmb.domain.push import TOPIC_WORDS, PushTopic
from ptmb.domain.push_rules import TOPICS_OF
from ptmb.queries.push_devices import devices_of
from ptmb.web.browsers import browser_words
from ptmb.web.fields import PageForm
from ptmb.web.languages import language

DEVICE_ID = "<int(max=2147483647):device_id>"


class SubscribeForm(PageForm):
    """Filled in by push.js with what the browser gave; nobody types it."""

    endpoint = HiddenField()
    p256dh = HiddenField()
    auth = HiddenField()


def what_it_shows() -> dict[str, Any]:
    """The server's public key, empty before it was made; own telephones; topics to choose from."""
    keys = push_keys(current_app.config["PTMB"].instance)
    return {
        "public_key": keys.public if keys else "",
        "devices": devices_of(current_user.id),
        "topics": [(one.value, gettext(TOPIC_WORDS[one])) for one in TOPICS_OF[current_user.role]],
    }


def subscribed(form: SubscribeForm) -> bool:
    """Tell this telephone from now on; False when the form, or what it holds, is refused."""
    if not form.validate():
        return False
    try:
        push_subscriptions.subscribe(_device(form), current_user.actor, now())
    except Incomplete as error:
        form.form_errors.append(gettext(error.sentence))
        return False
    flash(gettext("Kabar menyala di ponsel ini."), "ok")
    return True


def choose_topics(device_id: int) -> None:
    """Raises NotFound when the person has no such telephone."""
    asked = request.form.getlist("topic")
    chosen = [one for one in PushTopic if one.value in asked]
    try:
        push_subscriptions.choose(device_id, chosen, current_user.actor)
    except LookupError as error:
        raise NotFound from error
    flash(gettext("Pilihan kabar tersimpan."), "ok")


def remove(device_id: int) -> None:
    """Raises NotFound when the person has no such telephone."""
    try:
        name = push_subscriptions.remove(device_id, current_user.actor)
    except LookupError as error:
        raise NotFound from error
    flash(gettext("%(device)s tidak dikabari lagi.", device=name), "ok")


def _device(form: SubscribeForm) -> Device:
    return Device(
        endpoint=form.endpoint.data or "",
        public_key=form.p256dh.data or "",
        auth_secret=form.auth.data or "",
        name=browser_words(request.user_agent.string),
        language=language(),
    )
