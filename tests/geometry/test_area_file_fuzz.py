"""Whatever stands in an area file, the answer is areas or sentences, never an exception."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ptmb.geometry.file import read_area_file
from tests.geometry.area_files import EAST, WEST, feature, present

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)
TODAY = [present("a", "Manggar", WEST), present("b", "Lamaru", EAST)]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every spot of a document at which something else could stand."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = [path] if path else []
    for key, part in inner if isinstance(value, dict | list) else ():
        found += places(part, (*path, key)) if isinstance(part, dict | list) else [(*path, key)]
    return found


@st.composite
def spoilt_files(draw: st.DrawFn) -> bytes:
    """A good file with one value replaced by something that does not belong there."""
    document = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:4326"}},
        "features": [feature("a"), feature("b", geometry=EAST)],
    }
    copy: Any = json.loads(json.dumps(document))
    *way, last = draw(st.sampled_from(places(document)))
    holder = copy
    for step in way:
        holder = holder[step]
    holder[last] = draw(values)
    return json.dumps(copy).encode()


@given(spoilt_files())
def test_one_odd_value_gives_a_file_that_is_accepted_or_says_why_not(raw: bytes) -> None:
    area_file = read_area_file(raw, present=TODAY)

    assert area_file.acceptable or area_file.errors
    for finding in (*area_file.errors, *area_file.warnings):
        assert str(finding).isprintable()


@given(st.binary(max_size=200) | values.map(lambda value: json.dumps(value).encode()))
def test_anything_else_is_refused_in_words(raw: bytes) -> None:
    area_file = read_area_file(raw)

    assert not area_file.acceptable
    assert all(str(error).isprintable() for error in area_file.errors)
