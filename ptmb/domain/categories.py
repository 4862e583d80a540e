"""The sixteen categories a new installation starts with; the administrator may change them."""

from dataclasses import dataclass
from enum import StrEnum

from ptmb.domain.deadlines import Urgency


class Want(StrEnum):
    """How a field is asked for in a category."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class DefaultCategory:
    """Targets are hours; `first` is among the six tiles of the first screen."""

    code: str
    name_id: str
    name_en: str
    icon: str
    urgency: Urgency
    response_hours: float
    resolution_hours: float
    place: Want
    photo: Want
    customer_number: Want
    phone_required: bool = False
    supply: bool = False
    first: bool = False
    after_photo: bool = False
    meter_reading: bool = False


_R, _O, _H = Want.REQUIRED, Want.OPTIONAL, Want.HIDDEN
_HOURS = {Urgency.EMERGENCY: 1.0, Urgency.HIGH: 1.0, Urgency.MEDIUM: 4.0, Urgency.LOW: 24.0}


def _category(
    code: str,
    names: tuple[str, str],
    icon: str,
    urgency: Urgency,
    hours: float,
    wants: tuple[Want, Want, Want],
    **flags: bool,
) -> DefaultCategory:
    place, photo, customer = wants
    return DefaultCategory(
        code=code,
        name_id=names[0],
        name_en=names[1],
        icon=icon,
        urgency=urgency,
        response_hours=_HOURS[urgency],
        resolution_hours=hours,
        place=place,
        photo=photo,
        customer_number=customer,
        **flags,
    )


_LOW, _MEDIUM, _HIGH = Urgency.LOW, Urgency.MEDIUM, Urgency.HIGH

# fmt: off
DEFAULT_CATEGORIES: tuple[DefaultCategory, ...] = (
    _category("NOFLOW", ("Air tidak mengalir", "No water"), "droplet-off", _HIGH, 24,
              (_R, _H, _O), supply=True, first=True),
    _category("LEAK", ("Pipa bocor di jalan", "Leaking pipe in the road"), "droplet-bolt", _HIGH,
              24, (_R, _O, _H), first=True, after_photo=True),
    _category("QUALITY", ("Air keruh, berbau, atau berwarna", "Dirty or smelly water"), "ripple",
              _HIGH, 24, (_R, _O, _O), supply=True, first=True),
    _category("LOWP", ("Air kecil / tekanan rendah", "Low pressure"), "droplet-half-2", _MEDIUM,
              72, (_R, _H, _O), supply=True, first=True),
    _category("BILL", ("Tagihan atau pencatatan meter", "Bill or reading"), "receipt", _LOW, 120,
              (_O, _O, _R), phone_required=True, first=True),
    _category("METER", ("Meter rusak, hilang, atau tidak terbaca", "Meter fault"), "gauge", _LOW,
              120, (_R, _O, _R), phone_required=True, first=True, meter_reading=True),
    _category("SCHED", ("Giliran tidak sesuai jadwal", "Rationing turn missed"), "clock-hour-4",
              _MEDIUM, 24, (_R, _H, _O)),
    _category("LEAKSVC", ("Bocor di pipa dinas atau sekitar meter", "Leak near the meter"),
              "droplets", _MEDIUM, 48, (_R, _O, _O), after_photo=True),
    _category("TANKER", ("Minta air mobil tangki", "Tanker request"), "truck-delivery", _MEDIUM,
              24, (_R, _H, _O), phone_required=True),
    _category("DIG", ("Bekas galian belum dirapikan", "Road not restored"), "shovel", _MEDIUM, 72,
              (_R, _O, _H), after_photo=True),
    _category("ASSET", ("Tutup bak, valve, atau hidran rusak", "Broken cover, valve or hydrant"),
              "manhole", _HIGH, 24, (_R, _O, _H), after_photo=True),
    _category("SEWER", ("Air limbah / saluran IPAL", "Waste water"), "bucket-droplet", _HIGH, 24,
              (_R, _O, _O)),
    _category("CONN", ("Sambungan baru, balik nama, buka/tutup", "Connection service"), "plug",
              _LOW, 240, (_O, _H, _O)),
    _category("THEFT", ("Dugaan sambungan liar", "Suspected illegal connection"), "eye-off", _LOW,
              336, (_R, _O, _H)),
    _category("SERVICE", ("Pelayanan petugas", "Staff or service"), "headset", _LOW, 336,
              (_O, _H, _O)),
    _category("OTHER", ("Lainnya / bertanya", "Something else"), "help-circle", _LOW, 120,
              (_O, _O, _O)),
)
# fmt: on
