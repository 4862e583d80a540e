"""Draws the photos of the demonstration city: plainly made up, and marked so in the picture."""

import io
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw
from PIL.Image import Resampling
from PIL.ImageDraw import ImageDraw as Canvas

from ptmb.demo.brushes import typeface
from ptmb.demo.scenes import SCENE_SIZE, draw_glass, draw_meter, draw_pipe, draw_tap

_Scene = Callable[[Canvas, Random, bool], None]

_SCENES: dict[str, tuple[str, _Scene]] = {
    "NOFLOW": ("Keran di rumah", draw_tap),
    "LOWP": ("Keran di rumah", draw_tap),
    "SCHED": ("Keran di rumah", draw_tap),
    "TANKER": ("Keran di rumah", draw_tap),
    "QUALITY": ("Air di gelas", draw_glass),
    "METER": ("Meter air", draw_meter),
    "BILL": ("Meter air", draw_meter),
    "THEFT": ("Meter air", draw_meter),
}
_ANY_OTHER: tuple[str, _Scene] = ("Pipa di tepi jalan", draw_pipe)
_FONT_PX = 44


def draw_photo(category: str, seed: int, *, after: bool = False) -> bytes:
    """A JPEG of 640 x 480 for a category's code; the same seed gives the same bytes.

    With `after`, the same place once the work is done.
    """
    title, scene = _SCENES.get(category, _ANY_OTHER)
    image = Image.new("RGB", SCENE_SIZE)
    canvas = ImageDraw.Draw(image, "RGBA")
    scene(canvas, Random(f"{category} {seed}"), after)
    _label(canvas, f"{title}, {'sesudah' if after else 'sebelum'}")
    file = io.BytesIO()
    _grainy(image.reduce(2), seed).save(file, "JPEG", quality=78)
    return file.getvalue()


def _label(canvas: Canvas, title: str) -> None:
    width, height = SCENE_SIZE
    canvas.rectangle((0, height - 84, width, height), fill=(12, 28, 44, 215))
    canvas.text((28, height - 66), "FOTO CONTOH", font=typeface(_FONT_PX), fill=(255, 214, 90))
    canvas.text(
        (width - 28, height - 66), title, font=typeface(_FONT_PX), fill="white", anchor="ra"
    )


def _grainy(image: Image.Image, seed: int) -> Image.Image:
    """A little unevenness of light, so that the picture looks taken rather than drawn."""
    grain = Image.frombytes("L", (80, 60), Random(seed).randbytes(4_800))
    shade = grain.resize(image.size, Resampling.BILINEAR).convert("RGB")
    return Image.blend(image, shade, 0.05)
