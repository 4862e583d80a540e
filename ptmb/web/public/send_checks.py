"""What step 3 must bring for its category, said beside each field."""

import re

from flask_babel import gettext

from ptmb.domain.categories import Want
from ptmb.models import Category
from ptmb.queries.catalogue import catalogue
from ptmb.web.photos import TakenPhotos
from ptmb.web.public.forms import SendForm

_SEPARATORS = re.compile(r"[\s.\-]+")


def checked(form: SendForm, photos: TakenPhotos, category: Category, place_trouble: str) -> bool:
    """Every check, so that all errors are shown at once; whether there were none."""
    sound = [
        form.validate(),
        photos.explain(form.photos),
        _phone_given(form, category),
        _photo_given(form, photos, category),
        _customer_number_fits(form),
    ]
    if place_trouble:
        form.form_errors.append(place_trouble)
    return all(sound) and not place_trouble


def _phone_given(form: SendForm, category: Category) -> bool:
    if form.phone.data or form.phone.errors or not category.phone_required:
        return True
    form.phone.errors = [gettext("Isi nomor WhatsApp agar kami bisa menghubungi.")]
    return False


def _photo_given(form: SendForm, photos: TakenPhotos, category: Category) -> bool:
    if category.photo is not Want.REQUIRED or photos.photos or photos.troubles:
        return True
    form.photos.errors = [gettext("Tambahkan satu foto agar petugas tahu kerusakannya.")]
    return False


def _customer_number_fits(form: SendForm) -> bool:
    """Blanks, dots and dashes are dropped; the rest must look as the utility's numbers do."""
    number = _SEPARATORS.sub("", form.customer_number.data)
    pattern = catalogue().settings["customer_number_pattern"]
    if number and not re.fullmatch(pattern, number[:24]):
        form.customer_number.errors = [
            gettext("Nomor pelanggan belum benar. Lihat di rekening Anda.")
        ]
        return False
    form.customer_number.data = number[:24]
    return True
