"""Draws the app's icons from the logo (vendor/icons/logo.svg) into ptmb/static/icons.

tools/icons.py            writes favicon.svg, favicon.ico and the PNGs
"""

import re
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
LOGO = ROOT / "vendor" / "icons" / "logo.svg"
TARGET = ROOT / "ptmb" / "static" / "icons"
GROUND, MARK, LOW_WAVE = "#0B5D7D", "#FFFFFF", "#5CC3EA"
OVERSAMPLING = 8
STEPS = 24
NUMBER = re.compile(r"-?(?:\d+\.\d+|\.\d+|\d+)")

Point = tuple[float, float]


def logo_path() -> str:
    found = re.search(r' d="([^"]+)"', LOGO.read_text("utf-8"))
    if found is None:
        raise SystemExit(f"{LOGO} has no path")
    return found[1]


def curve(start: Point, numbers: list[float]) -> list[Point]:
    """Points of an SVG "c": three offsets from `start`."""
    x, y = start
    (ax, ay), (bx, by), (cx, cy) = zip(numbers[::2], numbers[1::2], strict=True)
    points = []
    for step in range(1, STEPS + 1):
        t = step / STEPS
        a, b, c = 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((x + a * ax + b * bx + c * cx, y + a * ay + b * by + c * cy))
    return points


def outlines(path: str) -> list[list[Point]]:
    """The closed outlines of a path made of M and c, as polygons."""
    shapes: list[list[Point]] = []
    for command, text in re.findall(r"([Mc])([^Mcz]*)", path):
        numbers = [float(number) for number in NUMBER.findall(text)]
        if command == "M":
            shapes.append([(numbers[0], numbers[1])])
        else:
            shapes[-1] += curve(shapes[-1][-1], numbers)
    return shapes


def drawn(size: int, share: float, *, corner: float = 0) -> Image.Image:
    """A square icon: the logo takes `share` of the height; `corner` rounds the ground."""
    large = size * OVERSAMPLING
    image = Image.new("RGBA", (large, large), (0, 0, 0, 0))
    brush = ImageDraw.Draw(image)
    brush.rounded_rectangle((0, 0, large - 1, large - 1), large * corner, fill=GROUND)
    scale = large * share / 19.9
    fills = (MARK, GROUND, LOW_WAVE)
    for outline, fill in zip(outlines(logo_path()), fills, strict=True):
        points = [
            (large / 2 + (x - 12) * scale, large / 2 + (y - 11.55) * scale) for x, y in outline
        ]
        brush.polygon(points, fill=fill)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def favicon_svg() -> str:
    drop, wave, low = (f"M{part}" for part in logo_path().split("M")[1:])
    shapes = "".join(
        f'<path fill="{fill}" d="{part}"/>'
        for part, fill in ((drop, MARK), (wave, GROUND), (low, LOW_WAVE))
    )
    ground = f'<rect x="-3" y="-3" width="30" height="30" rx="6" fill="{GROUND}"/>'
    view = "-3 -3 30 30"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{ground}{shapes}</svg>\n'


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "favicon.svg").write_text(favicon_svg(), "utf-8")
    drawn(48, 0.78, corner=0.2).save(TARGET / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    # Android masks the icon to a shape of its own: the logo stays inside the safe circle.
    for name, size, share in (
        ("icon-192.png", 192, 0.56),
        ("icon-512.png", 512, 0.56),
        ("apple-touch-icon.png", 180, 0.64),
    ):
        drawn(size, share).convert("RGB").quantize(64).save(TARGET / name, optimize=True)


if __name__ == "__main__":
    main()
