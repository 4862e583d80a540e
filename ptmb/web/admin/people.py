"""Accounts: the list, one account, and what an administrator does to it."""

from typing import Any

from flask import Response, abort, current_app, flash, request, url_for
from flask_babel import gettext
from flask_login import current_user

from ptmb.actions import accounts, credentials, log_ins
from ptmb.actions._record import Incomplete
from ptmb.actions.accounts import AccountChanged, Details
from ptmb.adapters.clock import now
from ptmb.domain.roles import ROLE_WORDS, STAFF_ROLES, Role
from ptmb.queries.people import PAGE, Account, PeopleList, account
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.people_forms import NewPersonForm, PersonForm
from ptmb.web.identity import address
from ptmb.web.pages import found, go, page


def _asked() -> PeopleList:
    """The list as the address asks for it; what makes no sense is left out."""
    role = request.args.get("peran", "")
    number = request.args.get("halaman", "1")
    return PeopleList(
        words=request.args.get("q", "")[:80],
        role=Role(role) if role in STAFF_ROLES else None,
        active=request.args.get("status") != "nonaktif",
        page=max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1,
    )


@admin.get("/pengguna")
@only(Role.ADMIN)
def people() -> Response:
    listed = _asked()
    rows = listed.rows()
    kept: dict[str, Any] = {
        name: text for name, text in request.args.items() if name != "halaman" and text
    }

    def address_of(number: int) -> str:
        return url_for("admin.people", **kept, halaman=number)

    return page(
        "admin/people.html",
        people=rows[:PAGE],
        listed=listed,
        total=listed.total(),
        roles=[(role.value, ROLE_WORDS[role]) for role in STAFF_ROLES],
        role_words=ROLE_WORDS,
        next_href=address_of(listed.page + 1) if len(rows) > PAGE else None,
        previous_href=address_of(listed.page - 1) if listed.page > 1 else None,
    )


@admin.get("/pengguna-baru")
@only(Role.ADMIN)
def new_person() -> Response:
    return page("admin/person_new.html", form=NewPersonForm(role=Role.OFFICER.value))


@admin.post("/pengguna")
@only(Role.ADMIN)
def create_person() -> Any:
    form = NewPersonForm()
    if form.validate():
        try:
            made = accounts.create_staff(
                form.account, by=current_user.actor, at=now(), address=address()
            )
        except Incomplete as lack:
            form[lack.field].errors = [gettext(lack.sentence)]
        else:
            flash(gettext("Akun dibuat. Buat tautan kata sandi, lalu kirimkan."), "ok")
            return go("admin.person", username=made.username)
    return page("admin/person_new.html", form=form, status=422)


def _shown(one: Account, form: PersonForm, status: int = 200) -> Response:
    return page("admin/person.html", account=one, form=form, role_words=ROLE_WORDS, status=status)


@admin.get("/pengguna/<username>")
@only(Role.ADMIN)
def person(username: str) -> Response:
    one = found(account(username, now()))
    kept = Details.of(one.staff)
    form = PersonForm(
        seen=kept.mark,
        name=kept.name,
        role=kept.role.value,
        phone=kept.phone,
        email=kept.email,
        crew=kept.crew_id or 0,
        areas=sorted(kept.area_ids),
    )
    return _shown(one, form)


@admin.post("/pengguna/<username>")
@only(Role.ADMIN)
def change_person(username: str) -> Any:
    one = found(account(username, now()))
    form = PersonForm()
    if form.validate():
        try:
            accounts.change_staff(
                one.staff.id,
                form.details,
                by=current_user.actor,
                at=now(),
                seen=form.seen.data or None,
                address=address(),
            )
        except AccountChanged:
            abort(409)
        except Incomplete as lack:
            form[lack.field].errors = [gettext(lack.sentence)]
        else:
            flash(gettext("Perubahan tersimpan."), "ok")
            return go("admin.person", username=username)
    return _shown(one, form, 422)


@admin.post("/pengguna/<username>/tautan")
@only(Role.ADMIN)
def create_link(username: str) -> Response:
    """Shows the link on the answer itself, once: it is kept nowhere from where to show it again."""
    one = found(account(username, now()))
    if not one.staff.active:
        abort(409)
    token = credentials.make_link(one.staff.id, by=current_user.actor, at=now(), address=address())
    link = current_app.config["PTMB"].public_url + url_for("session.link", token=token)
    return page("admin/person_link.html", person=one.staff, link=link)


@admin.post("/pengguna/<username>/nonaktif")
@only(Role.ADMIN)
def disable_person(username: str) -> Any:
    one = found(account(username, now()))
    try:
        accounts.disable_staff(one.staff.id, by=current_user.actor, at=now(), address=address())
    except Incomplete as refusal:
        flash(gettext(refusal.sentence), "bad")
    else:
        flash(gettext("Akun dinonaktifkan. Semua sesinya berakhir."), "ok")
    return go("admin.person", username=username)


@admin.post("/pengguna/<username>/aktif")
@only(Role.ADMIN)
def enable_person(username: str) -> Any:
    one = found(account(username, now()))
    accounts.enable_staff(one.staff.id, by=current_user.actor, at=now(), address=address())
    flash(gettext("Akun diaktifkan lagi."), "ok")
    return go("admin.person", username=username)


@admin.post("/pengguna/<username>/keluarkan")
@only(Role.ADMIN)
def end_person_sessions(username: str) -> Any:
    one = found(account(username, now()))
    log_ins.end_sessions(one.staff.id, by=current_user.actor, at=now(), address=address())
    flash(gettext("Semua sesi akun ini diakhiri."), "ok")
    return go("admin.person", username=username)
