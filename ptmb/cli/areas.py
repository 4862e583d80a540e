"""`ptmb areas import`: official boundaries from a GeoJSON file, checked before anything changes."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from ptmb.actions._catalogue import CatalogueChanged
from ptmb.actions.places import PARTS, apply_areas
from ptmb.adapters.clock import now
from ptmb.cli import installation
from ptmb.geometry.json_text import MAX_BYTES
from ptmb.queries.area_preview import AreaPreview, area_preview
from ptmb.queries.catalogue import catalogue


@click.group("areas", help="Wilayah dan batasnya.")
def command() -> None:
    pass


@command.command("import", help="Ambil batas wilayah dari berkas GeoJSON.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Terapkan tanpa bertanya.")
@click.option("--dry-run", is_flag=True, help="Periksa saja, jangan ubah apa pun.")
@with_appcontext
def import_areas(*, file: Path, yes: bool, dry_run: bool) -> None:
    if not installation.look().name:
        raise click.ClickException("Basis data belum disiapkan. Jalankan: ptmb prepare")
    seen = catalogue().edition
    found = _read(file)
    _tell(found)
    if dry_run:
        click.echo("Tidak ada yang diubah.")
        return
    if not yes:
        click.confirm("Terapkan batas ini?", abort=True)
    _apply(found, seen)


def _read(file: Path) -> AreaPreview:
    if file.stat().st_size > MAX_BYTES:
        raise click.ClickException(f"Berkas lebih besar dari {MAX_BYTES // 1_000_000} MB.")
    click.echo(f"Memeriksa {file.name} …")
    return area_preview(file.read_bytes())


def _tell(found: AreaPreview) -> None:
    for finding in (*found.file.errors, *found.file.warnings):
        click.echo(f"- {finding}")
    if not found.file.acceptable:
        raise click.ClickException("Berkas ini belum bisa dipakai. Tidak ada yang diubah.")
    click.echo(
        f"{len(found.new)} wilayah baru, {len(found.changed)} berubah,"
        f" {found.unchanged} tidak berubah, {len(found.missing)} tidak ada di berkas."
    )
    for one in found.missing:
        click.echo(f"  {one.code} {one.name} tetap ada dengan {one.complaints} aduan.")
    click.echo(f"{found.moved} aduan pindah wilayah.")


def _apply(found: AreaPreview, seen: int) -> None:
    try:
        with click.progressbar(length=PARTS, label="Menerapkan batas") as bar:
            applied = apply_areas(
                found.file, by=None, at=now(), seen=seen, told=lambda: bar.update(1)
            )
    except CatalogueChanged as error:
        raise click.ClickException(
            "Data berubah selama Anda memeriksa. Tidak ada yang diubah; jalankan lagi."
        ) from error
    click.echo(f"Batas diterapkan. {applied.moved} aduan pindah wilayah.")
