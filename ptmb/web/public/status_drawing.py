"""Draws the picture of the status: 1200 x 630 pixels, as previews in messages want it."""

import io
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ptmb.web.public.status_drawing_map import FINE, TONES, draw_map

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SIZE = (1200, 630)
_PAPER, _INK, _QUIET, _BRAND = "#F4F8FA", "#0E2430", "#4A5F6A", "#0B5D7D"
_MAP = (600, 60, 1140, 570)
_LEFT, _WIDTH = 60, 510


@dataclass(frozen=True)
class Facts:
    """What is in the picture; equal facts make equal pictures.

    Attributes:
        lines: tone, large word or number, and the word after it.
        shapes: area id, SVG path and tone of each area.
        view: x, y, width and height of the part of the map that is shown.
        marked: the area with a strong outline.
    """

    title: str
    on: str
    lines: tuple[tuple[str, str, str], ...]
    sentence: str
    shapes: tuple[tuple[int, str, str], ...]
    view: tuple[int, ...]
    marked: int | None


def drawn(facts: Facts, font: Path) -> bytes:
    """The picture as a PNG."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  only the worker that draws loads it

    image = Image.new("RGB", (SIZE[0] * FINE, SIZE[1] * FINE), _PAPER)
    box = tuple(edge * FINE for edge in _MAP)
    draw_map(image, box, facts.shapes, facts.view, facts.marked)
    _write(ImageDraw.Draw(image), facts, font)
    image = image.resize(SIZE, Image.Resampling.LANCZOS).quantize(128)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _write(draw: "ImageDraw", facts: Facts, font: Path) -> None:
    of = partial(_font, font)
    draw.text(_at(_LEFT, 62), "Air Balikpapan", _BRAND, of(30, 700))
    y = 112
    for line in _folded(draw, facts.title, of(54, 800), 2):
        draw.text(_at(_LEFT, y), line, _INK, of(54, 800))
        y += 62
    draw.text(_at(_LEFT, y + 14), facts.on, _QUIET, of(26, 500))
    y += 76
    for tone, large, word in facts.lines:
        _mark(draw, tone, _LEFT + 24, y + 26)
        draw.text(_at(_LEFT + 68, y - 6), large, TONES[tone][0], of(46, 800))
        start = _LEFT + 82 + draw.textlength(large, of(46, 800)) / FINE
        draw.text(_at(start, y + 10), word, _INK, of(30, 500))
        y += 68
    for line in _folded(draw, facts.sentence, of(28, 500), 4):
        draw.text(_at(_LEFT, y + 4), line, _INK, of(28, 500))
        y += 38


def _folded(draw: "ImageDraw", text: str, font: Any, most: int) -> list[str]:
    """The words in lines of the left half; what does not fit ends with an ellipsis."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and draw.textlength(longer, font) > _WIDTH * FINE:
            lines.append(line)
            longer = word
        line = longer
    lines += [line] if line else []
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} …"]


def _font(path: Path, size: int, weight: int) -> Any:
    from PIL import ImageFont  # noqa: PLC0415  as above

    font = ImageFont.truetype(path, size * FINE)
    font.set_variation_by_axes([weight])
    return font


def _at(x: float, y: float) -> tuple[float, float]:
    return x * FINE, y * FINE


def _mark(draw: "ImageDraw", tone: str, x: float, y: float) -> None:
    """Each state has a shape of its own, which is read without colour too."""
    colour, size = TONES[tone][0], 20 * FINE
    x, y = _at(x, y)
    if tone == "turn":
        draw.rounded_rectangle((x - size, y - size, x + size, y + size), 8 * FINE, fill=colour)
    elif tone == "bad":
        draw.regular_polygon((x, y, size * 1.25), 3, fill=colour)
    elif tone == "fix":
        draw.regular_polygon((x, y, size * 1.1), 6, fill=colour)
    elif tone == "none":
        draw.rectangle((x - size, y - size // 4, x + size, y + size // 4), fill=colour)
    else:
        draw.circle((x, y), size, fill=colour)
