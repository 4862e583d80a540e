"""`ptmb users create|list|disable`: people who log in."""

import os

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from ptmb.actions import accounts, credentials
from ptmb.actions._record import Incomplete
from ptmb.adapters.clock import now
from ptmb.adapters.passwords import PasswordRefused, chosen
from ptmb.cli import installation
from ptmb.cli.prepare import prepare
from ptmb.domain.roles import ROLE_WORDS, STAFF_ROLES, Role
from ptmb.extensions import db
from ptmb.models import Staff


@click.group("users", help="Orang yang bisa masuk.")
def command() -> None:
    pass


@command.command("create", help="Buat akun. Kata sandi ditanya, atau dipilih lewat tautan.")
@click.argument("username")
@click.option("--role", required=True, type=click.Choice([role.value for role in STAFF_ROLES]))
@click.option("--name", required=True, help="Nama yang tampil, misalnya 'Petugas 3'.")
@click.option("--link", is_flag=True, help="Cetak tautan sekali pakai, bukan bertanya.")
@with_appcontext
def create(username: str, role: str, name: str, *, link: bool) -> None:
    prepare(demo=False)
    hashed = "" if link else _ask_password(username, name)
    new = accounts.NewStaff(username=username, name=name, role=Role(role), password_hash=hashed)
    try:
        person = accounts.create_staff(new, by=None, at=now())
    except Incomplete as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"Akun {person.username} dibuat.")
    if link:
        token = credentials.make_link(person.id, by=None, at=now())
        click.echo(f"{installation.settings().public_url}/sandi/{token}")


@command.command("list", help="Daftar akun.")
@with_appcontext
def show() -> None:
    for one in db.session.scalars(select(Staff).order_by(Staff.username)):
        state = "" if one.active else "  (nonaktif)"
        click.echo(f"{one.username:<20}{ROLE_WORDS[one.role]:<16}{one.name}{state}")


@command.command("disable", help="Tutup akun; semua sesinya berakhir sekarang.")
@click.argument("username")
@with_appcontext
def disable(username: str) -> None:
    person = db.session.scalar(select(Staff).where(Staff.username == username))
    if person is None:
        raise click.ClickException(f"Tidak ada akun {username}.")
    try:
        accounts.disable_staff(person.id, by=None, at=now())
    except Incomplete as error:
        raise click.ClickException(error.sentence) from error
    click.echo(f"Akun {username} ditutup.")


def _ask_password(username: str, name: str) -> str:
    """From PTMB_NEW_PASSWORD for scripts, else typed twice and never shown."""
    password = os.environ.get("PTMB_NEW_PASSWORD") or click.prompt(
        "Kata sandi (paling sedikit 15 tanda)", hide_input=True, confirmation_prompt=True
    )
    try:
        return chosen(password, (username, name))
    except PasswordRefused as error:
        raise click.ClickException(str(error)) from error
