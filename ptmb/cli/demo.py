"""`ptmb demo`: the demonstration city, or with --size a large load set."""

import time

import click
from flask.cli import with_appcontext

from ptmb.adapters.clock import now
from ptmb.cli import installation
from ptmb.cli.prepare import prepare
from ptmb.demo.accounts import kept_password, log_ins, renew_password
from ptmb.demo.load_set import NotEmpty, load_many
from ptmb.demo.loading import SEED


@click.command("demo", help="Muat kota demonstrasi, atau dengan --size banyak aduan buatan.")
@click.option("--size", type=click.IntRange(1, 10_000_000), help="Jumlah aduan buatan.")
@click.option("--seed", default=SEED, show_default=True, help="Angka yang sama, kota yang sama.")
@with_appcontext
def command(*, size: int | None, seed: int) -> None:
    if size is None:
        prepare(demo=True, seed=seed)
    else:
        prepare(demo=False)
        _load(size, seed)
    click.echo(f"Kata sandi semua akun demonstrasi: {kept_password()}")
    for name, what in log_ins():
        click.echo(f"  {name:<12}{what}")


def _load(size: int, seed: int) -> None:
    found = installation.look()
    if found.people and not found.demonstration:
        raise click.ClickException("Basis data ini dipakai sungguhan: aduan buatan ditolak.")
    begin = time.monotonic()
    try:
        load_many(size, now(), seed=seed)
    except NotEmpty as error:
        raise click.ClickException("Sudah ada aduan. Pakai PTMB_INSTANCE yang kosong.") from error
    renew_password()
    click.echo(f"{size} aduan dimuat dalam {time.monotonic() - begin:.1f} detik.")
