"""What an officer's phone keeps for work without a signal, and the worker that keeps it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Response as FlaskResponse
from flask import current_app, jsonify, request, url_for
from flask_babel import get_locale
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.lifecycle import Status
from ptmb.domain.roles import Role
from ptmb.queries.job_list import Job
from ptmb.queries.job_photos import photo_tokens
from ptmb.web.access import only, open_to_everyone
from ptmb.web.officer import officer
from ptmb.web.officer.anticipated import ahead
from ptmb.web.officer.jobs import my_jobs
from ptmb.web.officer.step_buttons import other_buttons

_MOST_JOBS = 20
"""The first of the list; more than a day's work."""
_IMPORTED = ("vendor/idb/idb.js", "js/outbox.js")
"""What the worker needs to send what waits, in this order."""


@officer.get("/sw.js")
@open_to_everyone
def worker() -> Response:
    """The service worker; it holds no secret.

    Its imports carry their content in their names, so a new sender is a new worker. Its address
    lies below the page it keeps, so the header widens what it may serve.
    """
    source = Path(current_app.root_path) / "static" / "js" / "officer-sw.js"
    asset: Callable[[str], str] = current_app.jinja_env.globals["asset"]  # type: ignore[assignment]  # web/assets.py puts it there
    names = ", ".join(f'"{asset(name)}"' for name in _IMPORTED)
    response = FlaskResponse(
        f"importScripts({names});\n{source.read_text()}", mimetype="text/javascript"
    )
    response.headers["Service-Worker-Allowed"] = url_for("officer.jobs")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    return response.make_conditional(request)


@officer.get("/bekal")
@only(Role.OFFICER)
def provisions() -> Response:
    """Addresses of pages with their editions, and of thumbnails; 304 while nothing changed.

    A page is fetched anew only when its edition is another one than that of the copy.
    """
    mine, edition = my_jobs(), _edition()
    tag = f"{mine.pulse().newest}-{edition}"
    answer = FlaskResponse(status=304)
    if tag not in request.if_none_match:
        answer = jsonify(staff=current_user.id, **_kept(mine.jobs()[:_MOST_JOBS], tag, edition))
    answer.set_etag(tag)
    return answer


def _kept(jobs: list[Job], tag: str, edition: str) -> dict[str, Any]:
    small = photo_tokens([job.complaint.id for job in jobs])
    return {
        "pages": {
            url_for("officer.jobs"): tag,
            url_for("officer.outbox"): edition,
            url_for("officer.profile"): f"{current_user.on_duty}-{edition}",
            **{page: f"{job.complaint.version}-{edition}" for job in jobs for page in _pages(job)},
        },
        "photos": [url_for("photos.thumbnail", token=token) for token in small],
    }


def _pages(job: Job) -> list[str]:
    """The job as it is, as it will be after its next steps, and the forms on pages of their own."""
    reference, status = job.complaint.reference, job.complaint.status
    here = url_for("officer.job", reference=reference)
    later = ahead(status)
    forms = {
        button.slug
        for one in (status, *later)
        for button in other_buttons(one, phone=False)
        if button.asks
    }
    pages = [here, *(f"{here}?lanjut={one}" for one in later)]
    pages += [f"{here}/{slug}" for slug in sorted(forms)]
    if Status.IN_PROGRESS in (status, *later):
        pages.append(url_for("officer.noting", reference=reference, foto="sebelum"))
    return pages


def _edition() -> str:
    """Whatever else a page shows: the day, the language, the look, and whose it is."""
    day = now().astimezone(CITY_TIME).date().isoformat()
    look = "dark" if request.cookies.get("tema") == "dark" else "light"
    return f"{day}-{get_locale()}-{look}-{current_user.id}"
