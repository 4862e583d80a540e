"""The floor: bare Flask on the same server, database file and templates, and nothing else.

Plain indexed queries over sqlite3; no log-in, no CSRF, no validation, no history. What a template
needs besides its rows was worked out once, when the floor started, by asking the product for the
page; so the floor does less than any real application could, and the ratios are on the safe side.
"""

import dataclasses
import gc
import json
import os
import sys
from datetime import UTC
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
from flask import Flask, Response, redirect, request, template_rendered
from flask_babel import Babel
from gunicorn.app.base import BaseApplication

from bench.floor_rows import Rows
from bench.scene import NOW, Scene
from ptmb import create_app
from ptmb.cli.server import Listening, gunicorn_options
from ptmb.domain.roles import Role
from ptmb.queries.catalogue import Catalogue, catalogue
from ptmb.web.desk.lines import Lines

Context = tuple[str, dict[str, Any]]
"""The name of a template and what it was given."""
_AT = NOW.astimezone(UTC).replace(tzinfo=None).isoformat(" ", timespec="microseconds")


class Drawings:
    """What the product gave to its templates, by path."""

    def __init__(self, product: Flask, scene: Scene) -> None:
        self._product, self._scene, self._held = product, scene, dict[str, Context]()

    def draw(self, path: str, staff_id: int | None = None) -> None:
        """Ask the product for a page and keep what its template was given."""
        client = self._product.test_client(use_cookies=False)
        kept: list[tuple[jinja2.Template, dict[str, Any]]] = []

        def keep(_app: Flask, template: jinja2.Template, context: dict[str, Any]) -> None:
            kept.append((template, context))

        headers = {"Cookie": self._scene.logged_in(staff_id)} if staff_id else {}
        with template_rendered.connected_to(keep, self._product):
            answer = client.get(path, headers=headers)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        template, context = kept[-1]
        plain = {"current_user": _somebody(staff_id), "csrf_token": _token}
        self._held[path] = str(template.name), {**context, **plain}

    def __getitem__(self, path: str) -> dict[str, Any]:
        return self._held[path][1]

    def page(self, path: str, **fresh: Any) -> str:
        name, context = self._held[path]
        return self._product.jinja_env.get_template(name).render({**context, **fresh})


def _token() -> str:
    return "x" * 91


def _somebody(staff_id: int | None) -> SimpleNamespace:
    return SimpleNamespace(
        id=staff_id, is_authenticated=staff_id is not None, name="Operator 1", role=Role.OPERATOR
    )


def make_floor(instance: Path) -> Flask:
    scene = Scene(instance)
    product = create_app()
    drawings = Drawings(product, scene)
    operator, officer = scene.staff("operator"), scene.staff("petugas")
    drawings.draw("/meja", operator)
    drawings.draw("/tugas", officer)
    for reference in scene.references:
        drawings.draw(f"/meja/{reference}", operator)
        drawings.draw(f"/t/{reference}")
    with product.app_context():
        present = catalogue()
    _forget_the_product(product, present)
    floor = Flask("floor", static_folder=None)
    floor.jinja_env = product.jinja_env
    floor.url_map = product.url_map  # so that the templates find every address
    Babel(floor, default_locale="id", default_timezone="Asia/Makassar")
    floor.config["PTMB"] = product.config["PTMB"]
    views = Views(drawings, Rows(scene.instance / "ptmb.sqlite"), officer, present)
    floor.view_functions = views.by_endpoint()
    return floor


@dataclasses.dataclass(frozen=True)
class Views:
    """The measured pages: rows, then the template."""

    drawings: Drawings
    rows: Rows
    officer: int
    present: Catalogue

    def home(self) -> str:
        return "ok"

    def queue(self) -> Any:
        if request.headers.get("HX-PTag"):
            return Response(_CONSTANT, mimetype="application/json")
        found = self.rows.queue(_AT)
        lines = Lines(self.present, NOW).of(found[:50])
        view = dataclasses.replace(self.drawings["/meja"]["queue"], lines=lines)
        return self.drawings.page("/meja", queue=view)

    def jobs(self) -> str:
        self.rows.jobs(self.officer)
        return self.drawings.page("/tugas")

    def detail(self, reference: str) -> str:
        self.rows.detail(reference)
        return self.drawings.page(f"/meja/{reference}")

    def tracking(self, reference: str) -> str:
        self.rows.tracking(reference)
        return self.drawings.page(f"/t/{reference}")

    def submit(self) -> Any:
        return redirect(f"/t/{self.rows.insert(request.form, _AT)}", 303)

    def by_endpoint(self) -> dict[str, Any]:
        return {
            "public.home": self.home,
            "desk.queue": self.queue,
            "officer.jobs": self.jobs,
            "desk.complaint": self.detail,
            "public.complaint": self.tracking,
            "public.create_complaint": self.submit,
        }


_CONSTANT = json.dumps({"changed": False})


def _forget_the_product(product: Flask, present: Any) -> None:
    """Nothing that the templates call may reach the product's database, log-in or forms."""
    assert product.jinja_env.cache is not None
    product.jinja_env.cache.clear()  # macros remember the globals they were loaded with
    known = product.jinja_env.globals
    known["catalogue"] = lambda: present
    known["setting"] = present.settings.__getitem__
    known["csrf_token"] = _token
    for name, module in list(sys.modules.items()):
        if name.startswith("ptmb.") and getattr(module, "catalogue", None) is catalogue:
            module.catalogue = lambda: present  # type: ignore[attr-defined]  # modules are patched by name
        if name.startswith("ptmb.") and hasattr(module, "current_user"):
            module.current_user = _somebody(1)  # type: ignore[attr-defined]  # as above


class _Server(BaseApplication):  # type: ignore[misc]  # untyped base class
    """Gunicorn with the options of the product."""

    def __init__(self, app: Flask, port: int) -> None:
        self._app, self._port = app, port
        super().__init__()

    def load_config(self) -> None:
        settings = self._app.config["PTMB"]

        def nothing() -> None:
            pass

        how = Listening(
            "127.0.0.1", self._port, settings.workers, settings.threads, nothing, nothing
        )
        bare = {
            "when_ready": lambda _arbiter: gc.freeze(),
            "post_fork": lambda _arbiter, _worker: None,
        }
        for name, value in (gunicorn_options(self._app, how) | bare).items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


if __name__ == "__main__":
    _Server(make_floor(Path(os.environ["PTMB_INSTANCE"])), int(os.environ["PTMB_PORT"])).run()
