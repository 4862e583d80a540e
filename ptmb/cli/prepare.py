"""`ptmb prepare`: bring an empty or older database to where `serve` can use it.

It runs in a process of its own, so that what it loads (Alembic, geometry, pictures) does not
stay in the memory of the web workers. Each of its parts is one transaction: killed at any
moment, it goes on where it was when it is started again.
"""

import click
from flask import current_app
from flask.cli import with_appcontext

from ptmb.actions.founding import found_city, found_supply
from ptmb.adapters.clock import now
from ptmb.adapters.push_keys import make_push_keys, push_keys
from ptmb.cli import installation, roll_ups
from ptmb.cli.db import migrations
from ptmb.cli.installation import Installation
from ptmb.cli.schema import Schema
from ptmb.demo.accounts import password_is_new, renew_password
from ptmb.demo.loading import SEED, load_demonstration


@click.command("prepare", help="Siapkan basis data: skema, kota, dan (dengan --demo) demonstrasi.")
@click.option("--demo", is_flag=True, help="Muat kota demonstrasi bila belum ada.")
@with_appcontext
def command(*, demo: bool) -> None:
    prepare(demo=demo)


def prepare(*, demo: bool, seed: int = SEED) -> None:
    """Migrate, found, and load the demonstration, each only when it is not done yet."""
    found = installation.look()
    if found.schema is not Schema.CURRENT:
        migrations(current_app).upgrade()
        found = installation.look()
    if not found.name:
        found_city()
        found = installation.look()
    found_supply()
    roll_ups.fill()
    installation.remember(found.name)
    if push_keys(installation.settings().instance) is None:
        make_push_keys(installation.settings().instance)
    if demo:
        _demonstrate(found, seed)


def _demonstrate(found: Installation, seed: int) -> None:
    if found.people and not found.demonstration:
        raise click.ClickException("Basis data ini dipakai sungguhan: demonstrasi ditolak.")
    if not found.demonstration:
        load_demonstration(now(), seed=seed)
    if password_is_new():
        renew_password()
