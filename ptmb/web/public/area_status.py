"""One area's water: now, the last 30 days, this month's complaints by cause."""

from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, render_template, url_for

from ptmb.adapters.clock import now
from ptmb.domain.lifecycle import Cause
from ptmb.domain.periods import PeriodKind, this
from ptmb.domain.supply import SupplyState
from ptmb.domain.supply_history import DayHours
from ptmb.domain.suppression import Shown, Withheld
from ptmb.models import FillingPoint
from ptmb.queries.area_slugs import area_by_slug
from ptmb.queries.catalogue import AreaView, catalogue
from ptmb.queries.figures import Counts, counts
from ptmb.queries.following import followers_of_area
from ptmb.queries.incident_list import open_incidents
from ptmb.queries.public_statistics import causes_by_area
from ptmb.queries.supply_history import past_days
from ptmb.queries.supply_now import area_supply
from ptmb.queries.tanker_points import tanker_points
from ptmb.web.access import open_to_everyone
from ptmb.web.filters import StateView, cause_view, local
from ptmb.web.headers import may_be_framed
from ptmb.web.incident_words import IncidentCard, incident_card
from ptmb.web.languages import gettext, in_address
from ptmb.web.public import public
from ptmb.web.public.city_status import base_address, for_everybody
from ptmb.web.public.follow_view import follow_link
from ptmb.web.public.small_counts import counted
from ptmb.web.public.status_bars import Bars, bars
from ptmb.web.public.status_words import LOOK, AreaStatus, area_statuses
from ptmb.web.week_strips import AreaWeek, area_week

_CAUSES = (Cause.RATIONING, Cause.TECHNICAL, Cause.QUALITY, Cause.CUSTOMER_SIDE, Cause.UNKNOWN)


@dataclass(frozen=True)
class AreaPage:
    """Everything on the page of an area. `followers` are people, not complaints."""

    at: datetime
    one: AreaStatus
    days: list[DayHours]
    month: Counts
    month_causes: Shown[int, Cause]
    incidents: list[IncidentCard]
    followers: int
    tanker_points: list[FillingPoint]
    week: AreaWeek

    @property
    def area(self) -> AreaView:
        return self.one.supply.area

    @property
    def bars(self) -> Bars:
        return bars(self.days)

    @property
    def causes(self) -> list[tuple[StateView, str]]:
        """Each cause with its own count or mark; the unknown is hidden in no other."""
        return [(cause_view(one), self._cause(one)) for one in _CAUSES]

    def cause_count(self, cause: Cause) -> int | Withheld | None:
        """As on the public statistics: small ones are withheld, or all of them (None)."""
        shown = self.month_causes
        return None if shown.cells is None else shown.at(self.area.id, cause)

    def _cause(self, cause: Cause) -> str:
        found = self.cause_count(cause)
        return "–" if found is None else counted(found)


def area_page(slug: str, at: datetime) -> AreaPage:
    """The page of the area with this word in its address; 404 when there is none."""
    area = area_by_slug(slug)
    supply = area_supply(area.id, at) if area else None
    if area is None or supply is None:
        abort(404)
    month = this(PeriodKind.MONTH, local(at).date())
    here = [one for one in open_incidents() if area.id in one.area_ids]
    return AreaPage(
        at=at,
        one=area_statuses([supply], at)[0],
        days=past_days(area.id, at),
        month=counts(month, area.id),
        month_causes=causes_by_area(month),
        incidents=[incident_card(one, catalogue(), at) for one in here],
        followers=followers_of_area(area.id),
        tanker_points=tanker_points(),
        week=area_week(area.id, at),
    )


@public.get("/status/<slug>")
@open_to_everyone
def status_area(slug: str) -> Response:
    it = area_page(slug, now())
    html = render_template(
        "public/status/area.html",
        it=it,
        week=it.week,
        follow=follow_link(it.area, it.followers),
        here=url_for("public.status_area", slug=slug, bahasa=in_address()),
        base=base_address(),
        SupplyState=SupplyState,
        looks=LOOK,
    )
    return for_everybody(html)


@public.get("/status/sisip/<slug>")
@open_to_everyone
def status_area_embed(slug: str) -> Response:
    """One area's state for a frame on somebody else's page."""
    it = area_page(slug, now())
    title = gettext("Status air %(area)s", area=it.area.name)
    html = render_template("public/status/embed.html", it=it, one=it.one, title=title)
    return may_be_framed(for_everybody(html))
