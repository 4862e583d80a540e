"""Draws the map in the picture of the status: each state in its colour and its pattern."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

FINE = 2
"""Everything is drawn at twice the size and then halved: smooth edges without more rules."""
TONES = {
    "ok": ("#12704C", "#D9EDE2"),
    "turn": ("#5546B8", "#ECEAFB"),
    "bad": ("#B3261E", "#FCE8E6"),
    "fix": ("#8A5200", "#FFF1DB"),
    "none": ("#53656F", "#EAF0F3"),
}
"""Strong colour and tint, as the light theme has them."""
_SEA, _SEAM, _INK = "#E1EAEF", "#FFFFFF", "#0E2430"
_NUMBERS = re.compile(r"-?\d+")

Shapes = Iterable[tuple[int, str, str]]
"""Area id, SVG path and tone."""
_Ring = list[tuple[int, int]]
_Place = Callable[[_Ring], list[tuple[float, float]]]


def draw_map(
    image: "Image", box: tuple[int, ...], shapes: Shapes, view: tuple[int, ...], marked: int | None
) -> None:
    """Put the map into `box` (left, top, right, bottom in pixels) of the picture.

    Args:
        view: x, y, width and height of the part of the drawing that is shown.
        marked: the area with a strong outline.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415  only the worker that draws loads it

    size = (box[2] - box[0], box[3] - box[1])
    sheet = Image.new("RGB", size, _SEA)
    place = partial(_placed, view, size)
    for tone in TONES:
        mask = Image.new("L", size, 0)
        inside = ImageDraw.Draw(mask)
        for ring in _rings(path for _, path, its in shapes if its == tone):
            inside.polygon(place(ring), fill=255)
        sheet.paste(_pattern(tone, size), (0, 0), mask)
    outline = ImageDraw.Draw(sheet)
    _outline(outline, (path for _, path, _tone in shapes), place, _SEAM, FINE)
    _outline(outline, (path for id_, path, _ in shapes if id_ == marked), place, _INK, 4 * FINE)
    corners = Image.new("L", size, 0)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, *size), 24 * FINE, fill=255)
    image.paste(sheet, (box[0], box[1]), corners)


def _outline(
    draw: "ImageDraw", paths: Iterable[str], place: _Place, colour: str, width: int
) -> None:
    for ring in _rings(paths):
        corners = place(ring)
        draw.line([*corners, corners[0]], fill=colour, width=width, joint="curve")


def _placed(view: tuple[int, ...], size: tuple[int, int], ring: _Ring) -> list[tuple[float, float]]:
    """Units of the drawing as pixels, the whole view at the bottom of the box, more land above."""
    left, top, width, height = view
    scale = min(size[0] / width, size[1] / height)
    move = (size[0] - width * scale) / 2, size[1] - height * scale
    return [((x - left) * scale + move[0], (y - top) * scale + move[1]) for x, y in ring]


def _rings(paths: Iterable[str]) -> Iterator[_Ring]:
    """The rings of paths as geometry.outlines writes them: M, then relative steps, then z."""
    for part in (part for path in paths for part in path.split("M")[1:]):
        numbers = [int(one) for one in _NUMBERS.findall(part)]
        x, y = numbers[:2]
        ring = [(x, y)]
        for step_x, step_y in zip(numbers[2::2], numbers[3::2], strict=False):
            x, y = x + step_x, y + step_y
            ring.append((x, y))
        if len(ring) > 2:
            yield ring


def _pattern(tone: str, size: tuple[int, int]) -> "Image":
    """Diagonals for turns, dots for faults, upright lines for repairs, a lattice for no data."""
    from PIL import Image, ImageDraw  # noqa: PLC0415  as above

    colour, tint = TONES[tone]
    sheet = Image.new("RGB", size, tint)
    if tone in _PATTERNS:
        _PATTERNS[tone](ImageDraw.Draw(sheet), size, colour)
    return sheet


def _diagonals(draw: "ImageDraw", size: tuple[int, int], colour: str, width: int = 8) -> None:
    for x in range(-size[1], size[0], 22):
        draw.line([(x, size[1]), (x + size[1], 0)], fill=colour, width=width)


def _lattice(draw: "ImageDraw", size: tuple[int, int], colour: str) -> None:
    _diagonals(draw, size, colour, 2)
    for x in range(-size[1], size[0], 22):
        draw.line([(x, 0), (x + size[1], size[1])], fill=colour, width=2)


def _upright(draw: "ImageDraw", size: tuple[int, int], colour: str) -> None:
    for x in range(0, size[0], 22):
        draw.line([(x, 0), (x, size[1])], fill=colour, width=8)


def _dots(draw: "ImageDraw", size: tuple[int, int], colour: str) -> None:
    for row, y in enumerate(range(0, size[1], 12)):
        for x in range(row % 2 * 8, size[0], 16):
            draw.circle((x, y), 4, fill=colour)


_PATTERNS: dict[str, Callable[["ImageDraw", tuple[int, int], str], None]] = {
    "turn": _diagonals,
    "bad": _dots,
    "fix": _upright,
    "none": _lattice,
}
