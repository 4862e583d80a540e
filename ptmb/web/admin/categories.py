"""The categories and their targets."""

from typing import Any

from flask import Response, flash
from flask_babel import gettext
from flask_login import current_user

from ptmb.actions import catalogue_changes
from ptmb.actions._catalogue import CatalogueChanged, mark
from ptmb.actions._record import Incomplete
from ptmb.actions.catalogue_changes import By
from ptmb.adapters.clock import now
from ptmb.domain.deadlines import URGENCY_WORDS
from ptmb.domain.roles import Role
from ptmb.models import Category
from ptmb.queries.catalogue import catalogue, forget
from ptmb.web.access import only
from ptmb.web.admin import admin
from ptmb.web.admin.forms.category import CategoryForm, NewCategoryForm, written_hours
from ptmb.web.admin.words import differences
from ptmb.web.identity import address
from ptmb.web.pages import found, go, page

_FIRST = 6


def _by() -> By:
    return By(current_user.actor, now(), address())


@admin.get("/kategori")
@only(Role.ADMIN)
def categories() -> Response:
    rows = sorted(
        catalogue().categories.values(),
        key=lambda row: (not row.active, not row.first, row.position),
    )
    return page(
        "admin/categories.html",
        categories=rows,
        first=sum(row.first and row.active for row in rows),
        wanted_first=_FIRST,
        urgency_words=URGENCY_WORDS,
        written_hours=written_hours,
    )


@admin.get("/kategori-baru")
@only(Role.ADMIN)
def new_category() -> Response:
    last = max((row.position for row in catalogue().categories.values()), default=0)
    form = NewCategoryForm(formdata=None, position=last + 1, active=True, photo="optional")
    return page("admin/category_new.html", form=form)


@admin.post("/kategori")
@only(Role.ADMIN)
def create_category() -> Any:
    form = NewCategoryForm()
    if form.validate():
        try:
            catalogue_changes.create_category(form.code.data, form.details, _by())
        except Incomplete as lack:
            form[lack.field].errors = [gettext(lack.sentence)]
        else:
            flash(gettext("Kategori ditambahkan."), "ok")
            return go("admin.categories")
    return page("admin/category_new.html", form=form, status=422)


@admin.get("/kategori/<code>")
@only(Role.ADMIN)
def category(code: str) -> Response:
    one = found(catalogue().category(code))
    return _shown(one, CategoryForm.of(one, mark(one)))


@admin.post("/kategori/<code>")
@only(Role.ADMIN)
def change_category(code: str) -> Any:
    one = found(catalogue().category(code))
    form = CategoryForm(present_icon=one.icon)
    if not form.validate():
        return _shown(one, form, 422)
    try:
        catalogue_changes.change_category(one.id, form.details, _by(), seen=form.seen.data)
    except CatalogueChanged:
        return _changed_meanwhile(code, form)
    return _saved()


def _changed_meanwhile(code: str, form: CategoryForm) -> Any:
    """What was typed stays; sent once more, it is stored over what the other one wrote."""
    forget()
    one = found(catalogue().category(code))
    stored = CategoryForm.of(one, mark(one))
    changed = differences(form, stored)
    if not changed:  # the same form sent twice
        return _saved()
    form.seen.data = stored.seen.data
    return _shown(one, form, 409, changed=changed)


def _saved() -> Any:
    flash(gettext("Perubahan tersimpan."), "ok")
    return go("admin.categories")


def _shown(one: Category, form: CategoryForm, status: int = 200, **more: Any) -> Response:
    return page("admin/category.html", category=one, form=form, status=status, **more)
