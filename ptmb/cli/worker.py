"""`ptmb worker`: send messages, close what nobody answers, throw away what is stale."""

import os
import signal
import threading
from types import FrameType

import click
from flask import current_app
from flask.cli import with_appcontext

from ptmb.cli import installation
from ptmb.cli.schema import Schema
from ptmb.extensions import db
from ptmb.jobs.runner import run

_LOOK_SECONDS = 1.0


@click.command("worker", help="Pekerja latar: kirim pesan, tutup otomatis, bersihkan.")
@click.option("--parent", type=int, help="Nomor proses induk: berhenti bila ia berhenti.")
@with_appcontext
def command(*, parent: int | None) -> None:
    if installation.look().schema is not Schema.CURRENT:
        raise click.ClickException("Skema basis data belum siap. Jalankan: ptmb db upgrade")
    db.session.remove()
    stop = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if parent is not None:
        _stop_with(parent, stop)
    run(current_app._get_current_object(), stop)  # type: ignore[attr-defined]  # the proxy's own


def _stop_with(parent: int, stop: threading.Event) -> None:
    """A server that was killed cannot tell its worker, so the worker looks."""

    def look() -> None:
        while os.getppid() == parent and not stop.wait(_LOOK_SECONDS):
            continue
        stop.set()

    threading.Thread(target=look, daemon=True).start()
