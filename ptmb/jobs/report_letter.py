"""A report as a letter: text, the same as HTML, and the PDF where this installation makes one."""

from datetime import datetime

from flask import current_app
from flask_babel import force_locale

from ptmb.adapters.mail import Letter
from ptmb.adapters.report_pdf import pdf_is_possible
from ptmb.config import Settings
from ptmb.domain.report_figures import ReportFigures
from ptmb.domain.reports import report_path
from ptmb.jobs.report_line import line_of
from ptmb.jobs.report_sheet import file_name, report_sheet
from ptmb.jobs.report_words import report_words

_LANGUAGE = "id"
"""Staff choose a language in their browser; what is written to them is in the city's."""


def letter(told: ReportFigures, to: str, name: str, at: datetime) -> Letter:
    """What one reader gets. `name` makes its Message-ID the same whenever it is written."""
    settings: Settings = current_app.config["PTMB"]
    with force_locale(_LANGUAGE):
        words = report_words(told)
        given = {
            "report": words,
            "line": line_of(told),
            "link": settings.public_url + report_path(told.kind, told.last),
        }
        return Letter(
            id=name,
            to=to,
            subject=f"{words.product}: {words.title}, {words.days_told}",
            text=_rendered("reports/letter.txt", given),
            html=_rendered("reports/letter.html", given),
            at=at,
            pdf=report_sheet(told) if pdf_is_possible() else b"",
            pdf_name=file_name(told, "pdf"),
        )


def _rendered(template: str, given: dict[str, object]) -> str:
    return current_app.jinja_env.get_template(template).render(given).strip() + "\n"
