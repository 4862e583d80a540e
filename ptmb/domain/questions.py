"""Questions of the mayor and the managers to the desk: who asks, who answers, what is one."""

from dataclasses import dataclass

from ptmb.domain.roles import Role
from ptmb.domain.words import N_

ASKERS = (Role.MAYOR, Role.MANAGER, Role.ADMIN)
ANSWERERS = (Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN)
MOST = 2000
"""Characters of a question, and of an answer."""
NO_QUESTION = N_("Tulis pertanyaan Anda.")
NO_ANSWER = N_("Tulis jawabannya.")
TOO_LONG = N_("Terlalu panjang. Tulis paling banyak 2.000 huruf.")


@dataclass(frozen=True)
class About:
    """What is asked about: a complaint or an area, and with neither the city as a whole."""

    complaint_id: int | None = None
    area_id: int | None = None

    def __post_init__(self) -> None:
        if self.complaint_id is not None and self.area_id is not None:
            raise ValueError("a question is about a complaint or an area, not about both")


class QuestionRefused(Exception):
    """Somebody of this role neither asks the desk nor answers for it."""

    def __init__(self, role: Role) -> None:
        super().__init__(role)
        self.role = role


class UnfitWords(Exception):
    """Nothing was written, or too much; `sentence` says how to mend it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def fit_words(text: str, empty: str) -> str:
    """The words as they are kept: a new line is one sign, as the browser counts it.

    Args:
        empty: what to say when there are none.

    Raises:
        UnfitWords: there are none, or more than `MOST` signs.
    """
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise UnfitWords(empty)
    if len(words) > MOST:
        raise UnfitWords(TOO_LONG)
    return words
