"""The four scenes of the demonstration photos, in pixels of a sheet twice the picture's size."""

import math
from random import Random

from PIL.ImageDraw import ImageDraw as Canvas

from ptmb.demo.brushes import (
    WATER,
    bucket,
    drop,
    jet,
    needle,
    pebbles,
    shaded,
    speck,
    tube,
    typeface,
)

SCENE_SIZE = (1280, 960)
_WIDTH, _HEIGHT = SCENE_SIZE


def draw_pipe(canvas: Canvas, chance: Random, done: bool) -> None:
    """A dug-up pipe at a roadside: spraying, or held by a clamp."""
    shaded(canvas, (0, 0, _WIDTH, 330), (196, 208, 190), (150, 170, 120))
    shaded(canvas, (0, 330, _WIDTH, _HEIGHT), (126, 126, 128), (88, 88, 92))
    canvas.rectangle((0, 318, _WIDTH, 352), fill=(186, 184, 176))
    for x in range(-40, _WIDTH, 210):
        canvas.rectangle((x, 318, x + 4, 352), fill=(140, 138, 132))
    pebbles(canvas, chance, (360, 860), 260)
    left, top = chance.randint(90, 150), chance.randint(400, 440)
    right, bottom = _WIDTH - chance.randint(90, 150), top + 360
    canvas.ellipse((left - 30, top - 26, right + 30, bottom + 30), fill=(139, 104, 70))
    canvas.ellipse((left, top, right, bottom), fill=(92, 66, 44))
    y = top + 170
    tube(canvas, (left + 20, y - 50, right - 20, y + 50), (90, 126, 158))
    x = chance.randint(540, 740)
    if done:
        tube(canvas, (x - 80, y - 66, x + 80, y + 66), (176, 182, 188))
        for bolt in (x - 48, x + 48):
            canvas.ellipse((bolt - 13, y - 80, bolt + 13, y - 54), fill=(110, 116, 122))
        return
    canvas.ellipse((left + 70, y + 60, right - 70, bottom - 6), fill=(*WATER, 200))
    canvas.ellipse((left - 60, bottom - 40, left + 420, bottom + 70), fill=(*WATER, 150))
    canvas.line([(x - 36, y - 40), (x, y), (x - 14, y + 14), (x + 30, y + 46)], (30, 40, 50), 7)
    for _ in range(46):
        jet(canvas, chance, (x, y - 30))


def draw_tap(canvas: Canvas, chance: Random, done: bool) -> None:
    """A tap over a bucket before tiles: dry, or running."""
    tint = chance.randint(0, 26)
    handle = chance.choice([(176, 52, 44), (44, 96, 160), (60, 120, 70)])
    shaded(canvas, (0, 0, _WIDTH, 700), (214, 226 - tint, 222), (186, 204 - tint, 204))
    for x in range(chance.randint(-60, 0), _WIDTH, 160):
        canvas.line((x, 0, x, 700), (160, 178, 178), 5)
    for y in range(60, 700, 160):
        canvas.line((0, y, _WIDTH, y), (160, 178, 178), 5)
    shaded(canvas, (0, 700, _WIDTH, _HEIGHT), (150, 140, 128), (116, 106, 96))
    canvas.ellipse((410, 800, 890, 880), fill=(40, 36, 32, 110))
    x = 640
    bucket(canvas, full=done)
    if done:
        canvas.polygon([(x - 15, 330), (x + 15, 330), (x + 22, 596), (x - 22, 596)], (*WATER, 225))
        canvas.line((x - 4, 332, x - 8, 592), (255, 255, 255, 170), 5)
        for _ in range(26):
            drop(canvas, x + chance.randint(-110, 110), chance.randint(560, 600), 5)
    else:
        drop(canvas, x, chance.randint(352, 372), 10)
    tube(canvas, (250, 178, 560, 232), (178, 180, 184))
    tube(canvas, (540, 160, 690, 250), (196, 198, 202))
    canvas.polygon([(606, 246), (680, 246), (664, 332), (618, 332)], (160, 164, 168))
    canvas.rectangle((600, 112, 626, 164), fill=(150, 152, 156))
    canvas.rounded_rectangle((530, 82, 700, 122), 20, fill=handle)


def draw_glass(canvas: Canvas, chance: Random, done: bool) -> None:
    """A glass of water on a table: brown, or clear."""
    shaded(canvas, (0, 0, _WIDTH, 640), (226, 220, 206), (202, 192, 172))
    canvas.rectangle((820, 60, 1130, 430), fill=(236, 244, 248), outline=(150, 130, 104), width=16)
    canvas.line((975, 60, 975, 430), (150, 130, 104), 12)
    shaded(canvas, (0, 640, _WIDTH, _HEIGHT), (158, 112, 70), (122, 82, 50))
    for y in range(668, _HEIGHT, 46):
        canvas.line((0, y, _WIDTH, y + chance.randint(-8, 8)), (110, 74, 44, 120), 4)
    x = chance.randint(520, 640)
    canvas.ellipse((x - 150, 770, x + 250, 850), fill=(50, 30, 16, 110))
    level = chance.randint(330, 380)
    tint = chance.randint(-14, 14)
    liquid = (205, 232, 242, 150) if done else (150 + tint, 104 + tint, 48, 235)
    lean = (level - 240) * 30 // 570
    canvas.polygon(
        [(x - 160 + lean, level), (x + 160 - lean, level), (x + 130, 800), (x - 130, 800)], liquid
    )
    canvas.ellipse((x - 130, 776, x + 130, 824), fill=liquid)
    canvas.ellipse((x - 160 + lean, level - 22, x + 160 - lean, level + 22), (*liquid[:3], 255))
    if not done:
        for _ in range(130):
            speck(canvas, x + chance.randint(-124, 124), chance.randint(level + 26, 800), chance)
    edge = (240, 248, 252, 230)
    canvas.line([(x - 160, 240), (x - 130, 800)], edge, 8)
    canvas.line([(x + 160, 240), (x + 130, 800)], edge, 8)
    canvas.ellipse((x - 160, 214, x + 160, 266), outline=edge, width=7)
    canvas.arc((x - 130, 776, x + 130, 824), 0, 180, edge, 8)
    canvas.line([(x - 112, 300), (x - 92, 740)], (255, 255, 255, 110), 16)


def draw_meter(canvas: Canvas, chance: Random, done: bool) -> None:
    """A water meter in its pit: glass cracked and fogged, or readable."""
    light, dark = (150, 142, 132), (104, 98, 90)
    shaded(canvas, (0, 0, _WIDTH, _HEIGHT), *chance.choice([(light, dark), (dark, light)]))
    pebbles(canvas, chance, (0, 870), 420)
    x, y = chance.randint(480, 800), chance.randint(390, 470)
    canvas.rectangle((x - 480, y - 350, x + 480, y + 350), fill=(70, 66, 62))
    earth = chance.randint(60, 110)
    shaded(
        canvas, (x - 450, y - 320, x + 450, y + 320), (earth, earth - 12, earth - 24), (66, 56, 46)
    )
    tube(canvas, (x - 450, y - 60, x + 450, y + 60), (164, 134, 82))
    for radius, colour in ((300, (40, 84, 140)), (262, (214, 218, 220)), (242, (244, 246, 244))):
        canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)
    _reading(canvas, (x - 212, y - 90), f"{chance.randint(12_000, 98_999_999):08d}")
    canvas.text((x - 8, y - 150), "m", fill=(40, 40, 40), anchor="mm", font=typeface(50))
    canvas.text((x + 24, y - 166), "3", fill=(40, 40, 40), anchor="mm", font=typeface(30))
    needle(canvas, (x, y + 100), chance.uniform(0, math.tau))
    if not done:
        _broken_glass(canvas, chance, (x, y))


def _reading(canvas: Canvas, corner: tuple[int, int], digits: str) -> None:
    """Cubic metres in black, litres in red, as on the meters of the utility."""
    top = corner[1]
    for place, digit in enumerate(digits):
        left = corner[0] + place * 53
        canvas.rectangle((left, top, left + 47, top + 72), fill="white", outline=(60, 60, 60))
        ink = (20, 20, 20) if place < 5 else (190, 30, 30)
        canvas.text((left + 24, top + 36), digit, fill=ink, anchor="mm", font=typeface(56))


def _broken_glass(canvas: Canvas, chance: Random, centre: tuple[int, int]) -> None:
    x, y = centre
    canvas.ellipse((x - 242, y - 242, x + 242, y + 242), fill=(198, 200, 186, 150))
    x, y = x + chance.randint(-70, 70), y + chance.randint(-60, 60)
    for spoke in range(9):
        turn = spoke * math.tau / 9 + chance.uniform(-0.25, 0.25)
        reach = chance.randint(90, 160)
        canvas.line((x, y, x + reach * math.cos(turn), y + reach * math.sin(turn)), (50, 54, 58), 4)
    for _ in range(70):
        speck(canvas, x + chance.randint(-160, 160), y + chance.randint(-150, 150), chance)
