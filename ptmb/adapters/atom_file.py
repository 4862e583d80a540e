"""News for feed readers: Atom, RFC 4287."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 document may hold (its section 2.2)."""


@dataclass(frozen=True)
class AtomEntry:
    """One piece of news; `id` is an IRI that never changes, `text` is plain."""

    id: str
    title: str
    text: str
    link: str
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class AtomHead:
    """`address` is the feed's own and its id; `page` is what people read."""

    address: str
    page: str
    title: str
    author: str
    language: str


def atom_file(head: AtomHead, entries: Iterable[AtomEntry], updated_at: datetime) -> bytes:
    """The feed in UTF-8; `updated_at` is told where there is no entry to say it."""
    entries = sorted(entries, key=lambda one: one.updated_at, reverse=True)
    feed = ET.Element("feed", {"xmlns": _ATOM, _LANGUAGE: head.language})
    _text(feed, "id", head.address)
    _text(feed, "title", head.title)
    _text(feed, "updated", _moment(entries[0].updated_at if entries else updated_at))
    _text(ET.SubElement(feed, "author"), "name", head.author)
    ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=head.address)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=head.page)
    for entry in entries:
        _add(feed, entry)
    file: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return file


def _add(feed: ET.Element, entry: AtomEntry) -> None:
    element = ET.SubElement(feed, "entry")
    _text(element, "id", entry.id)
    _text(element, "title", entry.title)
    _text(element, "published", _moment(entry.published_at))
    _text(element, "updated", _moment(entry.updated_at))
    ET.SubElement(element, "link", rel="alternate", type="text/html", href=entry.link)
    _text(element, "summary", entry.text)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _NOT_XML.sub("", text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
