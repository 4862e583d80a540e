"""What was heard or pasted, turned into the fields of the quick intake."""

from ptmb.adapters.phone import international, spoken
from ptmb.domain.pasted import read_pasted
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.search import areas_named
from ptmb.web.desk.forms.intake import QuickIntakeForm, put


def fill(form: QuickIntakeForm) -> frozenset[str]:
    """Fill the empty fields from the pasted message; the names of those that were filled."""
    present = catalogue()
    names = [(area.id, (area.name, *area.aliases)) for area in present.areas.values()]
    read = read_pasted(form.pasted.data or "", names)
    texts = {
        "phone": _number(read.phone),
        "category": read.category,
        "area": present.area_name(read.area_id),
        "neighbourhood": read.neighbourhood,
        "landmark": read.landmark,
        "description": (form.pasted.data or "").strip(),
    }
    form.phone.errors = ()
    return frozenset(name for name, text in texts.items() if put(form[name], text))


def _number(text: str) -> str:
    number = international(text) if text else None
    return spoken(number) if number else ""


def area_named(text: str) -> AreaView | None:
    """The area of this name; a beginning is enough when only one begins so."""
    present = catalogue().areas
    wanted = text.strip().casefold()
    if not wanted:
        return None
    ids = areas_named(wanted, present.values())
    exact = [one for one in ids if wanted in {name.casefold() for name in _names(present[one])}]
    return present[exact[0]] if exact else (present[ids[0]] if len(ids) == 1 else None)


def _names(area: AreaView) -> tuple[str, ...]:
    return area.name, *area.aliases
