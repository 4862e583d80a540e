"""Bahan yang dipakai: up to six rows of a material and its quantity, all of them optional."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from wtforms import Field, ValidationError

from ptmb.domain.materials import MOST_ROWS, NotAQuantity, Used, joined, read_quantity
from ptmb.queries.catalogue import catalogue
from ptmb.web.job_words import material_name


@dataclass
class MaterialRow:
    """As it was typed; `error` says in words what is wrong with it."""

    material: str = ""
    quantity: str = ""
    error: str = ""


class MaterialsField(Field):
    """Rows of two controls: `<name>` is a material's id, `quantities` what was typed beside it.

    `data` is what was used, each material once, after the form was checked.
    """

    QUANTITIES = "quantities"
    rows: list[MaterialRow]
    data: list[Used]

    def process(self, formdata: Any, *args: Any, **kwargs: Any) -> None:
        super().process(formdata, *args, **kwargs)
        names = formdata.getlist(self.name) if formdata else []
        numbers = formdata.getlist(self.QUANTITIES) if formdata else []
        length = min(max(len(names), len(numbers)), MOST_ROWS)
        padded = (*names, *[""] * MOST_ROWS), (*numbers, *[""] * MOST_ROWS)
        rows = [MaterialRow(*pair) for pair in list(zip(*padded, strict=False))[:length]]
        self.rows = [row for row in rows if row.material or row.quantity.strip()]
        self.data = []

    def process_formdata(self, valuelist: list[str]) -> None:
        """The rows are read together, see `process`."""

    def pre_validate(self, form: Any) -> None:
        read = [self._read(row) for row in self.rows]
        if any(row.error for row in self.rows):
            raise ValidationError(gettext("Periksa bahan yang dipakai."))
        try:
            self.data = joined([one for one in read if one])
        except NotAQuantity as error:
            raise ValidationError(gettext("Jumlah bahan terlalu besar.")) from error

    @property
    def shown(self) -> list[MaterialRow]:
        """What was typed, then empty rows."""
        return [*self.rows, *(MaterialRow() for _ in range(MOST_ROWS - len(self.rows)))]

    def options(self, row: MaterialRow) -> list[tuple[str, str]]:
        """Ids and words: the active ones, and the one this row names although it is not."""
        return [
            (str(one.id), f"{material_name(one)} ({one.unit})")
            for one in catalogue().materials.values()
            if one.active or str(one.id) == row.material
        ]

    @property
    def as_typed(self) -> str:
        """The rows in words, whatever is wrong with them."""
        known = {str(key): one for key, one in catalogue().materials.items()}
        return ", ".join(
            f"{material_name(known[row.material]) if row.material in known else '?'}"
            f" {row.quantity.strip()}"
            for row in self.rows
        )

    def _read(self, row: MaterialRow) -> Used | None:
        known = {str(key): key for key in catalogue().materials}
        if row.material not in known:
            row.error = gettext("Pilih bahannya.")
            return None
        try:
            return Used(known[row.material], read_quantity(row.quantity))
        except NotAQuantity:
            row.error = gettext("Tulis jumlah, misalnya 2 atau 1,5.")
            return None


def typed_words(form: Any) -> str:
    """Everything a form of the officer says in words, for a note that loses nothing of it."""
    parts = [str(form.note.data or "")] if "note" in form else []
    if "materials" in form and form.materials.rows:
        parts.append(gettext("Bahan: %(used)s", used=form.materials.as_typed))
    if "meter" in form and form.meter.data:
        parts.append(f"{form.meter.label.text}: {form.meter.data} {form.meter_number.data or ''}")
    return "\n".join(part.strip() for part in parts if part.strip())
