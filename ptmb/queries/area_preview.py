"""What an area file would do, worked out without doing it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import undefer

from ptmb.extensions import db
from ptmb.geometry.drawing import MapDrawing, draw_map
from ptmb.geometry.file import AreaFile, FileArea, PresentArea, read_area_file
from ptmb.models import Area, Complaint


@dataclass(frozen=True)
class Missing:
    """An area of today that the file leaves out, with its complaints after the import."""

    code: str
    name: str
    complaints: int


@dataclass(frozen=True)
class AreaPreview:
    """A file beside the areas of today; `moved` complaints would change their area."""

    file: AreaFile
    new: tuple[FileArea, ...] = ()
    changed: tuple[FileArea, ...] = ()
    missing: tuple[Missing, ...] = ()
    moved: int = 0
    present: tuple[PresentArea, ...] = ()

    @property
    def unchanged(self) -> int:
        return len(self.file.areas) - len(self.new) - len(self.changed)

    @property
    def touched(self) -> frozenset[str]:
        return frozenset(area.code for area in (*self.new, *self.changed))

    def drawing(self) -> MapDrawing:
        """Today's boundaries (ids from 0) and those of the file (below 0) on one sheet."""
        old = [(number, area.geometry) for number, area in enumerate(self.present)]
        new = [(-number, area.geometry) for number, area in enumerate(self.file.areas, start=1)]
        return draw_map(old + new)


def area_preview(raw: bytes) -> AreaPreview:
    """Compare the bytes of a file with the present areas and complaints; no content raises."""
    rows = db.session.scalars(select(Area).options(undefer(Area.geometry))).all()
    present = tuple(PresentArea(row.code, row.name, row.geometry) for row in rows)
    file = read_area_file(raw, present=present)
    if not file.acceptable:
        return AreaPreview(file, present=present)
    by_code = {row.code: row for row in rows}
    moved, after = _resettled(rows, file)
    return AreaPreview(
        file,
        new=tuple(area for area in file.areas if area.code not in by_code),
        changed=tuple(area for area in file.areas if _differs(area, by_code.get(area.code))),
        missing=tuple(
            Missing(code, by_code[code].name, after[code]) for code in file.missing_codes
        ),
        moved=moved,
        present=present,
    )


def _differs(area: FileArea, row: Area | None) -> bool:
    if row is None:
        return False
    now = (row.name, row.district.name, row.geometry, row.approximate)
    return now != (area.name, area.district, area.geometry, False)


def _by_precedence(rows: Sequence[Area], file: AreaFile) -> list[tuple[str, str]]:
    """Codes and boundaries after the import, in the order of `models.area.BY_PRECEDENCE`."""
    given = {area.code: area.geometry for area in file.areas}
    known = {row.code for row in rows}
    stays = sorted(rows, key=lambda row: (row.approximate and row.code not in given, -row.id))
    new = [(area.code, area.geometry) for area in reversed(file.areas) if area.code not in known]
    return new + [(row.code, given.get(row.code, row.geometry)) for row in stays]


def _resettled(rows: Sequence[Area], file: AreaFile) -> tuple[int, Counter[str]]:
    """How many complaints would change their area, and how many each area would have."""
    # Only the process that shows a preview pays for it.
    from ptmb.geometry.assignment import areas_around  # noqa: PLC0415  loads shapely

    codes: dict[int | None, str] = {row.id: row.code for row in rows}
    columns = (Complaint.area_id, Complaint.latitude, Complaint.longitude)
    points = db.session.execute(select(*columns)).all()
    placed = [row for row in points if row.latitude is not None and row.longitude is not None]
    found = areas_around(
        [row.latitude for row in placed],
        [row.longitude for row in placed],
        _by_precedence(rows, file),
    )
    before = [codes.get(row.area_id, "") for row in placed]
    after = [new or old for new, old in zip(found, before, strict=True)]
    rest = [codes.get(row.area_id, "") for row in points if row.latitude is None]
    moved = sum(new != old for new, old in zip(after, before, strict=True))
    return moved, Counter([*after, *rest])
