"""D5: the queue for tanker water and a day's runs, side by side."""

from datetime import date, timedelta
from typing import Any

from flask import request
from flask_login import current_user
from werkzeug.wrappers import Response

from ptmb.actions import auditing
from ptmb.adapters.clock import now
from ptmb.config import CITY_TIME
from ptmb.domain.audit import AuditDeed
from ptmb.domain.roles import DESK_ROLES
from ptmb.domain.tankers import ACCESS_WORDS, FAIL_WORDS, RUN_WORDS, VULNERABLE_WORDS
from ptmb.models.tanker import midnight
from ptmb.queries.catalogue import catalogue
from ptmb.queries.tanker_day import active_trucks, newest_plan, run_row, runs_of_day
from ptmb.queries.tanker_queue import PAGE, edition, queue_counts, queue_page
from ptmb.web.access import only
from ptmb.web.desk import desk
from ptmb.web.desk.tanker_lines import editable, hours_of, plan_line, queue_lines, too_late
from ptmb.web.identity import address
from ptmb.web.languages import language
from ptmb.web.pages import found, live, new_key, page, unchanged

_SECONDS = 3
_FARTHEST_DAYS = 14
_WORDS: dict[str, Any] = {
    "access_words": ACCESS_WORDS,
    "vulnerable_words": VULNERABLE_WORDS,
    "run_words": RUN_WORDS,
    "fail_words": FAIL_WORDS,
}


@desk.get("/tangki")
@only(*DESK_ROLES)
def tankers() -> Response:
    """Two live blocks: who waits, and what drives on the chosen day."""
    tag = f"{edition()}-{now():%H%M}-{language()}"
    same = unchanged(tag)
    if same is not None:
        return same
    block = "antrean" if request.args.get("blok") == "antrean" else "rencana"
    return live(tag, "desk/tanker/page.html", block=block, tag=tag, **tanker_context())


def tankers_page(status: int, **said: Any) -> Response:
    """The page again after something that could not be done; `said` tells what and why."""
    tag = f"{edition()}-{now():%H%M}-{language()}"
    return page("desk/tanker/page.html", status=status, tag=tag, **tanker_context(), **said)


def tanker_context() -> dict[str, Any]:
    at, on, number = now(), chosen_day(), _page()
    runs, counts = runs_of_day(on), queue_counts(on)
    return {
        "on": on,
        "today": at.astimezone(CITY_TIME).date(),
        "next_day": timedelta(days=1),
        "seconds": _SECONDS,
        "counts": counts,
        "lines": queue_lines(queue_page(number), at),
        "page_number": number,
        "pages": max(1, -(-counts.waiting // PAGE)),
        "runs": runs,
        "drafts": [one for one in runs if one.run.status == "draft"],
        "metres": sum(one.run.metres for one in runs),
        "trucks": active_trucks(),
        "plan": plan_line(newest_plan(on), at),
        "midnight": midnight(on),
        "editable": editable,
        "too_late": too_late,
        "catalogue": catalogue(),
        "key": new_key(),
        **_WORDS,
    }


@desk.get("/tangki/lembar/<int(max=2147483647):run_id>")
@only(*DESK_ROLES)
def tanker_sheet(run_id: int) -> Response:
    """The run on paper, with telephone numbers: who took it away is written down."""
    row = found(run_row(run_id))
    auditing.note(
        AuditDeed.EXPORT,
        f"tangki {row.truck.plate} {row.run.on} {row.run.number}",
        by=current_user.actor,
        at=now(),
        address=address(),
    )
    return page(
        "desk/tanker/sheet.html", row=row, catalogue=catalogue(), hours_of=hours_of, **_WORDS
    )


def chosen_day() -> date:
    """The day of the page; what is no day, or far away, is today."""
    today = now().astimezone(CITY_TIME).date()
    try:
        on = date.fromisoformat(request.values.get("hari", ""))
    except ValueError:
        return today
    return on if abs((on - today).days) <= _FARTHEST_DAYS else today


def _page() -> int:
    text = request.values.get("hal", "")
    return int(text) if text.isdecimal() and 0 < len(text) < 4 and int(text) else 1
