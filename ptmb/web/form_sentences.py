"""What WTForms says by itself, in our words: it brings no Indonesian of its own."""

from flask_babel import gettext

from ptmb.domain.words import N_

_UNREADABLE = N_("Isian ini tidak terbaca. Periksa lagi.")
_SENTENCES = {
    "Field cannot be longer than %(max)d characters.": N_("Paling banyak %(max)d huruf."),
    "This field is required.": N_("Isian ini tidak boleh kosong."),
    "Not a valid choice.": N_("Pilih dari daftar."),
    "Not a valid date value.": N_("Tulis tanggal seperti 2024-02-10."),
    "Not a valid datetime value.": N_("Tulis waktu seperti 2024-02-10 14:30."),
}


class FormSentences:
    """Stands where a form looks for translations of WTForms."""

    def gettext(self, sentence: str) -> str:
        """Our sentence for theirs; names of fields, which are no sentences, stay."""
        if not sentence.endswith("."):
            return sentence
        return str(gettext(_SENTENCES.get(sentence, _UNREADABLE)))

    def ngettext(self, _one: str, many: str, _count: int) -> str:
        return self.gettext(many)
