"""Why people complain, in percent that add up, and the sentence that may be said about it."""

from collections.abc import Mapping

from ptmb.domain.lifecycle import Cause
from ptmb.domain.words import N_

ENOUGH = 20
"""Below this many complaints no sentence about causes is honest."""
_MOST = 50
_MUCH = 40


def percents(totals: Mapping[Cause, int]) -> dict[Cause, int]:
    """Whole percents that add up to 100, by the largest-remainder method (Hamilton).

    Causes without a complaint are left out; no complaints at all give an empty table.
    """
    counted = {cause: total for cause, total in totals.items() if total > 0}
    whole = sum(counted.values())
    if not whole:
        return {}
    exact = {cause: total * 100 / whole for cause, total in counted.items()}
    rounded = {cause: int(value) for cause, value in exact.items()}
    by_rest = sorted(exact, key=lambda cause: (rounded[cause] - exact[cause], cause.value))
    for cause in by_rest[: 100 - sum(rounded.values())]:
        rounded[cause] += 1
    return rounded


def sentence(totals: Mapping[Cause, int]) -> str:
    """What may be said; unknown is never counted as rationing."""
    if sum(totals.values()) < ENOUGH:
        return N_("Belum cukup data untuk menyimpulkan penyebab.")
    share = percents(totals)
    if mostly_rationed(totals):
        return N_("Sebagian besar karena pembagian air baku, bukan kerusakan.")
    if share.get(Cause.TECHNICAL, 0) > _MUCH:
        return N_("Banyak kerusakan teknis pada pipa atau alat.")
    if share.get(Cause.UNKNOWN, 0) > _MUCH:
        return N_("Banyak penyebab yang belum diketahui.")
    return N_("Penyebabnya beragam, tidak ada yang menonjol.")


def mostly_rationed(totals: Mapping[Cause, int]) -> bool:
    """Whether enough complaints say that most of them come from rationing."""
    enough = sum(totals.values()) >= ENOUGH
    return enough and percents(totals).get(Cause.RATIONING, 0) > _MOST
