"""Reservoirs: the name and gauge of each, the marks on it with their days."""

from flask import flash
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import reservoir_changes
from ptmb.actions._refusals import Incomplete
from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.reservoir import marks_on
from ptmb.domain.roles import Role
from ptmb.domain.supply import THRESHOLD_WORDS
from ptmb.models import Reservoir
from ptmb.queries.reservoir_levels import marks_of_all, reservoir_by_code
from ptmb.queries.reservoir_levels import reservoirs as all_reservoirs
from ptmb.queries.reservoir_readings import api_keys
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.reservoir import GaugeForm, KeyForm, ThresholdForm
from ptmb.web.pages import found, go, page


@admin.get("/waduk")
@only(Role.ADMIN)
def reservoirs() -> Response:
    return reservoirs_page(KeyForm(formdata=None))


def reservoirs_page(form: KeyForm, status: int = 200) -> Response:
    """The list with the keys under it."""
    today, marks = now().astimezone(CITY_TIME).date(), marks_of_all()
    return page(
        "admin/reservoirs.html",
        status=status,
        rows=[(one, marks_on(marks.get(one.id, []), today)) for one in all_reservoirs()],
        threshold_words=THRESHOLD_WORDS,
        keys=api_keys(),
        form=form,
    )


@admin.get("/waduk/<code>")
@only(Role.ADMIN)
def reservoir(code: str) -> Response:
    one = found(reservoir_by_code(code))
    return _shown(one, GaugeForm.of(one), _no_mark())


@admin.post("/waduk/<code>")
@only(Role.ADMIN)
def change_reservoir(code: str) -> Response:
    one = found(reservoir_by_code(code))
    form = GaugeForm()
    if not form.validate():
        return _shown(one, form, _no_mark(), 422)
    try:
        reservoir_changes.change_reservoir(one.id, form.details, current_user.actor, now())
    except Incomplete as lack:
        form[lack.field].errors = [gettext(lack.sentence)]
        return _shown(one, form, _no_mark(), 422)
    flash(gettext("Perubahan tersimpan."), "ok")
    return go("admin.reservoir", code=code)


@admin.post("/waduk/<code>/batas")
@only(Role.ADMIN)
def set_threshold(code: str) -> Response:
    one = found(reservoir_by_code(code))
    form = ThresholdForm()
    if not form.validate():
        return _shown(one, GaugeForm.of(one), form, 422)
    try:
        reservoir_changes.set_threshold(
            one.id,
            form.threshold,
            form.level.metres,
            form.valid_from.data,
            by=current_user.actor,
            at=now(),
        )
    except Incomplete as lack:
        form[lack.field].errors = [gettext(lack.sentence)]
        return _shown(one, GaugeForm.of(one), form, 422)
    flash(gettext("Batas tersimpan."), "ok")
    return go("admin.reservoir", code=code)


def _no_mark() -> ThresholdForm:
    return ThresholdForm(formdata=None, valid_from=now().astimezone(CITY_TIME).date())


def _shown(one: Reservoir, gauge: GaugeForm, mark: ThresholdForm, status: int = 200) -> Response:
    today = now().astimezone(CITY_TIME).date()
    marks = marks_of_all().get(one.id, [])
    order = list(THRESHOLD_WORDS)
    return page(
        "admin/reservoir.html",
        status=status,
        reservoir=one,
        gauge=gauge,
        form=mark,
        wrong=gauge if gauge.errors else mark,
        marks=sorted(marks, key=lambda m: (order.index(m.kind), -m.valid_from.toordinal())),
        held=marks_on(marks, today),
        today=today,
        threshold_words=THRESHOLD_WORDS,
    )
