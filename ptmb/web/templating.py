"""How templates look names up."""

from collections.abc import MutableMapping
from typing import Any

from flask.templating import Environment


class PlainGlobals(Environment):
    """Jinja's environment, quicker at every include and import.

    Jinja lays the names of each template over those of the environment, and goes through all of
    them, layer by layer, whenever a macro is imported. No template here has names of its own, so
    all of them can share one plain dictionary.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals
