"""The form of P7: how much water, where it may go, who lives there, and when somebody is in."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField, SelectMultipleField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from ptmb.actions.tanker_asking import Wish
from ptmb.domain.tanker_need import vulnerable_of
from ptmb.domain.tankers import ACCESS_WORDS, VULNERABLE_WORDS, Access
from ptmb.domain.words import N_
from ptmb.models import TankerPrice
from ptmb.web.fields import PhoneField, StepForm, choices
from ptmb.web.filters import number
from ptmb.web.public.forms import tidy

_HOURS = range(6, 22)
_LEAST_HOURS = 2
_STORAGE = (
    ("none", N_("Tidak ada")),
    ("500", N_("Sekitar 500 liter")),
    ("1000", N_("Sekitar 1.000 liter")),
    ("2500", N_("Sekitar 2.500 liter")),
    ("5000", N_("5.000 liter atau lebih")),
)


def rupiah(price: int | None) -> str:
    """Rp 50.000; for strangers the price may depend on the distance."""
    if price is None:
        return gettext("harga menurut jarak")
    return gettext("Rp %(amount)s", amount=number(price)) if price else gettext("gratis")


def _hours(last: bool) -> list[Any]:
    """07.00 and so on; the value is minutes after midnight."""
    return [
        SelectChoice(str(hour * 60), f"{hour:02d}.00") for hour in _HOURS if hour > 6 or not last
    ]


class TankerForm(StepForm):
    """`litres` offers what is sold now, with the price for this household."""

    litres = RadioField(_("Berapa banyak?"), [InputRequired(_("Pilih jumlah air."))])
    storage = RadioField(
        _("Penampungan di rumah"),
        [InputRequired(_("Pilih penampungan Anda."))],
        choices=choices(_STORAGE),
    )
    access = RadioField(
        _("Jalan ke rumah Anda"),
        [InputRequired(_("Pilih jalan ke rumah Anda."))],
        choices=choices(ACCESS_WORDS.items()),
    )
    vulnerable = SelectMultipleField(
        _("Ada di rumah"),
        [Optional()],
        choices=choices(VULNERABLE_WORDS.items()),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    opens = SelectField(_("Ada orang dari pukul"), choices=[], default=str(7 * 60))
    closes = SelectField(_("sampai pukul"), choices=[], default=str(19 * 60))
    phone = PhoneField(
        _("Nomor WhatsApp"),
        [InputRequired(_("Isi nomor WhatsApp. Sopir menelepon sebelum datang."))],
        filters=[tidy],
    )

    def __init__(self, prices: list[TankerPrice], customer: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.litres.choices = [
            SelectChoice(str(one.litres), self._offer(one, customer)) for one in prices
        ]
        self.opens.choices, self.closes.choices = _hours(last=False), _hours(last=True)

    @staticmethod
    def _offer(price: TankerPrice, customer: bool) -> str:
        paid = price.customer_rupiah if customer else price.stranger_rupiah
        amount = gettext("%(litres)s liter", litres=number(price.litres))
        return f"{amount} · {rupiah(paid)}"

    def validate_storage(self, field: Any) -> None:
        wanted, kept = self.litres.data or "", field.data or ""
        if wanted.isdecimal() and kept.isdecimal() and int(kept) < int(wanted):
            raise ValidationError(_("Penampungan Anda lebih kecil dari jumlah air ini."))

    def validate_closes(self, field: Any) -> None:
        hours = (self.opens.data or "", field.data or "")
        if not all(one.isdecimal() for one in hours):
            return  # not from our list, which is told already
        if int(hours[1]) < int(hours[0]) + _LEAST_HOURS * 60:
            raise ValidationError(_("Beri waktu paling sedikit 2 jam."))

    @property
    def wish(self) -> Wish:
        """What a valid form says."""
        kept = self.storage.data
        return Wish(
            litres=int(self.litres.data),
            storage_litres=int(kept) if kept.isdecimal() else 0,
            access=Access(self.access.data),
            vulnerable=vulnerable_of(self.vulnerable.data or ()),
            opens=int(self.opens.data),
            closes=int(self.closes.data),
            phone=self.phone.data,
        )
