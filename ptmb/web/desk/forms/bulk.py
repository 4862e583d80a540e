"""What is done to several complaints at once."""

from flask_babel import lazy_gettext as _
from wtforms import SelectMultipleField, StringField

from ptmb.web.fields import KeyedForm


class BulkForm(KeyedForm):
    """`chosen` holds "REFERENCE~version", as the rows of the queue carry it."""

    chosen = SelectMultipleField(_("Aduan"), validate_choice=False)
    deed = StringField()
    assignee = StringField(_("Petugas atau tim"))
    reason = StringField(_("Alasan"))
