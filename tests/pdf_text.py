"""Reads the words of a PDF as typst writes it: fonts with their ToUnicode maps, TJ and Tj."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.S)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)
_FONT = re.compile(rb"/(f\d+) (\d+) 0 R")
_RUN = re.compile(rb"BT\b.*?/(f\d+) [\d.]+ Tf(.*?)\nET", re.S)
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.S)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pdf_text(pdf: bytes) -> str:
    """Every run of letters on a line of its own, in the order in which they are drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts: dict[bytes, dict[int, str]] = {}
    for body in objects.values():
        if b"/ProcSet" in body:
            fonts |= {name: _letters(objects, int(font)) for name, font in _FONT.findall(body)}
    pages = [text for text in map(_inflated, objects.values()) if b" Tf" in text]
    return "\n".join(line for page in pages for line in _lines(page, fonts))


def pages(pdf: bytes) -> int:
    found = re.search(rb"/Type/Pages/Count (\d+)", pdf)
    assert found
    return int(found[1])


def _lines(page: bytes, fonts: dict[bytes, dict[int, str]]) -> list[str]:
    lines = []
    for font, run in _RUN.findall(page):
        glyphs = b"".join(_ESCAPE.sub(_unescaped, text) for text in _strings(run))
        pairs = zip(glyphs[::2], glyphs[1::2], strict=True)
        lines.append("".join(fonts[font].get(high * 256 + low, "") for high, low in pairs))
    return lines


def _strings(run: bytes) -> list[bytes]:
    """What stands in brackets; pairs of them may stand inside of a string as they are."""
    found: list[bytes] = []
    depth = 0
    for sign in re.findall(rb"\\[0-7]{3}|\\.|.", run, re.S):
        depth -= sign == b")"
        if depth and found:
            found[-1] += sign
        elif sign == b"(":
            found.append(b"")
        depth += sign == b"("
    return found


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    named = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert named
    table = _inflated(objects[int(named[1])])
    pairs = re.findall(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>\s*\n", table)
    return {
        int(glyph, 16): bytes.fromhex(code.decode()).decode("utf-16-be") for glyph, code in pairs
    }


def _inflated(body: bytes) -> bytes:
    found = _STREAM.search(body)
    return zlib.decompress(found[1]) if found and b"/FlateDecode" in body else b""


def _unescaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    return bytes([int(sign, 8)]) if len(sign) == 3 else _NAMED.get(sign, sign)
