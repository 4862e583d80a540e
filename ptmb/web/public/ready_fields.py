"""Fields made once for the process; each request gets copies, which cost a fraction of new ones."""

from typing import Any

from wtforms import Field, Form
from wtforms.fields.core import UnboundField

_made: dict[UnboundField, Field] = {}


class ReadyFields:
    """Stands in a form's `Meta`.

    Only for fields that nobody changes but in what they hold (data, errors): the copies share
    labels, validators and choices.
    """

    # A token field is made anew for each form and would be kept for ever. The token of these
    # forms is checked before their view is called, as on every page (see web/building.py).
    csrf = False

    def bind_field(self, form: Form, unbound_field: UnboundField, options: dict[str, Any]) -> Field:
        made = _made.get(unbound_field)
        if made is None:
            made = _made[unbound_field] = _copied(unbound_field.bind(form=form, **options))
            made._form = made.meta = None  # the first request must not live for ever
        field = _copied(made)
        field._form, field.meta = form, self
        return field


def _copied(field: Field) -> Field:
    copy: Field = object.__new__(type(field))
    copy.__dict__.update(field.__dict__)
    return copy
