"""A supervisor looks at finished work a second time, and says what they found."""

from datetime import datetime

from ptmb.actions._refusals import Incomplete
from ptmb.database import writing
from ptmb.domain.roles import Actor
from ptmb.domain.spot_checks import Verdict
from ptmb.domain.words import N_
from ptmb.models import SpotCheck


class JudgedBefore(Exception):
    """Another supervisor was faster; theirs stands."""


def judge(check_id: int, verdict: Verdict, words: str, by: Actor, at: datetime) -> None:
    """Write the verdict down; the complaint itself stays as it is (see `triage.send_back`).

    The same from the same person again is the same deed.

    Raises:
        LookupError: there is no such check.
        JudgedBefore: it was judged already.
        Incomplete: not good, and no words that say why.
    """
    if verdict is Verdict.SENT_BACK and not words.strip():
        raise Incomplete("words", N_("Tulis apa yang belum beres."))
    with writing() as session:
        check = session.get(SpotCheck, check_id, populate_existing=True, with_for_update=True)
        if check is None:
            raise LookupError(f"no spot check {check_id}")
        if check.judged_at is not None:
            if (check.judged_by_id, check.verdict) == (by.staff_id, verdict):
                return
            raise JudgedBefore(check_id)
        check.judged_at, check.judged_by_id = at, by.staff_id
        check.verdict, check.words = verdict, words.strip()
