"""A browser without a screen: asks for pages as a person would, and looks at each for faults."""

import secrets
from datetime import timedelta
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from ptmb.adapters import clock
from ptmb.domain.tokens import token_hash
from ptmb.extensions import db
from ptmb.models import Staff, StaffSession

HTMX = {"HX-Request": "true"}


class Page:
    """An answer: its text as a person reads it, its tags, its headers."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = (
            response.get_data(as_text=True) if response.is_json or _is_text(response) else ""
        )
        self.soup = BeautifulSoup(self.html, "lxml")

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    @property
    def location(self) -> str:
        return self.response.headers.get("Location", "")

    def one(self, selector: str) -> Tag:
        found = self.soup.select(selector)
        assert len(found) == 1, f"{len(found)} of {selector}"
        return found[0]

    def all(self, selector: str) -> list[Tag]:
        return list(self.soup.select(selector))

    def form(self, action: str) -> dict[str, str]:
        """The fields of the form with this action, as a browser would send them untouched."""
        form = next(one for one in self.soup.select("form") if _path(one) == action)
        fields = form.select("[name]")
        if form.get("id"):
            fields += self.soup.select(f"[name][form='{form['id']}']")
        return {str(one["name"]): _value(one) for one in fields if _is_sent(one)}


class Browser:
    """One person's browser. CSRF is on: `post` brings the token that the page would have held."""

    def __init__(self, app: Flask, person: Staff | None) -> None:
        self.app, self.client = app, app.test_client()
        if person is not None:
            self._log_in(person)

    def get(self, path: str, *, status: int = 200, htmx: bool = False, **rest: Any) -> Page:
        headers = {**(HTMX if htmx else {}), **rest.pop("headers", {})}
        page = Page(self._ask("GET", path, headers=headers, **rest))
        assert page.status == status, f"GET {path}: {page.status}, {page.text[:400]}"
        self._look_at(path, page, htmx)
        return page

    def post(
        self, path: str, data: Any = None, *, status: int = 303, htmx: bool = False, **rest: Any
    ) -> Page:
        headers = {**(HTMX if htmx else {}), "X-CSRFToken": self.token(), **rest.pop("headers", {})}
        page = Page(self._ask("POST", path, data=data or {}, headers=headers, **rest))
        assert page.status == status, f"POST {path}: {page.status}, {page.text[:400]}"
        if page.status != 303:
            self._look_at(path, page, htmx)
        return page

    def token(self) -> str:
        """A CSRF token for this browser's own session."""
        with self.client.session_transaction() as session:
            raw = session.setdefault("csrf_token", secrets.token_hex(20))
        serializer = URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token")
        return str(serializer.dumps(raw))

    def _ask(self, method: str, path: str, **rest: Any) -> TestResponse:
        db.session.remove()  # each request starts with a session of its own, as on the server
        # And with a context of its own: `g` remembers who is logged in and which language.
        with self.app.app_context():
            return self.client.open(path, method=method, **rest)

    def _log_in(self, person: Staff) -> None:
        token = secrets.token_urlsafe(32)
        at = clock.now()
        db.session.add(
            StaffSession(
                token_hash=token_hash(token),
                staff_id=person.id,
                created_at=at,
                seen_at=at,
                expires_at=at + timedelta(hours=8),
            )
        )
        db.session.commit()
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True

    def _look_at(self, path: str, page: Page, htmx: bool) -> None:
        if page.response.mimetype != "text/html" or not page.html.strip():
            return
        # One walk over all tags: selectors, each with a walk of its own, take as long as the page.
        tags = list(page.soup.find_all(True))
        ids = [str(tag["id"]) for tag in tags if tag.has_attr("id")]
        assert len(ids) == len(set(ids)), f"{path}: an id twice: {_twice(ids)}"
        for tag in tags:
            if tag.name == "form":
                _check_form(path, tag)
            assert not tag.has_attr("style"), f"{path}: inline style: {tag}"
            assert not _is_inline_script(tag), f"{path}: inline script: {tag}"
        if not htmx and page.status != 304:
            _check_whole(path, page, tags)


def _check_whole(path: str, page: Page, tags: list[Tag]) -> None:
    headings = [tag for tag in tags if tag.name == "h1"]
    assert len(headings) == 1, f"{path}: {len(headings)} h1"
    title = page.soup.title
    assert title, f"{path}: no title"
    assert title.parent, path
    assert (title.parent.name, bool(title.get_text(strip=True))) == ("head", True), path
    labelled = {str(tag.get("for")) for tag in tags if tag.name == "label" and tag.has_attr("for")}
    for field in filter(_is_filled_in, tags):
        named = (
            field.get("aria-label") or field.get("aria-labelledby") or field.get("id") in labelled
        )
        assert named or field.find_parent("label"), f"{path}: no label: {field}"


def _is_filled_in(tag: Tag) -> bool:
    """Whether a person fills it in."""
    if tag.name == "input":
        return tag.get("type") not in ("hidden", "submit")
    return tag.name in ("select", "textarea")


def _is_inline_script(tag: Tag) -> bool:
    return (
        tag.name == "script" and not tag.has_attr("src") and tag.get("type") != "application/json"
    )


def _check_form(path: str, form: Tag) -> None:
    if str(form.get("method", "get")).lower() == "post":
        assert form.find("input", attrs={"name": "csrf_token"}), (
            f"{path}: no CSRF token in {form.get('action')}"
        )
        assert form.get("action") is not None, f"{path}: a form without an action"


def _is_text(response: TestResponse) -> bool:
    kind = response.mimetype or ""
    return kind.startswith("text/") or kind.endswith("xml")


def _path(form: Tag) -> str:
    return str(form.get("action", "")).split("?")[0]


def _is_sent(field: Tag) -> bool:
    if field.has_attr("disabled") or field.name == "button" or field.get("type") == "file":
        return False
    return field.get("type") not in ("radio", "checkbox") or field.has_attr("checked")


def _value(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")
    if field.name == "select":
        chosen = field.select_one("option[selected]") or field.select_one("option")
        return str(chosen.get("value", chosen.get_text())) if chosen else ""
    return str(field.get("value", ""))


def _twice(ids: list[str]) -> list[str]:
    return sorted({one for one in ids if ids.count(one) > 1})
