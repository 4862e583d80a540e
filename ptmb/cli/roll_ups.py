"""Makes the figures anew at a terminal: by itself after a migration, or when somebody says so."""

import click

from ptmb.actions import rebuilding
from ptmb.cli import installation
from ptmb.cli.schema import Schema
from ptmb.database import NOT_STORED
from ptmb.extensions import db


def fill() -> None:
    """Count all complaints when a migration has left the figures empty; otherwise do nothing."""
    if installation.look().counted:
        return
    months = len(rebuilding.months_to_rebuild())
    with click.progressbar(length=months, label="Menghitung angka") as bar:
        rebuilding.fill_when_missing(lambda: bar.update(1))
    db.session.remove()


def rebuild() -> int:
    """Count all anew, a month at a time; how many months.

    Raises:
        click.ClickException: others write so much that it cannot have its turn.
    """
    if installation.look().schema is not Schema.CURRENT:
        raise click.ClickException("Skema basis data belum siap. Jalankan: ptmb db upgrade")
    months = rebuilding.months_to_rebuild()
    try:
        with click.progressbar([*months, None], label="Menghitung ulang") as bar:
            for month in bar:
                if month:
                    rebuilding.rebuild_month(month)
                else:
                    rebuilding.rebuild_present()
    except NOT_STORED as error:
        raise click.ClickException(
            "Basis data sedang sibuk. Yang sudah dihitung tersimpan; jalankan lagi."
        ) from error
    return len(months)
