"""What `ptmb doctor` knows of the reports that go out by e-mail."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from ptmb.adapters.clock import now
from ptmb.adapters.report_pdf import pdf_is_possible
from ptmb.cli import installation
from ptmb.cli.checks import Finding
from ptmb.extensions import db
from ptmb.models import ReportMail
from ptmb.queries.reports import mail_readers

_RECENT = timedelta(days=7)


def report_mail() -> Iterator[Finding]:
    if not installation.settings().mail_url:
        yield Finding("laporan tidak dikirim lewat surel (PTMB_MAIL_URL kosong)")
        return
    readers = len(mail_readers())
    if not readers:
        yield Finding("belum ada penerima laporan. Isi surel di /admin/pengguna", warning=True)
    lost = select(func.count()).where(ReportMail.failed_at > now() - _RECENT)
    failed = db.session.scalar(lost) or 0
    if failed:
        why = select(ReportMail.error).where(ReportMail.failed_at.is_not(None))
        last = db.session.scalar(why.order_by(ReportMail.failed_at.desc()).limit(1))
        yield Finding(f"{failed} surel laporan gagal dalam 7 hari; terakhir: {last}", wrong=True)
    attached = "dengan PDF" if pdf_is_possible() else "tanpa PDF (pasang ekstra pdf)"
    yield Finding(f"laporan dikirim ke {readers} orang, {attached}")
