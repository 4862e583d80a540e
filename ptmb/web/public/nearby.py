"""What step 2 asks for while the map moves: the area under the pin, the ground of the map."""

import gzip

from flask import Response as FlaskResponse
from flask import request
from werkzeug.wrappers import Response

from ptmb.queries.area_outlines import area_outlines
from ptmb.web.access import open_to_everyone
from ptmb.web.pages import found, go, page, wants_block
from ptmb.web.public import public
from ptmb.web.public.chosen_place import chosen_place
from ptmb.web.public.forms import PlaceForm
from ptmb.web.public.known_card import known_card
from ptmb.web.public.report import asked_category, kept_for_back, neighbours_of

_YEAR_SECONDS = 365 * 24 * 3600


@public.get("/lapor/sekitar")
@open_to_everyone
def around() -> Response:
    form = PlaceForm(request.args)
    category = found(asked_category(form))
    if not wants_block():
        return go("public.place", **form.query)
    choice = chosen_place(form)
    return kept_for_back(
        page(
            "public/place.html",
            block="sekitar",
            form=form,
            category=category,
            choice=choice,
            neighbours=neighbours_of(choice, category),
            known=known_card(choice, category),
        )
    )


@public.get("/peta/wilayah-<int(max=2147483647):edition>.json")
@open_to_everyone
def outlines(edition: int) -> Response:
    """The areas as GeoJSON. The edition in the address lets browsers keep it for good."""
    packed = area_outlines()
    if request.accept_encodings.quality("gzip"):
        response = FlaskResponse(packed, mimetype="application/geo+json")
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = FlaskResponse(gzip.decompress(packed), mimetype="application/geo+json")
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = f"public, max-age={_YEAR_SECONDS}, immutable"
    return response
