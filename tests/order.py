"""In which order tests run, so that no worker is left alone with the long ones at the end."""

import os

import pytest

LONG = (
    "browser/test_fault_schedules.py",
    "browser/test_day_without_signal.py",
    "browser/test_outbox.py",
    "durability/test_status.py",
    "durability/test_killed.py",
    "durability/test_hung.py",
    "durability/test_server.py",
    "house/test_hostile.py",
    "cli/test_first_start.py",
    "migrations/test_migrations.py",
    "durability/test_storage.py",
    "demo/",
    "browser/test_story.py",
    "browser/test_supply_story.py",
    "browser/test_promises.py",
    "browser/test_undo.py",
    "browser/test_clicks.py",
)
"""Files of slow tests, and a folder that shares one city, dealt to the workers in this order."""
_WITH_A_DATABASE = {"database_url", "original"}
"""The fixtures behind everything that is stored in the database under test."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what would only be run a second time; give each worker its long tests first."""
    if os.environ.get("PTMB_TEST_ENGINE") == "postgresql":
        dropped = [item for item in items if not _meets_a_database(item)]
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if _meets_a_database(item)]
    items[:] = _dealt(items, int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))


def _meets_a_database(item: pytest.Item) -> bool:
    return not _WITH_A_DATABASE.isdisjoint(getattr(item, "fixturenames", ()))


def _dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """One part after the other: xdist hands each worker an equally long run of tests."""
    long = [[item for item in items if _file(item).startswith(name)] for name in LONG]
    short = [item for item in items if not _file(item).startswith(LONG)]
    dealt: list[pytest.Item] = []
    for number in range(workers):
        own = [item for group in long[number::workers] for item in group]
        end = len(items) * (number + 1) // workers - len(dealt) - len(own)
        dealt += own + short[:end]
        del short[:end]
    return dealt + short


def _file(item: pytest.Item) -> str:
    return f"{item.path.parent.name}/{item.path.name}"
