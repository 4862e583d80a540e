"""Finds the icons that the program shows and draws them into one SVG sprite."""

import re
from pathlib import Path

CALL = re.compile(r"\b(?:icon|icon_name|empty_state|notice|nav_link)\s*[(=]([^{}%]*)")
WORD = re.compile(r"[\"']([a-z0-9]+(?:-[a-z0-9]+)*)[\"']")
SHAPE = re.compile(r"<(?:path|circle|rect|line|ellipse|polyline)\s[^>]*/>")
OUTLINE = (
    'fill="none" stroke="currentColor" stroke-width="2"'
    ' stroke-linecap="round" stroke-linejoin="round"'
)


class IconSet:
    """Tabler's icons, a filled one as `f-name`; a file of our own with the same name wins."""

    def __init__(self, tabler: Path, own: Path) -> None:
        self.folder = tabler / "icons"
        self.own = own
        self.known = {file.stem for file in (self.folder / "outline").glob("*.svg")}
        self.known |= {f"f-{file.stem}" for file in (self.folder / "filled").glob("*.svg")}
        self.known |= {file.stem for file in own.glob("*.svg")}

    def symbol(self, name: str) -> str:
        source = self._file(name).read_text("utf-8")
        shapes = "".join(s for s in SHAPE.findall(source) if 'd="M0 0h24v24H0z"' not in s)
        paint = 'fill="currentColor"' if 'fill="currentColor"' in source.split(">")[0] else OUTLINE
        return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{shapes}</symbol>'

    def _file(self, name: str) -> Path:
        own = self.own / f"{name}.svg"
        if own.exists():
            return own
        if name.startswith("f-"):
            return self.folder / "filled" / f"{name.removeprefix('f-')}.svg"
        return self.folder / "outline" / f"{name}.svg"


def icons_of_templates(folder: Path) -> set[str]:
    """Every quoted word inside a call that draws an icon, as icon("a" if b else "c")."""
    found: set[str] = set()
    for template in folder.rglob("*.html"):
        for call in CALL.findall(template.read_text("utf-8")):
            found.update(WORD.findall(call))
    return found


def icons_of_program(package: Path, known: set[str]) -> set[str]:
    """Icon names in Python: in the domain any exact name, elsewhere only names with a hyphen."""
    found: set[str] = set()
    for module in package.rglob("*.py"):
        anything = module.is_relative_to(package / "domain")
        names = known.intersection(WORD.findall(module.read_text("utf-8")))
        found.update(name for name in names if anything or "-" in name)
    return found


def used_icons(package: Path, icons: IconSet) -> set[str]:
    named = icons_of_templates(package / "templates") | icons_of_program(package, icons.known)
    return named & icons.known


def sprite(names: set[str], icons: IconSet) -> str:
    symbols = "\n".join(icons.symbol(name) for name in sorted(names))
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
