"""Keeps the English catalogue in step with the texts of the program.

Without arguments it collects the texts anew, keeps every translation there is and compiles the
catalogue. With --check it changes nothing and says what is missing; 1 when something is.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "ptmb"
PO = PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%%")
_HEADER = "# English texts, written by hand; `make translations` brings new ones in and sorts them."

Key = tuple[str, str | None]
"""The Indonesian text (of a plural: its first form) and its context, if it has one."""


class _EnglishCatalog(Catalog):
    """A catalogue whose header says only what reading it needs: no date, no person, no tool."""

    def __init__(self) -> None:
        super().__init__(locale="en", header_comment=_HEADER, charset="utf-8", fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", "en"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def key_of(message: Message) -> Key:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return first, message.context


def texts_of_the_program() -> Catalog:
    """Every marked text of Python and of the templates, not translated."""
    with (ROOT / "babel.cfg").open() as configuration:
        methods, options = parse_mapping_cfg(configuration)  # type: ignore[no-untyped-call]  # Babel's
    texts = _EnglishCatalog()
    for _, _, text, _, context in extract_from_dir(
        PACKAGE, methods, options, keywords=_KEYWORDS, callback=None
    ):
        texts.add(text, context=context)
    return texts


def catalogue() -> Catalog:
    """The catalogue as it stands on the disk; empty when there is none."""
    return read_po(io.BytesIO(PO.read_bytes() if PO.exists() else b""), locale="en")


def renewed(texts: Catalog, old: Catalog) -> Catalog:
    """The texts with the translations that exist; what nobody says any more is left out."""
    kept = {key_of(message): message for message in old if message.id}
    for message in texts:
        before = kept.get(key_of(message))
        if before is not None and before.pluralizable == message.pluralizable:
            message.string = before.string
            message.user_comments = before.user_comments
    return texts


def po_bytes(texts: Catalog) -> bytes:
    out = io.BytesIO()
    write_po(out, texts, width=96, no_location=True, sort_output=True)
    return out.getvalue()


def mo_bytes(texts: Catalog) -> bytes:
    out = io.BytesIO()
    write_mo(out, texts)
    return out.getvalue()


def faults(texts: Catalog, old: Catalog) -> Iterator[str]:
    """What is wrong with the catalogue, a line each."""
    wanted = {key_of(message): message for message in texts if message.id}
    there = {key_of(message): message for message in old if message.id}
    yield from (f"missing: {text}" for text, _ in sorted(wanted.keys() - there.keys(), key=str))
    yield from (f"not used: {text}" for text, _ in sorted(there.keys() - wanted.keys(), key=str))
    for key in sorted(wanted.keys() & there.keys(), key=str):
        yield from _faults_of(there[key])


def _faults_of(message: Message) -> Iterator[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = _forms(message)
    if message.fuzzy:
        yield f"fuzzy: {ids[0]}"
    if len(strings) < len(ids) or not all(strings):
        yield f"not translated: {ids[0]}"
        return
    needed = sorted(_PLACEHOLDER.findall(ids[-1]))
    for string in strings:
        if sorted(_PLACEHOLDER.findall(string)) != needed:
            yield f"other placeholders: {ids[0]} | {string}"


def check() -> int:
    texts, old = texts_of_the_program(), catalogue()
    found = list(faults(texts, old))
    fresh = renewed(texts, old)
    if not PO.exists() or PO.read_bytes() != po_bytes(fresh):
        found.append("messages.po is not as `make translations` writes it")
    if not MO.exists() or MO.read_bytes() != mo_bytes(fresh):
        found.append("messages.mo is stale")
    for line in found:
        print(line)
    return 1 if found else 0


def write() -> int:
    fresh = renewed(texts_of_the_program(), catalogue())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(fresh))
    MO.write_bytes(mo_bytes(fresh))
    lacking = [key_of(message)[0] for message in fresh if message.id and not _translated(message)]
    for text in lacking:
        print(f"not translated: {text}")
    print(f"{len(fresh)} texts, {len(lacking)} not translated: {PO.relative_to(ROOT)}")
    return 0


def _translated(message: Message) -> bool:
    forms = _forms(message)
    return bool(forms) and all(forms)


def _forms(message: Message) -> list[str]:
    """The translation: one form, of a plural two; "" or nothing where it is lacking."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, say what is wrong")
    return check() if parser.parse_args().check else write()


if __name__ == "__main__":
    sys.exit(main())
