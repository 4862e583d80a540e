"""The answer to a question of the mayor or a manager."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField

from ptmb.web.fields import PageForm


class ReplyForm(PageForm):
    """What the words must be, the domain says; a page holds many, so `place` tells them apart."""

    words = TextAreaField(_("Jawaban"))

    def place(self, question_id: int) -> "ReplyForm":
        self.words.id = f"jawaban-{question_id}"
        return self
