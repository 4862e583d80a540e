"""What `ptmb doctor` knows of the figures: when they were compared last, and with what result."""

from collections.abc import Iterator
from datetime import timedelta

from ptmb.actions.rebuilding import missing
from ptmb.adapters.clock import now
from ptmb.cli.checks import Finding
from ptmb.config import CITY_TIME
from ptmb.extensions import db
from ptmb.queries.self_check import last_check

_OLD = timedelta(hours=36)


def figures() -> Iterator[Finding]:
    if missing(db.session()):
        yield Finding("angka belum dihitung. Jalankan: ptmb prepare", wrong=True)
        return
    last = last_check()
    if last is None:
        yield Finding("belum pernah diperiksa; ptmb worker memeriksa setiap malam pukul 03.00")
        return
    moment = f"{last.at.astimezone(CITY_TIME):%Y-%m-%d %H.%M}"
    if last.differences:
        yield Finding(
            f"diperiksa {moment}: {len(last.differences)} perbedaan, pertama"
            f" {last.differences[0]}. Jalankan: ptmb stats rebuild",
            wrong=True,
        )
        return
    old = now() - last.at > _OLD
    late = ". Pemeriksaan malam tidak jalan; ptmb worker jalan?" if old else ""
    yield Finding(f"diperiksa {moment}: cocok, {last.complaints} laporan{late}", warning=old)
