"""The state of every area, at most half a minute old: for the page that most people open."""

import threading
import time
from datetime import datetime

from sqlalchemy import Engine

from ptmb.extensions import db
from ptmb.queries.supply_now import AreaSupply, city_supply

_KEPT_SECONDS = 30.0
_lock = threading.Lock()
_held: dict[Engine, tuple[float, dict[int, AreaSupply]]] = {}


def supply_lately(area_id: int, at: datetime) -> AreaSupply | None:
    """What `city_supply` said of an area, mostly without a statement; None for an unknown area.

    Its age is real time, so that a stopped city clock does not keep it for ever.
    """
    engine, moment = db.engine, time.monotonic()
    with _lock:
        held = _held.get(engine)
    if held is None or moment - held[0] >= _KEPT_SECONDS:
        held = moment, {one.area.id: one for one in city_supply(at)}
        with _lock:
            _held[engine] = held
    return held[1].get(area_id)


def forget() -> None:
    """Ask anew at the next look."""
    with _lock:
        _held.clear()
