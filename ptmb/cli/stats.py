"""`ptmb stats rebuild|check`: make the figures anew from the complaints, or see if they agree."""

import sys

import click
from flask.cli import with_appcontext

from ptmb.adapters.clock import now
from ptmb.cli import installation, roll_ups
from ptmb.cli.schema import Schema
from ptmb.jobs.self_check import check_now


@click.group("stats", help="Angka: hitung ulang dari aduan, atau periksa.")
def command() -> None:
    pass


@command.command("rebuild", help="Hitung ulang semua angka. Boleh dihentikan dan dijalankan lagi.")
@with_appcontext
def rebuild() -> None:
    months = roll_ups.rebuild()
    click.echo(f"Angka {months} bulan dihitung ulang dari aduan.")


@command.command("check", help="Bandingkan angka dengan aduan, dan catat hasilnya.")
@with_appcontext
def check() -> None:
    if installation.look().schema is not Schema.CURRENT:
        raise click.ClickException("Skema basis data belum siap. Jalankan: ptmb db upgrade")
    with click.progressbar(length=0, label="Memeriksa") as bar:

        def told(_done: int, whole: int) -> None:
            bar.length = whole
            bar.update(1)

        found = check_now(now(), told)
    if found.equal:
        click.echo(f"Angka cocok dengan {found.complaints} aduan.")
        return
    click.echo(f"Angka tidak cocok dengan {found.complaints} aduan:")
    for words in found.differences:
        click.echo(f"- {words}")
    click.echo("Perbaiki dengan: ptmb stats rebuild")
    sys.exit(1)
