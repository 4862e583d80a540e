"""The public status pages as bytes: drawn once a minute, given to the whole city.

A copy is kept in memory and, for restarts and for the other workers, on disk. While one thread of
one worker draws a new copy, everybody else is given the last one. When it cannot be drawn (the
database is locked or away) the last one is given on, and says that it is old. A page is drawn
without cookies or anything else of the person who asked, so that one copy is right for all.
"""

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from ptmb.config import Settings
from ptmb.web.status_addresses import Asked, asked, of_nobody
from ptmb.web.status_copy import Answer, Copy, forget_copy, read_copy
from ptmb.web.status_place import Place

_PAUSE_SECONDS = 5.0
"""After a drawing that failed, the next try waits so long."""
_PATIENCE_SECONDS = 5.0
"""How long somebody waits for another's first drawing before drawing it again."""
_WAIT_SECONDS = 1.5
"""How long somebody waits for a newer copy when there is an older one."""
_EXTENSION = "status_copies"
_Start = Callable[..., Any]
Question = dict[str, Any]


class StatusCopies:
    """WSGI middleware before everything else of the application.

    Args:
        folder: where copies are kept.
        host: what the pages are told they were asked for, whatever the request says.
        clock: seconds since 1970; how old a copy is has nothing to do with a stopped city clock.
    """

    def __init__(
        self, inner: Callable[..., Any], folder: Path, host: str, clock: Callable[[], float]
    ) -> None:
        self._inner, self._folder, self._host, self._clock = inner, folder, host, clock
        self._places: dict[str, Place] = {}
        self._renewing = threading.Lock()
        self._failing_until = 0.0
        self._hanging = False

    def __call__(self, environ: dict[str, Any], start_response: _Start) -> Iterable[bytes]:
        wanted = asked(environ["PATH_INFO"], environ.get("QUERY_STRING", ""))
        if wanted is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            answer: Iterable[bytes] = self._inner(environ, start_response)
            return answer
        place = self._places.get(wanted.copied_as)
        if place and place.copy and place.fresh(self._clock()):
            return place.copy.send(environ, start_response)
        found = self._renewed(wanted, environ) if wanted.copied else self._once(wanted, environ)
        return found.send(environ, start_response)

    def forget(self) -> None:
        """Drop every copy: the next one is drawn anew."""
        self._places = {}
        for path in self._folder.glob("*.copy"):
            path.unlink(missing_ok=True)

    def _once(self, wanted: Asked, environ: dict[str, Any]) -> Copy | Answer:
        """A page for one person, such as a search; when it fails, the page for all."""
        answer = self._draw(of_nobody(wanted, environ, self._host))
        return (self._instead(wanted) or answer) if answer.failed else answer

    def _instead(self, wanted: Asked) -> Copy | None:
        """The whole page as it was last, for a part of it that cannot be drawn now."""
        place = self._places.get(wanted.whole)
        copy = (place.copy if place else None) or read_copy(self._folder, wanted.whole)
        return copy.aged() if copy else None

    def _renewed(self, wanted: Asked, environ: dict[str, Any]) -> Copy | Answer:
        place = self._places.setdefault(wanted.copied_as, Place(self._folder, wanted.copied_as))
        place.look_on_disk(self._clock())
        question = of_nobody(wanted, environ, self._host)
        if place.copy is None:
            return self._first(wanted, question, place)
        if place.fresh(self._clock()):
            return place.copy
        if not self._pausing():
            self._try(wanted, question, place)
        if self._pausing():
            return self._old(place, place.copy)
        # While another draws, a copy of a moment ago passes for new; one of an hour ago does not.
        at = self._clock()
        return place.copy if place.passes(at) else place.grow_old(place.copy, at)

    def _pausing(self) -> bool:
        """Whether it has just failed; a pause that began in the future is none."""
        return 0 < self._failing_until - self._clock() <= _PAUSE_SECONDS

    def _first(self, wanted: Asked, question: Question, place: Place) -> Copy | Answer:
        """Nobody has drawn it yet: who comes second waits for the first, for a while."""
        with place.turn(_PATIENCE_SECONDS):
            place.look_on_disk(self._clock())
            if place.copy is not None:
                return place.copy
            answer = self._draw(question)
            if answer.for_everybody:
                return place.keep(answer, self._clock())
            self._places.pop(wanted.copied_as, None)
            return (self._instead(wanted) or answer) if answer.failed else answer

    def _try(self, wanted: Asked, question: Question, place: Place) -> None:
        if self._renewing.acquire(blocking=False):
            self._renew_beside(wanted, question, place)
        elif self._hanging:  # it still does: nothing newer is to be had
            self._failing_until = self._clock() + _PAUSE_SECONDS

    def _renew_beside(self, wanted: Asked, question: Question, place: Place) -> None:
        """Draw in a thread of its own, and wait for it no longer than a person should.

        One thread at most: a database that hangs must not take all of them.
        """
        done, self._hanging = threading.Event(), False

        def renew() -> None:
            try:
                self._renew(wanted, question, place)
            finally:
                self._renewing.release()
                done.set()

        threading.Thread(target=renew, name="status", daemon=True).start()
        if not done.wait(_WAIT_SECONDS):
            self._hanging = True
            self._failing_until = self._clock() + _PAUSE_SECONDS

    def _renew(self, wanted: Asked, question: Question, place: Place) -> None:
        with place.turn(0.0) as mine:
            place.look_on_disk(self._clock())
            if not mine or place.fresh(self._clock()):
                return
            answer = self._draw(question)
            if answer.for_everybody:
                place.keep(answer, self._clock())
                self._failing_until = 0.0
            elif answer.failed:
                self._failing_until = self._clock() + _PAUSE_SECONDS
            else:  # the area is no more
                self._places.pop(wanted.copied_as, None)
                forget_copy(self._folder, wanted.copied_as)

    def _old(self, place: Place, copy: Copy) -> Copy:
        """What fails for one page fails for all: none is tried again before the pause is over."""
        if place.fresh(self._clock()):
            return copy
        return place.grow_old(copy, self._failing_until)

    def _draw(self, question: Question) -> Answer:
        status: list[Any] = []

        def note(said: str, headers: list[tuple[str, str]], *_rest: Any) -> Any:
            status[:] = [said, headers]

        parts = self._inner(question, note)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return Answer(status[0], status[1], body)


def copies_of(app: Flask) -> StatusCopies:
    """The copies of this application."""
    copies: StatusCopies = app.extensions[_EXTENSION]
    return copies


def keep_status_copies(app: Flask, settings: Settings) -> None:
    """Put the copies before everything else of the application."""
    host = urlsplit(settings.public_url).netloc
    copies = StatusCopies(app.wsgi_app, settings.instance / "status", host, time.time)
    app.extensions[_EXTENSION] = copies
    app.wsgi_app = copies  # type: ignore[method-assign]  # Flask's documented way to wrap
