"""Steps 1 and 2 of a report: what is wrong, and where. Their answers travel in the address."""

from flask import Response as FlaskResponse
from flask import current_app, request
from werkzeug.wrappers import Response

from ptmb.models import Category
from ptmb.queries.catalogue import catalogue
from ptmb.queries.landmarks import areas_like
from ptmb.queries.nearby import Nearby, Neighbour
from ptmb.web.access import open_to_everyone
from ptmb.web.pages import go, page, wants_block
from ptmb.web.public import public
from ptmb.web.public.chosen_place import ChosenPlace, chosen_place
from ptmb.web.public.forms import PlaceForm
from ptmb.web.public.known_card import KnownCard, known_card
from ptmb.web.public.machines import fresh_stamp


@public.get("/lapor")
@open_to_everyone
def report() -> Response:
    offered = catalogue().offered
    return kept_for_back(
        page(
            "public/report.html",
            first=[one for one in offered if one.first],
            rest=[one for one in offered if not one.first],
        )
    )


@public.get("/lapor/lokasi")
@open_to_everyone
def place() -> Response:
    form = PlaceForm(request.args)
    category = asked_category(form)
    if category is None:
        return go("public.report")
    form.w.data = fresh_stamp(form.w.data)
    choice = chosen_place(form)
    neighbours, known = neighbours_of(choice, category), known_card(choice, category)
    going_on = request.args.get("aksi") == "lanjut"
    fits = form.validate()
    trouble = choice.trouble(category) if going_on or choice.outside else ""
    if trouble:
        form.wilayah.errors = [trouble]
    elif going_on and fits:
        if "dilihat" in request.args or not (neighbours or known):
            return go("public.send", **form.query)
        if known:
            return _between(form, choice, neighbours, known)
    return _shown(form, category, choice, neighbours, known)


def _between(
    form: PlaceForm, choice: ChosenPlace, neighbours: list[Neighbour], known: KnownCard
) -> Response:
    """Who has not seen the card in step 2, as without JavaScript, sees it before step 3."""
    return kept_for_back(
        page("public/known.html", form=form, choice=choice, neighbours=neighbours, known=known)
    )


def _shown(
    form: PlaceForm,
    category: Category,
    choice: ChosenPlace,
    neighbours: list[Neighbour],
    known: KnownCard | None,
) -> Response:
    settings = current_app.config["PTMB"]
    present = catalogue()
    looked_for = request.args.get("cari", "").strip()[:60]
    response = page(
        "public/place_search.html" if wants_block() else "public/place.html",
        block="saran",
        form=form,
        category=category,
        choice=choice,
        neighbours=neighbours,
        known=known,
        districts=present.districts,
        approximate=present.approximate,
        looked_for=looked_for,
        suggestions=areas_like(looked_for, present),
        crop=present.settings["map_crop"],
        tile_url=settings.tile_url,
        tile_attribution=settings.tile_attribution,
        edition=present.edition,
    )
    return kept_for_back(response)


def asked_category(form: PlaceForm) -> Category | None:
    """The category of step 1, while it is still offered."""
    category = catalogue().category(form.k.data.upper())
    return category if category and category.active else None


def neighbours_of(choice: ChosenPlace, category: Category) -> list[Neighbour]:
    """Similar open complaints near the chosen point."""
    return Nearby(category.id, choice.point).rows() if choice.point else []


def kept_for_back(response: FlaskResponse) -> FlaskResponse:
    """The Back button finds what was typed; nothing but this browser may keep it."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response
