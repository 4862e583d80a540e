"""Ties what was used up to the visit that used it, inside the transaction of the event."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ptmb.actions._refusals import Incomplete
from ptmb.domain.materials import MOST_ROWS, NotAQuantity, Used, joined, used_in, written
from ptmb.domain.words import N_
from ptmb.models import ComplaintEvent, Material, MaterialUse


def note(session: Session, used: Sequence[Used], facts: dict[str, Any]) -> None:
    """Put what was used among the facts of the step, each material once; names stay in the list.

    One that was switched off meanwhile counts: it still stood on the phone's page.

    Raises:
        Incomplete: too many materials, too much of one, or one that never was on the list.
    """
    try:
        whole = joined(used)
    except NotAQuantity as error:
        raise Incomplete("materials", N_("Jumlah bahan terlalu besar.")) from error
    asked = {one.material_id for one in whole}
    known = set(session.scalars(select(Material.id).where(Material.id.in_(asked))))
    if len(whole) > MOST_ROWS or asked - known:
        raise Incomplete("materials", N_("Pilih bahan dari daftar, paling banyak 6."))
    if whole:
        facts["materials"] = [[one.material_id, written(one.quantity)] for one in whole]


def keep(session: Session, event: ComplaintEvent) -> None:
    """The rows that the sums are made of, from the facts of the step."""
    session.add_all(
        MaterialUse(
            complaint_id=event.complaint_id,
            event_id=event.id,
            material_id=one.material_id,
            quantity=one.quantity,
        )
        for one in used_in(event.facts)
    )


def take_back(session: Session, undone: ComplaintEvent) -> None:
    """A finish that was taken back used nothing; the next one says it again."""
    session.execute(delete(MaterialUse).where(MaterialUse.event_id == undone.id))
