"""`ptmb doctor`: looks at everything the service stands on, and says how to mend what is wrong."""

import sys
from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from ptmb.cli import checks, figure_check, mail_check, push_check

_ALL = {**checks.ALL, "kunci": push_check.push_key}
_WITH_DATABASE = {
    **checks.WITH_DATABASE,
    "angka": figure_check.figures,
    "ponsel": push_check.push_news,
    "surel": mail_check.report_mail,
}


@click.command("doctor", help="Periksa pengaturan, basis data, penyimpanan, dan jam.")
@click.option("--fix", is_flag=True, help="Buat atau tutup dulu kunci yang kurang.")
@with_appcontext
def command(*, fix: bool) -> None:
    if fix:
        push_check.mend_push_key()
    trouble = [name for name, check in _ALL.items() if not _told(name, check)]
    if not trouble:
        trouble = [name for name, check in _WITH_DATABASE.items() if not _told(name, check)]
    sys.exit(1 if trouble else 0)


def _told(name: str, check: checks.Check) -> bool:
    """Print what a check found; whether nothing was wrong."""
    findings = list(_findings(check))
    for finding in findings:
        sign = "SALAH" if finding.wrong else ("awas " if finding.warning else "baik ")
        click.echo(f"{sign}  {name}: {finding.words}")
    return not any(finding.wrong for finding in findings)


def _findings(check: checks.Check) -> Iterator[checks.Finding]:
    """A check that itself breaks is a finding too."""
    try:
        yield from check()
    except Exception as error:
        yield checks.Finding(f"{type(error).__name__}: {error}", wrong=True)
