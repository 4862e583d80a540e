"""Makes a place out of what step 2 says: a point, a chosen area, or words."""

from dataclasses import dataclass

from flask_babel import gettext

from ptmb.domain.categories import Want
from ptmb.domain.choices import PlaceSource
from ptmb.domain.geography import Point, is_wgs84
from ptmb.domain.place import Place
from ptmb.domain.words import N_
from ptmb.models import Category
from ptmb.queries.area_at import area_at
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.web.public.forms import PlaceForm

OUTSIDE = N_("Titik ini di luar wilayah layanan PTMB. Geser peta atau pilih kelurahan.")
_BY_POINT = {
    source.value: source for source in (PlaceSource.GPS, PlaceSource.MAP, PlaceSource.PHOTO)
}


@dataclass(frozen=True)
class ChosenPlace:
    """What the form amounts to; `outside`: its point lies outside of the service area."""

    place: Place
    area: AreaView | None
    point: Point | None
    outside: bool = False

    def trouble(self, category: Category) -> str:
        """Why this place cannot be used for the category, in words; empty when it can."""
        if self.outside:
            return gettext(OUTSIDE)
        if category.place is Want.REQUIRED and not self.place.known:
            return gettext("Pilih lokasi dulu.")
        return ""


def chosen_place(form: PlaceForm) -> ChosenPlace:
    """A chosen area overrules a point that lies elsewhere: it was chosen after it."""
    point = _point(form)
    picked = _picked(form)
    around = area_at(point) if point else None
    if picked and picked != around:
        return _made(form, picked, None)
    if point and around is None:
        return ChosenPlace(_words(form), None, point, outside=True)
    return _made(form, around, point)


def _made(form: PlaceForm, area: AreaView | None, point: Point | None) -> ChosenPlace:
    words = _words(form)
    source = PlaceSource.AREA if area else PlaceSource.LANDMARK
    if point:
        source = _BY_POINT.get(form.sumber.data, PlaceSource.MAP)
    place = Place(
        source=source,
        area_id=area.id if area else None,
        latitude=point.lat if point else None,
        longitude=point.lng if point else None,
        accuracy_m=_accuracy(form) if source is PlaceSource.GPS else None,
        address=words.address,
        landmark=words.landmark,
        neighbourhood=words.neighbourhood,
    )
    return ChosenPlace(place, area, point)


def _words(form: PlaceForm) -> Place:
    return Place(
        PlaceSource.LANDMARK,
        address=form.alamat.data,
        landmark=form.patokan.data,
        neighbourhood=form.rt.data,
    )


def _picked(form: PlaceForm) -> AreaView | None:
    text = form.wilayah.data
    known = text.isascii() and text.isdigit() and len(text) < 10
    return catalogue().areas.get(int(text)) if known else None


def _point(form: PlaceForm) -> Point | None:
    lat, lng = _degrees(form.lat.data), _degrees(form.lng.data)
    if lat is None or lng is None or not is_wgs84(lat, lng):
        return None
    return Point(round(lat, 6), round(lng, 6))


def _degrees(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _accuracy(form: PlaceForm) -> float | None:
    metres = _degrees(form.akurasi.data)
    return round(metres, 1) if metres is not None and 0 <= metres < 1_000_000 else None
