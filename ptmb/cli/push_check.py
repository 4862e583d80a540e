"""What `ptmb doctor` knows of news on telephones: its key pair, its devices, its failures."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from ptmb.adapters.clock import now
from ptmb.adapters.push_keys import make_push_keys, push_key_file, push_keys
from ptmb.cli import installation
from ptmb.cli.checks import Finding
from ptmb.extensions import db
from ptmb.jobs.push_sending import NO_LONGER_SO
from ptmb.models import PushNotice, PushSubscription

_RECENT = timedelta(days=7)


def push_key() -> Iterator[Finding]:
    """The pair that signs; without it nobody can switch the news on."""
    path = push_key_file(installation.settings().instance)
    if push_keys(path.parent) is None:
        yield Finding("kunci kabar ponsel belum ada. Jalankan: ptmb doctor --fix", warning=True)
    elif path.stat().st_mode & 0o077:
        yield Finding(f"{path} bisa dibaca orang lain. Jalankan: ptmb doctor --fix", wrong=True)
    else:
        yield Finding("kunci kabar ponsel ada, hanya terbaca pemiliknya")


def mend_push_key() -> None:
    """Make what is missing and close what stands open; what is well is left alone."""
    instance = installation.settings().instance
    if push_keys(instance) is None:
        make_push_keys(instance)
    push_key_file(instance).chmod(0o600)


def push_news() -> Iterator[Finding]:
    devices = db.session.scalar(select(func.count()).select_from(PushSubscription)) or 0
    if not devices:
        return
    failed = PushNotice.failed_at > now() - _RECENT
    dead = select(func.count()).where(failed, PushNotice.error != NO_LONGER_SO)
    lost = db.session.scalar(dead) or 0
    yield Finding(f"{devices} ponsel dikabari, {lost} kabar gagal dalam 7 hari", warning=lost > 0)
