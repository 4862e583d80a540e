"""What a visit used, read off a meter, and how long it took: in words, for whoever reads of it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext

from ptmb.domain.materials import Used, used_in
from ptmb.domain.meters import MeterReading, reading_in
from ptmb.domain.on_site import Taken, visits
from ptmb.models import Material
from ptmb.queries.catalogue import catalogue
from ptmb.web.durations import duration_words
from ptmb.web.filters import number
from ptmb.web.languages import language


def material_name(material: Material) -> str:
    return material.name_en if language() == "en" else material.name_id


def quantity_words(quantity: Decimal) -> str:
    """3,5 or 12, without noughts at its end."""
    shortest = quantity.normalize().as_tuple().exponent
    return number(float(quantity), max(0, -int(shortest)))


def material_words(used: Iterable[Used]) -> str:
    """Pipa PVC ½ inci 3,5 m, Klem perbaikan 1 buah; empty when nothing was used."""
    known = catalogue().materials
    return ", ".join(
        f"{material_name(known[one.material_id])} {quantity_words(one.quantity)}"
        f" {known[one.material_id].unit}"
        for one in used
        if one.material_id in known
    )


def meter_words(reading: MeterReading) -> str:
    """1.234,5 m³, nomor AB 123."""
    cubic_metres = gettext("%(n)s m³", n=quantity_words(reading.cubic_metres))
    if not reading.number:
        return cubic_metres
    return gettext("%(reading)s, nomor %(number)s", reading=cubic_metres, number=reading.number)


def backwards_words(before: Decimal) -> str:
    """That the same meter said more at the visit before."""
    return gettext("Kunjungan lalu meter ini %(n)s m³.", n=quantity_words(before))


def visit_facts(facts: Mapping[str, Any]) -> Iterable[str]:
    """The parts of a history's line that say what was left, used and read off."""
    if facts.get("safe") is False:
        yield gettext("belum aman untuk sementara")
    used = material_words(used_in(facts))
    if used:
        yield gettext("Bahan: %(used)s", used=used)
    reading = reading_in(facts)
    if reading:
        yield gettext("Meter %(reading)s", reading=meter_words(reading))
    if "meter_before" in facts:
        yield backwards_words(Decimal(facts["meter_before"]))


def stays(events: Iterable[Taken]) -> dict[int, str]:
    """Di lokasi 42 menit, by the step that ended the visit.

    Args:
        events: all steps of one complaint, oldest first.
    """
    return {
        visit.left_id: gettext("Di lokasi %(time)s", time=duration_words(visit.seconds))
        for visit in visits(events)
    }
