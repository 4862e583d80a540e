"""`ptmb serve`: check the database, prepare it when allowed, and serve."""

import gc
import os
import subprocess
import sys

import click

from ptmb import create_app
from ptmb.cli import installation
from ptmb.cli.installation import Installation
from ptmb.cli.schema import Schema
from ptmb.cli.server import Listening, serve
from ptmb.demo.accounts import kept_password, log_ins, password_is_new
from ptmb.extensions import db


@click.command("serve", help="Jalankan server web.")
@click.option("--demo", is_flag=True, envvar="PTMB_DEMO", help="Dengan kota demonstrasi.")
@click.option("--host", default="127.0.0.1", envvar="PTMB_HOST", show_default=True)
@click.option("--port", default=8000, envvar=["PTMB_PORT", "PORT"], show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), help="Jumlah proses; bawaan PTMB_WORKERS.")
@click.option("--threads", type=click.IntRange(1, 128), help="Utas tiap proses.")
@click.option("--with-worker/--without-worker", default=None, help="Juga jalankan pekerja latar.")
def command(
    *,
    demo: bool,
    host: str,
    port: int,
    workers: int | None,
    threads: int | None,
    with_worker: bool | None,
) -> None:
    os.environ.setdefault("PTMB_PUBLIC_URL", f"http://{host}:{port}")
    if demo:
        os.environ["PTMB_DEMO"] = "1"
    gc.disable()  # until all is loaded; see ptmb.cli.server
    try:
        _prepare_and_serve(host, port, workers, threads, demo=demo, with_worker=with_worker)
    finally:
        gc.enable()


def _prepare_and_serve(
    host: str,
    port: int,
    workers: int | None,
    threads: int | None,
    *,
    demo: bool,
    with_worker: bool | None,
) -> None:
    app = create_app()
    with app.app_context():
        _make_ready(demo=demo)
        lines = _greeting(demo=demo)
        db.engine.dispose()
    settings = app.config["PTMB"]
    beside = _Beside(wanted=demo if with_worker is None else with_worker)

    def ready() -> None:
        click.echo("\n".join(lines))
        beside.start()

    serve(
        app,
        Listening(
            host, port, workers or settings.workers, threads or settings.threads, ready, beside.end
        ),
    )


def _make_ready(*, demo: bool) -> None:
    found = installation.look()
    demonstrated = not demo or (found.demonstration and not password_is_new())
    if found.schema is Schema.CURRENT and found.name and found.counted and demonstrated:
        installation.remember(found.name)
        return
    _refuse_to_migrate(found, demo=demo)
    parts = [sys.executable, "-m", "ptmb.cli", "prepare", *(["--demo"] if demo else [])]
    ended = subprocess.run(parts, check=False)  # noqa: S603  our own program
    if ended.returncode:
        sys.exit(ended.returncode)


def _refuse_to_migrate(found: Installation, *, demo: bool) -> None:
    """Data that somebody lives on is changed only when somebody says so."""
    if found.schema is Schema.OLDER and not (demo or installation.settings().auto_migrate):
        raise click.ClickException(
            "Skema basis data lebih lama dari program. Jalankan: ptmb db upgrade"
        )


def _greeting(*, demo: bool) -> list[str]:
    settings = installation.settings()
    lines = [f"Air Balikpapan: {settings.public_url}"]
    if demo:
        lines.append(f"Masuk di {settings.public_url}/masuk dengan kata sandi {kept_password()}")
        lines += [f"  {name:<12}{what}" for name, what in log_ins()]
    return lines


class _Beside:
    """The background worker as a process that ends with the server."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        if self._wanted:
            parts = [sys.executable, "-m", "ptmb.cli", "worker", "--parent", str(os.getpid())]
            self._process = subprocess.Popen(parts)  # noqa: S603  our own program

    def end(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(timeout=30)
