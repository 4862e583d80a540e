"""Why people complain: the shares of the causes, and what may be said about them."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext, ngettext

from ptmb.domain.lifecycle import Cause
from ptmb.domain.shares import mostly_rationed, percents
from ptmb.domain.supply import SupplyState
from ptmb.queries.figures import Counts
from ptmb.queries.supply_now import AreaSupply
from ptmb.web.filters import StateView, cause_view, percent
from ptmb.web.reservoir_words import LevelView

_ORDER = (
    Cause.RATIONING,
    Cause.TECHNICAL,
    Cause.QUALITY,
    Cause.CUSTOMER_SIDE,
    Cause.UNKNOWN,
)


@dataclass(frozen=True)
class Share:
    """A cause with its part of the whole, as the stacked bar draws it."""

    cause: Cause
    percent: int
    total: int
    view: StateView

    @property
    def tone(self) -> str:
        return self.view.tone


def shares_of(counts: Counts) -> list[Share]:
    """Causes in a fixed order, the unknown last and never hidden in another."""
    found = percents(counts.causes)
    return [
        Share(cause, found[cause], counts.causes[cause], cause_view(cause))
        for cause in _ORDER
        if cause in found
    ]


def water_sentences(
    counts: Counts, water: LevelView | None, supplies: Iterable[AreaSupply]
) -> list[str]:
    """The raw water behind the complaints; that it is the cause only when the data says so."""
    said = []
    if water is not None:
        name, amount, state = water.level.name, water.amount, water.state.word.lower()
        said.append(f"{name}: {amount}, {state}.")
    rationed = sum(1 for one in supplies if one.state is SupplyState.RATIONED)
    if rationed:
        said.append(
            ngettext(
                "%(num)s kelurahan sedang bergilir.", "%(num)s kelurahan sedang bergilir.", rationed
            )
        )
    if mostly_rationed(counts.causes):
        share = percent(percents(counts.causes)[Cause.RATIONING])
        said.append(gettext("%(share)s laporan karena pembagian air baku.", share=share))
    return said
