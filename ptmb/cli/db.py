"""`ptmb db upgrade|downgrade`: the schema, by Flask-Migrate."""

from typing import Any

import click
import flask_migrate
from flask import Flask, current_app
from flask.cli import with_appcontext

from ptmb.cli import installation, roll_ups
from ptmb.cli.schema import MIGRATIONS, Schema
from ptmb.extensions import db


class Migrations:
    """Flask-Migrate tied to an app; the web never loads it."""

    def __init__(self, app: Flask) -> None:
        flask_migrate.Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True)

    def upgrade(self, revision: str = "head") -> None:
        flask_migrate.upgrade(revision=revision)

    def downgrade(self, revision: str) -> None:
        flask_migrate.downgrade(revision=revision)


def migrations(app: Any) -> Migrations:
    """The migrations of an app (or of the proxy to the current one)."""
    real: Flask = app._get_current_object() if hasattr(app, "_get_current_object") else app
    return Migrations(real)


@click.group("db", help="Skema basis data.")
def command() -> None:
    pass


@command.command("upgrade", help="Perbarui skema sampai versi program ini.")
@click.argument("revision", default="head")
@with_appcontext
def upgrade(revision: str) -> None:
    installation.look()
    migrations(current_app).upgrade(revision)
    roll_ups.fill()
    click.echo("Skema basis data siap.")


@command.command("downgrade", help="Kembalikan skema ke revisi lama; 'base' menghapus semuanya.")
@click.argument("revision")
@click.confirmation_option(prompt="Data dari skema baru akan hilang. Lanjut?")
@with_appcontext
def downgrade(revision: str) -> None:
    installation.look()
    migrations(current_app).downgrade(revision)
    click.echo(f"Skema basis data kembali ke {revision}.")


@command.command("current", help="Tunjukkan keadaan skema.")
@with_appcontext
def current() -> None:
    found = installation.look()
    sentences = {
        Schema.EMPTY: "kosong; jalankan: ptmb db upgrade",
        Schema.OLDER: "lebih lama dari program; jalankan: ptmb db upgrade",
        Schema.CURRENT: "cocok dengan program",
    }
    click.echo(f"Skema basis data {sentences[found.schema]}.")
