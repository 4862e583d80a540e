"""The reports: kept as they stood, and the month so far as it stands now."""

from datetime import datetime
from io import BytesIO

from flask import Response, abort, request, url_for
from flask_babel import gettext

from ptmb.adapters.clock import now
from ptmb.adapters.report_pdf import NoPdf, pdf_is_possible
from ptmb.domain.periods import Period, PeriodKind, this
from ptmb.domain.report_figures import ReportFigures, from_json
from ptmb.domain.reports import REPORT_SLUGS, ReportKind
from ptmb.jobs.report_sheet import file_name, report_sheet
from ptmb.jobs.report_words import report_words
from ptmb.models import Report
from ptmb.queries.report_figures import report_figures
from ptmb.queries.reports import PAGE, READERS, kept_report, kept_reports
from ptmb.web.access import only
from ptmb.web.filters import local
from ptmb.web.mayor import mayor
from ptmb.web.mayor.downloads import taken_along
from ptmb.web.mayor.lists import Lists, whole
from ptmb.web.mayor.tables import OFFERS
from ptmb.web.pages import found, page
from ptmb.web.periods import period_query, read_day

_KINDS = {slug: kind for kind, slug in REPORT_SLUGS.items()}
_SLUGS = ",".join(_KINDS)


@mayor.get("/laporan")
@only(*READERS)
def reports() -> Response:
    """The month so far on top, then all that were kept."""
    before = whole(request.args.get("sebelum", ""))
    rows = kept_reports(before_id=before)
    more = len(rows) > PAGE
    return page(
        "mayor/reports.html",
        running=None if before else report_words(_running(now())),
        kept=[(row, report_words(_told(row))) for row in rows[:PAGE]],
        slugs=REPORT_SLUGS,
        next_href=url_for("mayor.reports", sebelum=rows[PAGE - 1].id) if more else None,
    )


@mayor.get("/laporan/berjalan")
@only(*READERS)
def running_report() -> Response:
    return _page(_running(now()), url_for("mayor.running_sheet"))


@mayor.get("/laporan/berjalan.pdf")
@only(*READERS)
def running_sheet() -> Response:
    return _sheet(_running(now()))


@mayor.get(f"/laporan/<any({_SLUGS}):slug>/<last>")
@only(*READERS)
def report(slug: str, last: str) -> Response:
    return _page(_kept(slug, last), url_for("mayor.report_pdf_file", slug=slug, last=last))


@mayor.get(f"/laporan/<any({_SLUGS}):slug>/<last>.pdf")
@only(*READERS)
def report_pdf_file(slug: str, last: str) -> Response:
    return _sheet(_kept(slug, last))


def _running(at: datetime) -> ReportFigures:
    month = this(PeriodKind.MONTH, local(at).date())
    return report_figures(ReportKind.MONTH, month, at)


def _kept(slug: str, last: str) -> ReportFigures:
    return _told(found(kept_report(_KINDS[slug], found(read_day(last)))))


def _told(row: Report) -> ReportFigures:
    return from_json(row.figures)


def _page(told: ReportFigures, sheet: str) -> Response:
    period = _period(told)
    return page(
        "mayor/report.html",
        told=told,
        report=report_words(told),
        lists=Lists(period),
        period_query=period_query(period),
        sheet=sheet if pdf_is_possible() else "",
        paper=request.args.get("tampilan") == "cetak",
        tables=[(name, gettext(offer.title)) for name, offer in OFFERS.items()],
    )


def _period(told: ReportFigures) -> Period:
    kind = PeriodKind.MONTH if told.running else PeriodKind.CUSTOM
    return Period(kind, told.first, told.last, told.running)


def _sheet(told: ReportFigures) -> Response:
    try:
        sheet = report_sheet(told)
    except NoPdf:
        abort(404)
    return taken_along(BytesIO(sheet), "application/pdf", file_name(told, "pdf"))
