"""An installation of its own for a test: an empty folder and an empty database."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from ptmb.config import Settings
from tests.postgres import empty_database


@contextmanager
def fresh_database(settings: Settings, folder: Path) -> Iterator[str]:
    """The address of an empty database of the same kind as the one at hand.

    The style sheets lie in its folder already: compressing them takes longer than all the rest.
    """
    shutil.copytree(settings.instance / "assets", folder / "assets")
    present = settings.database_url
    if present.startswith("sqlite"):
        yield f"sqlite:///{folder / 'ptmb.sqlite'}"
        return
    address = make_url(present).set(drivername="postgresql")
    with empty_database(address.render_as_string(hide_password=False)) as fresh:
        yield fresh


def environment(settings: Settings, folder: Path, url: str) -> dict[str, str]:
    """What `ptmb` is to find in its environment to work there."""
    return {
        **os.environ,
        "PTMB_INSTANCE": str(folder),
        "PTMB_DATABASE_URL": url,
        "PTMB_SECRET_KEY": settings.secret_key,
        "PTMB_NOW": settings.now.isoformat() if settings.now else "",
        "PTMB_DEMO_PASSWORD": "kata-sandi-untuk-uji-saja",
    }
