"""Where an incident is: whole kelurahan, a circle, or a shape that was drawn on the map."""

from flask_babel import gettext

from ptmb.actions.incidents import NewIncident
from ptmb.adapters.clock import now
from ptmb.domain.geography import Point
from ptmb.domain.lifecycle import Cause
from ptmb.domain.supply import IncidentKind
from ptmb.geometry.shapes import circle, touched
from ptmb.geometry.single import read_boundary
from ptmb.queries.catalogue import area_geometries, catalogue
from ptmb.web.desk.forms.incident import IncidentForm, moment_of


class PlaceRefused(Exception):
    """The shape is none; the sentence says what is wrong with it."""


def new_incident_of(form: IncidentForm) -> NewIncident:
    """What the form says, its complaints left out.

    Raises:
        PlaceRefused: the shape cannot be read.
    """
    centre = _centre(form)
    geometry = _geometry(form, centre)
    return NewIncident(
        kind=IncidentKind(form.kind.data),
        cause=Cause(form.cause.data),
        title=form.title.data or "",
        public_text=form.public_text.data or "",
        starts_at=moment_of(form.starts_at) or now(),
        area_ids=_areas(form, geometry),
        place=form.place.data or "",
        expected_end_at=moment_of(form.expected_end_at),
        next_update_at=moment_of(form.next_update_at),
        geometry=geometry,
        centre=centre,
        crew_id=form.crew_id,
    )


def _centre(form: IncidentForm) -> Point | None:
    if form.latitude.data is None or form.longitude.data is None:
        return None
    return Point(form.latitude.data, form.longitude.data)


def _geometry(form: IncidentForm, centre: Point | None) -> str | None:
    drawn = (form.geometry.data or "").strip()
    if not drawn:
        return circle(centre, form.radius.data) if centre and form.radius.data else None
    file = read_boundary(drawn, code="0", name="-", district="-")
    if file.errors or not file.areas:
        raise PlaceRefused(gettext("Bentuk di peta tidak bisa dibaca. Gambar lagi atau kosongkan."))
    return file.areas[0].geometry


def _areas(form: IncidentForm, geometry: str | None) -> tuple[int, ...]:
    """The ticked ones; where only a shape was drawn, those that it touches."""
    known = catalogue().areas
    ticked = [int(text) for text in form.areas.data or () if text.isdecimal() and len(text) < 10]
    chosen = tuple(area_id for area_id in ticked if area_id in known)
    if chosen or geometry is None:
        return chosen
    return tuple(touched(geometry, area_geometries()))
