"""The production server: gunicorn with threads, one application loaded before it forks."""

import ctypes
import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask

from ptmb.cli.warming import warm_up
from ptmb.database import keep_one_open
from ptmb.extensions import db

_M_ARENA_MAX = -8
"""A parameter of mallopt(3)."""


@dataclass(frozen=True)
class Listening:
    """Where and how wide the server listens, and what to do when it begins and ends."""

    host: str
    port: int
    workers: int
    threads: int
    ready: Callable[[], None]
    ended: Callable[[], None]


def serve(app: Flask, how: Listening) -> None:
    """Serve until a signal ends it."""
    if sys.platform == "win32":
        _serve_with_waitress(app, how)
    else:
        _serve_with_gunicorn(app, how)


def open_in_worker(app: Flask) -> None:
    """After the fork: a connection of the parent must never be used by a child."""
    with app.app_context():
        db.engine.dispose(close=False)
        keep_one_open(db.engine)


def _get_ready(app: Flask, how: Listening) -> None:
    """Just before the workers are made: what is loaded and frozen now, they share.

    Without a last collection, as the documentation of gc.freeze says: the holes it left would be
    filled by each worker, and a page of memory that is written to is no longer shared.
    """
    _save_memory()
    warm_up(app)
    how.ready()
    gc.freeze()
    gc.enable()


def _save_memory() -> None:
    """Let all threads of a worker share one heap; glibc would give each thread its own."""
    if sys.platform == "linux" and hasattr(libc := ctypes.CDLL(None), "mallopt"):
        libc.mallopt(_M_ARENA_MAX, 1)


def gunicorn_options(app: Flask, how: Listening) -> dict[str, Any]:
    """The body limit is the application's own (MAX_CONTENT_LENGTH); it answers in words."""
    return {
        "bind": f"{how.host}:{how.port}",
        "workers": how.workers,
        "threads": how.threads,
        "worker_class": "gthread",
        "preload_app": True,
        "proc_name": "ptmb",
        "accesslog": None,
        "loglevel": "warning",
        "timeout": 60,
        "graceful_timeout": 20,
        "keepalive": 15,
        "limit_request_line": 8190,
        "limit_request_fields": 60,
        # It would listen in the home folder, where a second instance fights for the same name.
        "control_socket_disable": True,
        "when_ready": lambda _arbiter: _get_ready(app, how),
        "on_exit": lambda _arbiter: how.ended(),
        "post_fork": lambda _arbiter, _worker: open_in_worker(app),
    }


def _serve_with_gunicorn(app: Flask, how: Listening) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415  not on every platform

    class Server(BaseApplication):  # type: ignore[misc]  # untyped base class
        def load_config(self) -> None:
            for name, value in gunicorn_options(app, how).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    Server().run()


def _serve_with_waitress(app: Flask, how: Listening) -> None:
    import waitress  # noqa: PLC0415  only on Windows

    open_in_worker(app)
    how.ready()
    gc.enable()
    try:
        waitress.serve(app, host=how.host, port=how.port, threads=how.workers * how.threads)
    finally:
        how.ended()
