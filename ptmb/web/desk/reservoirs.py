"""D4: each reservoir's level, and the form for the next one."""

from dataclasses import dataclass

from flask import flash
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import reservoirs
from ptmb.actions.reservoirs import Incomplete, NewReading, OddReading
from ptmb.adapters.clock import now
from ptmb.domain.roles import DESK_ROLES
from ptmb.domain.supply import SOURCE_WORDS
from ptmb.queries.reservoir_levels import reservoir_by_code
from ptmb.queries.reservoir_readings import ReadingRow, reading_exists, recent_rows
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.forms.incident import moment_of, put_moment
from ptmb.web.desk.forms.reservoir import ReadingForm
from ptmb.web.filters import clock_time, local, moment_words
from ptmb.web.level_pages import ReservoirView, asked_days, reservoir_views
from ptmb.web.pages import found, go, new_key, page
from ptmb.web.reservoir_words import change_words, metres

_ROWS = 7


@dataclass(frozen=True)
class ReservoirDesk:
    """A reservoir with its form and the newest readings."""

    view: ReservoirView
    form: ReadingForm
    rows: list[ReadingRow]


@desk.get("/waduk")
@only(*DESK_ROLES)
def levels() -> Response:
    return _shown()


@desk.post("/waduk/<code>")
@only(*DESK_ROLES)
def add_level(code: str) -> Response:
    """An odd level is asked about; what was typed stays, and the tick sends it again."""
    reservoir = found(reservoir_by_code(code))
    form = ReadingForm()
    measured_at = moment_of(form.measured_at)
    if not form.validate() or measured_at is None:
        return _shown(code, form, 422)
    new = NewReading(
        form.level.metres, measured_at, form.key.data, form.note.data or "", bool(form.sure.data)
    )
    try:
        reading = reservoirs.read(reservoir.id, new, current_user.actor, now())
    except OddReading as odd:
        form.sure.errors = [_question(odd)]
        return _shown(code, form, 422)
    except Incomplete as lack:
        form[lack.field].errors = [gettext(lack.sentence)]
        return _shown(code, form, 422)
    flash(gettext("%(name)s: %(level)s tersimpan.", name=reservoir.name,
                  level=metres(reading.level)), "ok")  # fmt: skip
    return go("desk.levels", _anchor=code)


@desk.post("/waduk/angka/<int(max=2147483647):reading_id>/tarik")
@only(*DESK_ROLES)
def withdraw_level(reading_id: int) -> Response:
    found(reading_exists(reading_id) or None)
    reservoirs.withdraw(reading_id, current_user.actor, now())
    flash(gettext("Angka ditarik dan tidak dihitung lagi."), "ok")
    return go("desk.levels")


def _shown(code: str = "", form: ReadingForm | None = None, status: int = 200) -> Response:
    days = asked_days()
    desks = []
    for view in reservoir_views(now(), days):
        level = view.now.level
        own = form if form is not None and level.code == code else _empty()
        desks.append(ReservoirDesk(view, own.place(level.code), recent_rows(level.id, _ROWS)))
    return page(
        "desk/reservoir/page.html",
        status=status,
        desks=desks,
        days=days,
        wrong=form,
        source_words=SOURCE_WORDS,
    )


def _empty() -> ReadingForm:
    form = ReadingForm(formdata=None, key=new_key())
    put_moment(form.measured_at, now())
    return form


def _question(odd: OddReading) -> str:
    change, before = change_words(odd.change_cm), odd.before.at
    today = local(before).date() == local(now()).date()
    return gettext(
        "%(change)s dari %(before)s. Benar?",
        change=change[:1].upper() + change[1:],
        before=gettext("pukul %(time)s", time=clock_time(before))
        if today
        else moment_words(before),
    )
