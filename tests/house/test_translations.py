"""The English catalogue holds every text, exactly once, with everything that is filled in."""

import io
import re
from collections.abc import Iterator
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tools.translations import (
    MO,
    PO,
    catalogue,
    faults,
    key_of,
    mo_bytes,
    po_bytes,
    renewed,
    texts_of_the_program,
)

_BRACES = re.compile(r"\{\w+\}")
"""What JavaScript fills in."""
_LONGEST_SENTENCE = 20


@pytest.fixture(scope="module")
def texts() -> Catalog:
    return texts_of_the_program()


def pairs() -> Iterator[tuple[str, str]]:
    """Indonesian and English of each translated text; of a plural the many."""
    for message in catalogue():
        if message.id and message.string and all(message.string):
            one = isinstance(message.id, str)
            yield (
                str(message.id if one else message.id[-1]),
                str(message.string if one else message.string[-1]),
            )


def test_every_text_has_its_english_and_nothing_is_left_over(texts: Catalog) -> None:
    assert list(faults(texts, catalogue())) == []


def test_the_files_are_as_the_tool_writes_them() -> None:
    fresh = renewed(texts_of_the_program(), catalogue())
    assert po_bytes(fresh) == PO.read_bytes(), "make translations"
    assert mo_bytes(fresh) == MO.read_bytes(), "make translations"


def test_texts_of_python_templates_and_the_domain_are_all_found(texts: Catalog) -> None:
    found = {key_of(message)[0] for message in texts}
    assert "Lapor sekarang" in found  # a page
    assert "Laporan Anda sudah kami terima." in found  # a message to a telephone
    assert "Nomor WhatsApp belum benar. Contoh: 0812 3456 7890." in found  # a form
    assert "Sedang dikerjakan" in found  # the domain


def test_what_a_script_fills_in_stands_in_both_languages() -> None:
    for indonesian, english in pairs():
        assert sorted(_BRACES.findall(english)) == sorted(_BRACES.findall(indonesian))


def test_english_ends_its_sentences_where_indonesian_does() -> None:
    for indonesian, english in pairs():
        if indonesian.endswith((".", "?", "…", ":")):
            assert english.endswith((".", "?", "…", ":")), english
        else:
            assert not english.endswith("."), english


def test_english_sentences_are_short() -> None:
    for _, english in pairs():
        for sentence in re.split(r"(?<=[.?;:]) ", english):
            assert len(sentence.split()) <= _LONGEST_SENTENCE, sentence


def test_one_and_many_are_told_apart() -> None:
    with MO.open("rb") as compiled:
        words = GNUTranslations(compiled)

    def said(count: int) -> str:
        return words.ngettext("%(num)s hari", "%(num)s hari", count) % {"num": count}

    assert [said(count) for count in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_the_header_says_nothing_that_changes_by_itself() -> None:
    head = PO.read_text("utf-8").split("\n\n")[0]
    for noise in ("POT-Creation-Date", "PO-Revision-Date", "@", "Generated-By"):
        assert noise not in head
    assert not re.search(r"^#: ", PO.read_text("utf-8"), re.M), "places change with every edit"


class TestWhatTheCheckSees:
    """Catalogues with one fault each."""

    @pytest.fixture
    def wanted(self) -> Catalog:
        return self._read('msgid "Halo %(name)s"\nmsgstr ""\n')

    def _read(self, text: str) -> Catalog:
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        return read_po(io.BytesIO((head + text).encode()), locale="en")

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            ("", "missing: Halo %(name)s"),
            ('msgid "Halo %(name)s"\nmsgstr ""\n', "not translated: Halo %(name)s"),
            (
                'msgid "Halo %(name)s"\nmsgstr "Hello"\n',
                "other placeholders: Halo %(name)s | Hello",
            ),
            (
                '#, fuzzy\nmsgid "Halo %(name)s"\nmsgstr "Hello %(name)s"\n',
                "fuzzy: Halo %(name)s",
            ),
        ],
    )
    def test_a_fault_is_named(self, wanted: Catalog, text: str, fault: str) -> None:
        assert list(faults(wanted, self._read(text))) == [fault]

    def test_a_text_that_nobody_says_is_named(self, wanted: Catalog) -> None:
        there = 'msgid "Halo %(name)s"\nmsgstr "Hello %(name)s"\n\nmsgid "Lama"\nmsgstr "Old"\n'
        assert list(faults(wanted, self._read(there))) == ["not used: Lama"]

    def test_a_translation_survives_when_the_texts_are_collected_again(
        self, wanted: Catalog
    ) -> None:
        old = self._read('msgid "Halo %(name)s"\nmsgstr "Hello %(name)s"\n')
        (message,) = [message for message in renewed(wanted, old) if message.id]
        assert message.string == "Hello %(name)s"
