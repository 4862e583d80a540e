"""`ptmb doctor`: looks at everything the service stands on, and says how to mend what is wrong."""

import sys
from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from ptmb.cli import checks


@click.command("doctor", help="Periksa pengaturan, basis data, penyimpanan, dan jam.")
@with_appcontext
def command() -> None:
    trouble = [name for name, check in checks.ALL.items() if not _told(name, check)]
    if not trouble:
        trouble = [name for name, check in checks.WITH_DATABASE.items() if not _told(name, check)]
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
