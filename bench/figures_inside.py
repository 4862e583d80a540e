"""Asks one installation for its figures from inside, and prints the times in ms as JSON.

Run by `bench.figures` as a process of its own, with the environment of that installation.
"""

import json
import random
import time
from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask

from bench.scene import NOW, Scene
from ptmb import create_app
from ptmb.config import CITY_TIME, Settings
from ptmb.domain.periods import chosen
from ptmb.extensions import db
from ptmb.queries.catalogue import catalogue
from ptmb.queries.ledger import ledger, work
from ptmb.web.mayor import kept

_TIMES = 60
_DAYS = 360
"""How far back a period begins: the load set holds twelve months."""


def main() -> None:
    app = create_app()
    settings: Settings = app.config["PTMB"]
    today, chance = NOW.astimezone(CITY_TIME).date(), random.Random(1)
    scene = Scene(settings.instance, "" if settings.sqlite else settings.database_url)
    browser = app.test_client(use_cookies=False)
    headers = {"Cookie": scene.mayor()}
    with app.app_context():
        areas = [(one.id, one.code) for one in catalogue().areas.values()]

    def page(address: str) -> None:
        kept.forget()
        answer = browser.get(address, headers=headers)
        assert answer.status_code == 200, answer.status

    found = {
        "summary": _timed(lambda: page("/walikota")),
        "area drill": _timed(lambda: page(f"/walikota/wilayah/{chance.choice(areas)[1]}")),
        "median of any period": _timed(lambda: _median(app, today, chance, None)),
        "median of any area": _timed(lambda: _median(app, today, chance, chance.choice(areas)[0])),
        "account of any period": _timed(lambda: _account(app, today, chance)),
    }
    print(json.dumps(found))


def _timed(ask: Callable[[], object]) -> list[float]:
    for _ in range(3):
        ask()
    times = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1e3)
    return times


def _median(app: Flask, today: date, chance: random.Random, area_id: int | None) -> None:
    with app.app_context():
        assert work(chosen(*_days(today, chance), today), area_id).resolution_median is not None
        db.session.remove()


def _account(app: Flask, today: date, chance: random.Random) -> None:
    with app.app_context():
        assert ledger(chosen(*_days(today, chance), today)).sum.total
        db.session.remove()


def _days(today: date, chance: random.Random) -> tuple[date, date]:
    ends = sorted(chance.sample(range(_DAYS), 2))
    return today - timedelta(days=ends[1]), today - timedelta(days=ends[0])


if __name__ == "__main__":
    main()
