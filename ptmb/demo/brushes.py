"""What the scenes are painted with: shaded planes, tubes, drops, grit, letters."""

import math
from functools import cache
from random import Random

from PIL import ImageFont
from PIL.ImageDraw import ImageDraw as Canvas
from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]
Box = tuple[int, int, int, int]
WATER: Colour = (120, 190, 225)
_BAND_PX = 8


@cache
def typeface(size: int) -> FreeTypeFont:
    """The letters Pillow brings along, so that no machine needs a font installed."""
    font = ImageFont.load_default(size)
    if not isinstance(font, FreeTypeFont):
        raise RuntimeError("Pillow was built without FreeType, which draws the labels")
    return font


def shaded(canvas: Canvas, box: Box, top: Colour, bottom: Colour) -> None:
    left, start, right, end = box
    for y in range(start, end, _BAND_PX):
        colour = _between(top, bottom, (y - start) / (end - start))
        canvas.rectangle((left, y, right, min(y + _BAND_PX, end)), fill=colour)


def tube(canvas: Canvas, box: Box, colour: Colour) -> None:
    """A lying pipe, light above its middle and dark below."""
    left, start, right, end = box
    for y in range(start, end, 4):
        light = math.cos((y - start) / (end - start) * math.pi * 1.1 - 0.9)
        shade = _between((24, 26, 30), colour, 0.45 + 0.55 * max(0.0, light))
        canvas.rectangle((left, y, right, min(y + 4, end)), fill=shade)


def bucket(canvas: Canvas, *, full: bool) -> None:
    canvas.polygon([(470, 590), (810, 590), (770, 850), (510, 850)], (52, 92, 150))
    canvas.polygon([(470, 590), (560, 590), (570, 850), (510, 850)], (78, 122, 184))
    canvas.ellipse((510, 830, 770, 872), fill=(52, 92, 150))
    canvas.ellipse((466, 564, 814, 616), fill=(96, 142, 202))
    canvas.ellipse((486, 572, 794, 610), fill=WATER if full else (30, 50, 84))


def jet(canvas: Canvas, chance: Random, start: tuple[int, int]) -> None:
    """One thread of a spray, thrown up and falling."""
    x, y = start
    away, up = chance.uniform(-260, 260), chance.uniform(120, 330)
    steps = [step / 12 for step in range(13)]
    path = [(x + away * t, y - up * 4 * t * (1 - t) * 0.9 + 90 * t * t) for t in steps]
    canvas.line(path, (225, 242, 250, chance.randint(70, 190)), chance.randint(3, 9), "curve")


def drop(canvas: Canvas, x: int, y: int, radius: int) -> None:
    canvas.polygon([(x - radius, y), (x + radius, y), (x, y - 3 * radius)], fill=WATER)
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=WATER)


def speck(canvas: Canvas, x: int, y: int, chance: Random) -> None:
    radius = chance.randint(2, 5)
    ink = (70, 46, 20, chance.randint(60, 170))
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=ink)


def pebbles(canvas: Canvas, chance: Random, rows: tuple[int, int], count: int) -> None:
    for _ in range(count):
        x, y, radius = chance.randint(0, 1280), chance.randint(*rows), chance.randint(1, 4)
        grey = chance.randint(60, 190)
        canvas.ellipse((x - radius, y - radius, x + radius, y + radius), (grey, grey, grey, 150))


def needle(canvas: Canvas, centre: tuple[int, int], turn: float) -> None:
    x, y = centre
    canvas.ellipse((x - 74, y - 74, x + 74, y + 74), outline=(90, 90, 90), width=5)
    tip = (x + 60 * math.cos(turn), y + 60 * math.sin(turn))
    canvas.line([centre, tip], (200, 40, 40), 10)


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
