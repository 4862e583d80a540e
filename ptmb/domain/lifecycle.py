"""The life of a complaint: one table says who may take which step, from where, to where."""

from collections.abc import Iterable
from dataclasses import dataclass

from ptmb.domain.roles import Role
from ptmb.domain.states import (
    DONE,
    ENDED,
    EVERY,
    GENTLE,
    KIND,
    OPEN,
    Cause,
    Kind,
    Move,
    Need,
    Status,
    Step,
)
from ptmb.domain.words import N_

__all__ = [
    "DONE", "ENDED", "EVERY", "GENTLE", "KIND", "OPEN", "RULES", "Cause", "Kind", "Move", "Need",
    "Rule", "Status", "Step", "StepRefused", "landing", "open_steps", "rule_for",
]  # fmt: skip


@dataclass(frozen=True)
class Rule:
    step: Step
    sources: frozenset[Status]
    target: Status | Move
    roles: frozenset[Role]
    needs: frozenset[Need]
    sentence: str
    """What the citizen reads in the timeline; empty: the step stays inside the house."""

    @property
    def own_job(self) -> bool:
        return Need.OWN_JOB in self.needs

    @property
    def with_incident(self) -> bool:
        """Whether only the end of an incident takes it, for all its complaints at once."""
        return Need.INCIDENT_OVER in self.needs


class StepRefused(Exception):
    """The table does not allow this step; `status` and `step` say which."""

    def __init__(self, step: Step, status: Status | None, role: Role) -> None:
        super().__init__(f"{role} cannot {step} a complaint that is {status}")
        self.step, self.status, self.role = step, status, role


def _rule(
    step: Step,
    sources: Iterable[Status],
    target: Status | Move,
    roles: Iterable[Role],
    needs: Iterable[Need] = (),
    sentence: str = "",
) -> Rule:
    return Rule(step, frozenset(sources), target, frozenset(roles), frozenset(needs), sentence)


S, R = Status, Role
_DESK = (R.OPERATOR, R.SUPERVISOR)
_VISIT = (S.ASSIGNED, S.EN_ROUTE, S.IN_PROGRESS)

# fmt: off
# One row a rule: step, from, to, who, what it needs, and the sentence the citizen reads.
RULES: tuple[Rule, ...] = (
    _rule(Step.RECEIVE, (), S.RECEIVED, (R.REPORTER, *_DESK, R.API),
          (Need.CATEGORY, Need.PLACE), N_("Laporan diterima")),
    _rule(Step.VERIFY, OPEN, Move.STAY, _DESK, (), N_("Laporan diperiksa operator")),
    _rule(Step.ASSIGN, (S.RECEIVED, *_VISIT, S.FOLLOW_UP), S.ASSIGNED, _DESK,
          (Need.ASSIGNEE,), N_("Petugas ditunjuk")),
    _rule(Step.ASK, (S.RECEIVED, S.ASSIGNED), S.NEED_INFO, _DESK,
          (Need.QUESTION,), N_("Kami perlu jawaban Anda")),
    _rule(Step.ANSWER, (S.NEED_INFO,), S.RECEIVED, (R.REPORTER, *_DESK),
          (Need.ANSWER,), N_("Jawaban Anda diterima")),
    _rule(Step.EXPIRE, (S.NEED_INFO,), S.RECEIVED, (R.SYSTEM,),
          (Need.WAIT_3_DAYS,), N_("Belum ada jawaban, operator melanjutkan")),
    _rule(Step.TAKE, (S.RECEIVED,), S.ASSIGNED, (R.OFFICER,),
          (Need.OWN_AREA,), N_("Petugas mengambil tugas ini")),
    _rule(Step.HAND_BACK, _VISIT, S.RECEIVED, (R.OFFICER,),
          (Need.OWN_JOB, Need.REASON, Need.TWO_CALLS), N_("Kembali ke operator")),
    _rule(Step.SET_OFF, (S.ASSIGNED,), S.EN_ROUTE, (R.OFFICER,),
          (Need.OWN_JOB,), N_("Petugas menuju lokasi")),
    _rule(Step.ARRIVE, (S.ASSIGNED, S.EN_ROUTE, S.FOLLOW_UP), S.IN_PROGRESS, (R.OFFICER,),
          (Need.OWN_JOB,), N_("Petugas tiba di lokasi")),
    _rule(Step.RESOLVE, (S.IN_PROGRESS,), S.RESOLVED, (R.OFFICER,),
          (Need.OWN_JOB, Need.WORK_DONE, Need.CAUSE, Need.AFTER_PHOTO), N_("Selesai dikerjakan")),
    _rule(Step.RESOLVE, (S.RECEIVED, S.ASSIGNED), S.RESOLVED, _DESK,
          (Need.WORK_DONE, Need.CAUSE), N_("Selesai ditangani")),
    _rule(Step.ESCALATE, _VISIT, S.FOLLOW_UP, (R.OFFICER,),
          (Need.OWN_JOB, Need.REASON, Need.NEXT_DATE), N_("Perlu pekerjaan besar")),
    _rule(Step.ESCALATE, _VISIT, S.FOLLOW_UP, _DESK,
          (Need.REASON, Need.NEXT_DATE), N_("Perlu pekerjaan besar")),
    _rule(Step.EXPLAIN, (S.RECEIVED, S.ASSIGNED), S.RATIONED, _DESK,
          (Need.WATER_TIME, Need.REASON), N_("Menunggu giliran air")),
    _rule(Step.FLOW_RETURNED, (S.RATIONED,), S.RESOLVED, (R.REPORTER, R.FOLLOWER),
          (), N_("Air sudah mengalir lagi")),
    _rule(Step.FLOW_RETURNED, (S.RATIONED,), S.RESOLVED, (R.SYSTEM,),
          (Need.SILENCE_48_HOURS,), N_("Air sudah mengalir lagi")),
    _rule(Step.FLOW_QUESTION, (S.RATIONED,), Move.STAY, (R.SYSTEM,),
          (Need.TURN_OVER,), N_("Kami bertanya: air sudah mengalir?")),
    _rule(Step.STILL_DRY, (S.RATIONED,), S.RECEIVED, (R.REPORTER, R.FOLLOWER, R.SYSTEM),
          (Need.TURN_OVER,), N_("Air belum mengalir, laporan dibuka lagi")),
    _rule(Step.GROUP, OPEN - {S.GROUPED}, S.GROUPED, _DESK,
          (Need.INCIDENT,), N_("Bagian dari gangguan")),
    _rule(Step.UNGROUP, (S.GROUPED,), S.RECEIVED, _DESK, (), N_("Ditangani sendiri lagi")),
    _rule(Step.RESOLVE, (S.GROUPED,), S.RESOLVED, _DESK,
          (Need.INCIDENT_OVER,), N_("Gangguan selesai ditangani")),
    _rule(Step.MERGE, OPEN, S.MERGED, _DESK, (Need.TARGET,),
          N_("Digabung dengan laporan yang sama")),
    _rule(Step.UNMERGE, (S.MERGED,), Move.AS_BEFORE, _DESK, (), N_("Ditangani sendiri lagi")),
    _rule(Step.REJECT, (S.RECEIVED, S.ASSIGNED), S.REJECTED, _DESK,
          (Need.REASON,), N_("Tidak bisa ditangani")),
    _rule(Step.CONFIRM, (S.RESOLVED,), S.CLOSED, (R.REPORTER,),
          (), N_("Anda mengonfirmasi sudah selesai")),
    _rule(Step.CLOSE_SILENT, (S.RESOLVED,), S.CLOSED, (R.SYSTEM,),
          (Need.SILENCE_48_HOURS,), N_("Ditutup otomatis, tidak ada jawaban 48 jam")),
    _rule(Step.REOPEN, (S.RESOLVED, S.CLOSED, S.REJECTED), S.RECEIVED,
          (R.REPORTER, R.FOLLOWER, *_DESK), (Need.REASON, Need.WITHIN_14_DAYS),
          N_("Laporan dibuka kembali")),
    _rule(Step.SEND_BACK, (S.RESOLVED,), S.IN_PROGRESS, (R.SUPERVISOR,),
          (Need.REASON,), N_("Hasil kerja diperiksa ulang")),
    _rule(Step.WITHDRAW, (S.RECEIVED,), S.WITHDRAWN, (R.REPORTER,),
          (), N_("Laporan dibatalkan pelapor")),
    _rule(Step.NOTE, EVERY, Move.STAY, (R.REPORTER, R.OFFICER, *_DESK), (),
          N_("Keterangan ditambahkan")),
    _rule(Step.ADD_PHOTO, EVERY, Move.STAY, (R.REPORTER, R.OFFICER, *_DESK), (),
          N_("Foto ditambahkan")),
    _rule(Step.SUPPORT, OPEN, Move.STAY, (R.FOLLOWER, *_DESK), (),
          N_("Warga lain ikut melaporkan")),
    _rule(Step.RETRACT, (S.ASSIGNED,), Move.AS_BEFORE, _DESK,
          (Need.OWN_DEED, Need.WITHIN_10_SECONDS), N_("Penunjukan petugas diurungkan")),
    _rule(Step.RETRACT, (S.RATIONED,), Move.AS_BEFORE, _DESK,
          (Need.OWN_DEED, Need.WITHIN_10_SECONDS), N_("Penandaan bergilir diurungkan")),
    _rule(Step.RETRACT, (S.RESOLVED,), S.IN_PROGRESS, (R.OFFICER,),
          (Need.OWN_JOB, Need.OWN_DEED, Need.WITHIN_30_SECONDS), N_("Petugas masih mengerjakan")),
    _rule(Step.RELOCATE, (*_VISIT, S.FOLLOW_UP), Move.STAY, (R.OFFICER,),
          (Need.OWN_JOB, Need.PLACE), N_("Titik lokasi diperbaiki petugas")),
    _rule(Step.HOLD, (*_VISIT, S.FOLLOW_UP), Move.STAY, (R.OFFICER,),
          (Need.OWN_JOB, Need.REASON)),
    _rule(Step.RELEASE, (*_VISIT, S.FOLLOW_UP), Move.STAY, _DESK, ()),
    _rule(Step.CALL, (*_VISIT, S.FOLLOW_UP), Move.STAY, (R.OFFICER,), (Need.OWN_JOB,)),
)
# fmt: on


def rule_for(status: Status | None, step: Step, role: Role) -> Rule:
    """The row of the table that allows this step.

    Args:
        status: where the complaint is; None before it exists.
    Raises:
        StepRefused: no row allows it.
    """
    for rule in RULES:
        starts = status in rule.sources if status else not rule.sources
        if rule.step is step and role in rule.roles and starts:
            return rule
    raise StepRefused(step, status, role)


def landing(rule: Rule, current: Status | None, before: Status | None = None) -> Status:
    """The status a step ends in; `before` is where the step that it takes back came from."""
    if rule.target is Move.STAY and current:
        return current
    if rule.target is Move.AS_BEFORE:
        return before or Status.RECEIVED
    return Status(rule.target)


def open_steps(status: Status, role: Role) -> list[Step]:
    """Steps to offer as buttons; the same table decides and displays."""
    own = (rule for rule in RULES if not rule.with_incident)
    return [rule.step for rule in own if status in rule.sources and role in rule.roles]
