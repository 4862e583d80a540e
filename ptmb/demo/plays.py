"""Plays the scenes of a complaint through the real actions."""

from collections.abc import Callable, Sequence

from ptmb.actions import dispatch, fieldwork, rationed, reporting, triage
from ptmb.actions._photos import NewPhoto
from ptmb.actions.dispatch import Assignee
from ptmb.actions.fieldwork import MajorWork, Outcome
from ptmb.actions.triage import Verdict
from ptmb.config import CITY_TIME
from ptmb.demo import words
from ptmb.demo.acting import Part
from ptmb.demo.story import Scene
from ptmb.domain.choices import HandBackReason, MajorReason, StillWrong, WorkDone
from ptmb.domain.deadlines import CONFIRM_WITHIN
from ptmb.domain.lifecycle import Cause, Status, Step
from ptmb.domain.materials import Used
from ptmb.domain.roles import REPORTER, SYSTEM

_CREW_CHANCE = 0.1
_WORK = {
    Cause.TECHNICAL: WorkDone.PIPE_REPAIRED,
    Cause.RATIONING: WorkDone.VALVE_OPENED,
    Cause.QUALITY: WorkDone.PIPE_FLUSHED,
    Cause.CUSTOMER_SIDE: WorkDone.EXPLAINED,
    Cause.UNKNOWN: WorkDone.OTHER,
}


def play(part: Part, scene: Scene) -> None:
    """Take the step of a scene."""
    _PLAYS[scene.step](part, scene)


def _assign(part: Part, scene: Scene) -> None:
    area = part.stage.areas[part.lot.area]
    part.holder = part.stage.somebody_for(area)
    crew = part.stage.random.random() < _CREW_CHANCE
    to = Assignee(crew_id=part.holder.crew_id) if crew else Assignee(staff_id=part.holder.staff_id)
    dispatch.assign(part.row.id, to, part.desk(scene))


def _verify(part: Part, scene: Scene) -> None:
    triage.verify(part.row.id, Verdict(cause=scene.cause), part.desk(scene))


def _ask(part: Part, scene: Scene) -> None:
    triage.ask(part.row.id, part.stage.random.choice(words.QUESTIONS), part.desk(scene))


def _explain(part: Part, scene: Scene) -> None:
    until = part.moved(scene.until) if scene.until else None
    reason = part.stage.random.choice(words.EXPLANATIONS)
    rationed.explain(part.row.id, until, reason, part.desk(scene))


def _resolve(part: Part, scene: Scene) -> None:
    work = _WORK[scene.cause]
    if part.row.status is not Status.IN_PROGRESS:
        said = part.stage.random.choice(words.ANSWERS_AT_DESK)
        triage.resolve_at_desk(part.row.id, work, scene.cause, said, part.desk(scene))
        return
    photos: Sequence[NewPhoto] = ()
    if part.stage.categories[part.lot.fate.category].after_photo:
        at = part.moved(scene.at)
        photos = (part.stage.picture(part.lot.fate.category, at, after=True),)
    outcome = Outcome(work, scene.cause, photos=photos, materials=_used(part, work))
    fieldwork.resolve(part.row.id, outcome, part.visit(scene))


def _used(part: Part, work: WorkDone) -> list[Used]:
    """By turns, without a draw: the story of the city stays as it was."""
    kinds = words.USED.get(work, ((),))
    return part.stage.used(kinds[part.row.id % len(kinds)])


def _escalate(part: Part, scene: Scene) -> None:
    random, until = part.stage.random, part.moved(scene.until or scene.at)
    major = MajorWork(
        reason=random.choice(list(MajorReason)),
        needs=random.choice(words.NEEDS),
        safe_for_now=random.random() < 0.8,
        next_update_on=until.astimezone(CITY_TIME).date(),
    )
    fieldwork.escalate(part.row.id, major, part.visit(scene))


def _hand_back(part: Part, scene: Scene) -> None:
    reason = part.stage.random.choice((HandBackReason.NOBODY_HOME, HandBackReason.NO_TOOLS))
    dispatch.hand_back(part.row.id, reason, part.visit(scene))


def _confirm(part: Part, scene: Scene) -> None:
    random = part.stage.random
    rating = random.choices((None, 5, 4, 3, 2, 1), (35, 24, 22, 12, 5, 2))[0]
    comment = random.choice(words.COMMENTS[rating]) if rating in words.COMMENTS else ""
    reporting.confirm(part.row.id, part.deed(REPORTER, scene), rating, comment)


def _close_silently(part: Part, scene: Scene) -> None:
    """In the morning the last day is squeezed: then the 48 hours of some are not over yet."""
    if part.moved(scene.at) - part.row.status_since >= CONFIRM_WITHIN:
        reporting.close_silently(part.row.id, part.deed(SYSTEM, scene))


def _reopen(part: Part, scene: Scene) -> None:
    said = part.stage.random.choice(words.STILL_WRONG)
    reporting.reopen(part.row.id, part.deed(REPORTER, scene), StillWrong.OTHER, said)


_PLAYS: dict[Step, Callable[[Part, Scene], object]] = {
    Step.VERIFY: _verify,
    Step.ASSIGN: _assign,
    Step.ASK: _ask,
    Step.EXPLAIN: _explain,
    Step.FLOW_RETURNED: lambda part, scene: rationed.water_is_back(
        part.row.id, part.deed(REPORTER, scene)
    ),
    Step.STILL_DRY: lambda part, scene: rationed.still_dry(part.row.id, part.deed(REPORTER, scene)),
    Step.SET_OFF: lambda part, scene: fieldwork.set_off(part.row.id, part.visit(scene)),
    Step.ARRIVE: lambda part, scene: fieldwork.arrive(part.row.id, part.visit(scene)),
    Step.RESOLVE: _resolve,
    Step.ESCALATE: _escalate,
    Step.HAND_BACK: _hand_back,
    Step.CONFIRM: _confirm,
    Step.CLOSE_SILENT: _close_silently,
    Step.REOPEN: _reopen,
}
