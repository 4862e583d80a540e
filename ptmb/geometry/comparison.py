"""How the areas of a file lie to each other and to the areas of today."""

import numpy as np
import shapely
from numpy.typing import NDArray

from ptmb.domain.words import N_
from ptmb.geometry.findings import Finding, Unusable
from ptmb.geometry.plane import Shapes

_MOST_PAIRS = 100_000
"""Neighbours whose boxes meet: a real map of 2,000 areas has some 20,000."""
_MOST_TOLD = 10
_SMALLEST_OVERLAP_KM2 = 0.001
_SMALLEST_GAP_KM2 = 0.01
_ALL_BUT_NOTHING = 0.99


def overlaps(names: list[str], flat: Shapes) -> list[Finding]:
    """Pairs that share ground, the largest first; `flat` shapes are in metres."""
    one, other = shapely.STRtree(flat).query(flat)
    once = one < other
    one, other = one[once], other[once]
    if len(one) > _MOST_PAIRS:
        raise Unusable(N_("Terlalu banyak wilayah bertumpuk di tempat yang sama."))

    shared = _km2(shapely.intersection(flat[one], flat[other]))
    pairs = [pair for pair in np.argsort(-shared) if shared[pair] >= _SMALLEST_OVERLAP_KM2]
    told = [
        Finding(
            N_("%(first)s dan %(second)s bertumpuk %(km2)s km²."),
            {
                "first": names[one[pair]],
                "second": names[other[pair]],
                "km2": round(float(shared[pair]), 3),
            },
        )
        for pair in pairs[:_MOST_TOLD]
    ]
    if len(pairs) > _MOST_TOLD:
        left = len(pairs) - _MOST_TOLD
        told.append(Finding(N_("%(count)s pasangan lain juga bertumpuk."), {"count": left}))
    return told


def gaps(names: list[str], today: Shapes, proposed: Shapes) -> list[Finding]:
    """Ground of today's areas (`names`) that no proposed one covers; both in the same metres."""
    if not today.size:
        return []
    lost = _km2(shapely.difference(today, shapely.union_all(proposed)))
    if lost.sum() >= _km2(today).sum() * _ALL_BUT_NOTHING:
        return [Finding(N_("Berkas ini tidak mencakup wilayah yang sekarang sama sekali."))]
    if lost.sum() < _SMALLEST_GAP_KM2:
        return []
    return [
        Finding(
            N_("%(km2)s km² wilayah sekarang tidak tercakup, terbanyak di %(name)s."),
            {"km2": round(float(lost.sum()), 2), "name": names[int(lost.argmax())]},
        )
    ]


def changes(new: list[str], missing: list[str]) -> list[Finding]:
    """Areas that would appear, and areas of today that the file leaves out, by name."""
    told = []
    if missing:
        told.append(Finding(N_("Tidak ada di berkas (%(count)s): %(names)s."), _listed(missing)))
    if new:
        told.append(Finding(N_("Wilayah baru (%(count)s): %(names)s."), _listed(new)))
    return told


def _listed(names: list[str]) -> dict[str, str | int]:
    more = "…" if len(names) > _MOST_TOLD else ""
    return {"count": len(names), "names": ", ".join(names[:_MOST_TOLD]) + more}


def _km2(flat: Shapes) -> NDArray[np.float64]:
    areas: NDArray[np.float64] = shapely.area(flat) / 1_000_000.0
    return areas
