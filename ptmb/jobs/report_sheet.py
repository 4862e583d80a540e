"""A report as a sheet of A4, in the language being written."""

from dataclasses import asdict

from flask_babel import get_locale, gettext

from ptmb.adapters.report_pdf import Form, report_pdf
from ptmb.domain.measures import DEFINITIONS, Measure
from ptmb.domain.report_figures import ReportFigures
from ptmb.jobs.report_words import report_words


def report_sheet(told: ReportFigures, form: Form = "pdf") -> bytes:
    """The PDF, or another form that typst makes.

    Raises:
        ptmb.adapters.report_pdf.NoPdf: the extra `pdf` is not installed.
    """
    locale = get_locale()
    words = asdict(report_words(told))
    language = locale.language if locale else "id"
    return report_pdf({**words, "language": language, "heads": _heads()}, form)


def file_name(told: ReportFigures, ending: str) -> str:
    """What the file is called when it is kept: kind and last day."""
    kind = "sementara" if told.running else told.kind.value
    return f"ptmb-{kind}-{told.last.isoformat()}.{ending}"


def _heads() -> dict[str, str]:
    measured = {
        "received": Measure.RECEIVED,
        "open": Measure.OPEN,
        "carried": Measure.CARRIED,
        "finished": Measure.FINISHED,
    }
    return {
        **{name: gettext(DEFINITIONS[measure].word) for name, measure in measured.items()},
        "total": gettext("Aduan"),
        "sum": gettext("Jumlah"),
        "trend": gettext("7 hari"),
        "why": gettext("Mengapa?"),
        "where": gettext("Paling banyak aduan"),
        "nothing": gettext("Tidak ada aduan."),
        "ledger": gettext("Neraca aduan"),
        "work": gettext("Pekerjaan"),
        "days": gettext("Hari demi hari"),
    }
