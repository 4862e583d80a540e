"""Many plans written down at once, as a table brings them: all become drafts, or none."""

from collections.abc import Mapping
from datetime import datetime

from ptmb.actions import _plans, _zones
from ptmb.actions._refusals import Incomplete
from ptmb.database import writing
from ptmb.domain.roles import Actor
from ptmb.domain.water_plans import Plan


def draft_all(plans: Mapping[int, Plan], by: Actor, at: datetime) -> tuple[int, ...]:
    """A draft for each zone id, nobody is told; the same table sent twice makes them once.

    Returns:
        Their ids, in the order of the zones' ids.

    Raises:
        Incomplete: one of the plans lacks something, so none is kept.
    """
    for plan in plans.values():
        _plans.checked(plan)
    with writing() as session:
        found = []
        for zone_id, plan in sorted(plans.items()):
            _zones.locked(session, zone_id)
            same = (one for one in _plans.drafts(session, zone_id) if one.plan == plan)
            draft = next(same, None) or _plans.new(session, zone_id, plan, by, at)
            found.append(draft.id)
        return tuple(found)


def why_refused(plan: Plan) -> str:
    """Why such a plan could not be kept, as a sentence to translate; nothing when it could."""
    try:
        _plans.checked(plan)
    except Incomplete as refusal:
        return refusal.sentence
    return ""
