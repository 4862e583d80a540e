"""One complaint for its reporter and for whoever has its code; and the way to find it."""

from flask import Response as FlaskResponse
from flask import abort, current_app, request, send_file, url_for
from werkzeug.wrappers import Response

from ptmb.adapters.clock import now
from ptmb.domain.deadlines import reopens
from ptmb.domain.lifecycle import Step, open_steps
from ptmb.domain.photos import PhotoSize
from ptmb.domain.reference import NotACode, grouped, read_reference
from ptmb.domain.roles import Role
from ptmb.extensions import limiter
from ptmb.models import Complaint
from ptmb.queries.catalogue import catalogue
from ptmb.queries.complaint_relatives import followed_by, photo_of
from ptmb.queries.complaint_timeline import complaint_by_reference, timeline_of
from ptmb.queries.live import newest_event_of
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import status_view
from ptmb.web.languages import language
from ptmb.web.pages import found, go, is_poll, live, page, unchanged
from ptmb.web.photos import photo_store
from ptmb.web.public import public
from ptmb.web.public.incident_behind import incident_behind, with_news
from ptmb.web.public.own_keys import actor_of, key_of
from ptmb.web.public.qr_code import qr_code
from ptmb.web.public.story import FINAL, check_by, entries_of, sentence_of, target_of
from ptmb.web.public.tanker_offer import of_page

wrong_codes = limiter.shared_limit(
    "30 per minute;200 per hour",
    scope="code look-ups",
    deduct_when=lambda response: response.status_code == 404,
)
"""Only a wrong code counts: a guesser runs dry, a neighbour behind the same address does not."""


@public.get("/t/<reference>")
@open_to_everyone
@wrong_codes
def complaint(reference: str) -> FlaskResponse:
    row = known(reference)
    if row is None:
        return _not_found(reference)
    if "baru" in request.args and key_of(row):
        return _confirmation(row)
    same = unchanged(_tag(newest_event_of(row.id)), quiet=True) if is_poll() else None
    return same or _progress(row)


@public.get("/lacak")
@open_to_everyone
@wrong_codes
def track_search() -> Response:
    typed = request.args.get("kode", "").strip()[:60]
    if not typed:
        return page("public/track_search.html", typed="", missing=False)
    row = known(typed)
    return go("public.complaint", reference=row.reference) if row else _not_found(typed)


@public.get("/t/<reference>/foto/<int(max=2147483647):photo_id>")
@open_to_everyone
@wrong_codes
def photo(reference: str, photo_id: int) -> FlaskResponse:
    """A picture of the complaint, for who holds its key."""
    row = found(known(reference))
    picture = photo_of(row.id, photo_id) if actor_of(row) else None
    size = PhotoSize.THUMBNAIL if "kecil" in request.args else PhotoSize.FULL
    path = photo_store().path(picture.token, size) if picture else None
    if path is None:
        abort(404)
    return send_file(path, mimetype="image/jpeg")


def known(text: str) -> Complaint | None:
    """The complaint that a person means by this code, typed in any usual way."""
    try:
        return complaint_by_reference(read_reference(text))
    except NotACode:
        return None


def _not_found(typed: str) -> FlaskResponse:
    return page("public/track_search.html", status=404, typed=typed[:60], missing=True)


def _tag(event_id: int) -> str:
    """Changes with each event, and each minute, because the page says when it was made."""
    return f"{event_id}-{now():%H%M}-{language()}"


def _progress(row: Complaint) -> FlaskResponse:
    actor, followed = actor_of(row), followed_by(row)
    history, incident = timeline_of(row), incident_behind(row)
    tag = _tag(history.last_event_id)
    response = live(
        tag,
        "public/complaint.html",
        block="perkembangan",
        complaint=row,
        tag=tag,
        here=url_for("public.complaint", reference=row.reference),
        state=status_view(row.status),
        final=row.status in FINAL,
        actor=actor,
        steps=open_steps(row.status, actor.role) if actor else [],
        reopens=reopens(row.ended_at, now()),
        reopens_followed=actor and followed and _reopens_for_followers(followed),
        incident=incident,
        entries=with_news(entries_of(history, actor), history.events, incident),
        sentence=sentence_of(row),
        target=target_of(row),
        category=catalogue().categories[row.category_id],
        area=catalogue().area_name(row.area_id),
        followed=followed,
        **of_page(row, actor),
    )
    if row.status in FINAL:
        # A morphed block keeps its timer; a new one has none and the old one's ends by itself.
        response.headers["HX-Reswap"] = "outerHTML"
    return response


def _reopens_for_followers(row: Complaint) -> bool:
    """Whether who follows it may say that it is not fixed."""
    steps = open_steps(row.status, Role.FOLLOWER)
    return Step.REOPEN in steps and reopens(row.ended_at, now())


def _confirmation(row: Complaint) -> FlaskResponse:
    settings, present = current_app.config["PTMB"], catalogue()
    path = url_for("public.complaint", reference=row.reference)
    own_key = key_of(row)
    return page(
        "public/received.html",
        complaint=row,
        category=present.categories[row.category_id],
        area=present.area_name(row.area_id),
        address=f"{settings.public_url}{path}",
        own_key=grouped(own_key),
        own_link=f"{settings.public_url}{path}#k={own_key}",
        qr=qr_code(f"{settings.public_url}{path}"),
        check_by=check_by(row, int(present.settings["triage_minutes"])),
        target=target_of(row),
        sends_news=settings.message_gateway != "off" and bool(row.reporter_phone),
    )
