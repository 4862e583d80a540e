"""Loads the demonstration in one transaction: after a kill there is all of it, or nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

import click
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ptmb.database import together
from ptmb.demo import DEMONSTRATION
from ptmb.demo.accounts import add_people
from ptmb.demo.acting import Part
from ptmb.demo.calendar import moved_to
from ptmb.demo.levels import level_acts
from ptmb.demo.plan import Lot, deal
from ptmb.demo.plays import play
from ptmb.demo.rationing import Act, rationing_acts
from ptmb.demo.stage import build_stage
from ptmb.demo.story import LATEST, choose_detours, scenes
from ptmb.demo.tankers import tanker_acts
from ptmb.demo.troubles import incident_acts
from ptmb.extensions import db
from ptmb.models import Message, Setting

SEED = 2024
_SUPPORTED = ("NOFLOW", "LEAK", "QUALITY", "LOWP")
_Moved = Callable[[datetime], datetime]


def load_demonstration(now: datetime, *, seed: int = SEED, quiet: bool = False) -> bool:
    """Put the ten days that end now into the database, unless they are there; whether it did.

    Messages count as sent: nobody real waits for them.
    """
    try:
        with together() as session:
            if _is_loaded(session):
                return False
            # First of all, so that on PostgreSQL a second loader waits here and then gives up.
            session.add(Setting(name=DEMONSTRATION, text=f"{now.isoformat()} {seed}"))
            session.flush()
            _load(session, moved_to(now), seed, quiet=quiet)
            return True
    except IntegrityError:
        if not _is_loaded(db.session()):
            raise
        return False


def _is_loaded(session: Session) -> bool:
    mark = select(Setting.name).where(Setting.name == DEMONSTRATION)
    return session.scalar(mark) is not None


def _load(session: Session, moved: _Moved, seed: int, *, quiet: bool) -> None:
    lots = deal(seed)
    add_people(session, moved(lots[0].received_at - timedelta(days=30)))
    stage = build_stage(session, seed)
    parts = [Part(stage, lot, moved) for lot in lots]
    acts = sorted(
        [
            *_acts(seed, lots, parts),
            *rationing_acts(session, stage, moved),
            *incident_acts(session, stage, moved),
            *level_acts(stage, moved),
            *tanker_acts(session, stage, moved),
        ],
        key=lambda act: act[:2],
    )
    with click.progressbar(acts, label="Memuat kota demonstrasi", hidden=quiet) as shown:
        for _, _, act in shown:
            act()
    session.execute(update(Message).values(sent_at=Message.created_at, attempts=1))


def _acts(seed: int, lots: list[Lot], parts: list[Part]) -> Iterator[Act]:
    """Everything that happens, each with its moment; sorted, it is the history of the city."""
    random = Random(f"story {seed}")
    detours = choose_detours(random, lots)
    for lot, part in zip(lots, parts, strict=True):
        yield lot.received_at, lot.number, part.receive
        for scene in scenes(random, lot, detours):
            yield scene.at, lot.number, partial(play, part, scene)
        for at in _neighbours(random, lot):
            yield at, lot.number, partial(part.support, at)


def _neighbours(random: Random, lot: Lot) -> Iterator[datetime]:
    if lot.fate.category not in _SUPPORTED or random.random() > 0.22:
        return
    end = min(lot.done_at or LATEST, lot.received_at + timedelta(hours=30))
    for _ in range(random.choice((1, 1, 2, 2, 3, 4, 6))):
        yield lot.received_at + (end - lot.received_at) * random.uniform(0.05, 0.95)
