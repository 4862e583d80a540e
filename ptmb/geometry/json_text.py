"""Untrusted bytes to JSON values, bounded in size, depth and number before they cost memory."""

import json
from typing import Any, NoReturn

from ptmb.domain.words import N_
from ptmb.geometry.findings import Unusable

MAX_BYTES = 20_000_000
MAX_POINTS = 500_000
_MAX_STRUCTURE = 4 * MAX_POINTS
"""Brackets, braces and commas: a point of three numbers has four."""


def parsed(raw: bytes) -> Any:
    """The value in `raw`, every number of it a float; Unusable says why it cannot be read."""
    if len(raw) > MAX_BYTES:
        raise Unusable(N_("Berkas lebih besar dari %(most)s MB."), most=MAX_BYTES // 1_000_000)
    if sum(raw.count(mark) for mark in (b"[", b"{", b",")) > _MAX_STRUCTURE:
        raise too_many_points()
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_int=float, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise Unusable(N_("Berkas ini bukan teks UTF-8.")) from error
    except RecursionError as error:
        raise Unusable(N_("Isi berkas bersarang terlalu dalam.")) from error
    except json.JSONDecodeError as error:
        raise Unusable(
            N_("Berkas ini bukan GeoJSON yang utuh. Rusak di baris %(line)s."), line=error.lineno
        ) from error


def too_many_points() -> Unusable:
    return Unusable(
        N_("Berkas memuat terlalu banyak titik. Paling banyak %(most)s."), most=MAX_POINTS
    )


def _refuse_constant(name: str) -> NoReturn:
    raise Unusable(N_("Berkas memuat %(number)s, yang bukan angka."), number=name)
