import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptmb.adapters.photo_reading import read_photo
from ptmb.domain.photos import LONG_SIDE_PX, PhotoRefused
from tests.adapters.photo_files import FORMATS, camera_exif, jpeg_segments, opened, quarters, saved

_SEEDS = [
    saved(quarters(96, 64), kind, exif=camera_exif(orientation=6).tobytes()) for kind in FORMATS
]
_SEEDS.append(saved(quarters(96, 64), "JPEG", progressive=True))
_STARTS = [seed[:length] for seed in _SEEDS for length in (4, 12, 64)]
_quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None
)


@st.composite
def _spoiled(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(_SEEDS)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data) - 1))
        new = draw(st.binary(max_size=8))
        data[at : at + draw(st.integers(0, 8))] = new
        data = data or bytearray(b"\0")
    return bytes(data)


def _taken_or_refused(data: bytes) -> None:
    try:
        clean = read_photo(io.BytesIO(data))
    except PhotoRefused:
        return
    for jpeg in (clean.picture, clean.thumbnail):
        assert max(opened(jpeg).size) <= LONG_SIDE_PX
        assert not {segment[1] for segment in jpeg_segments(jpeg)} & {0xE1, 0xE2, 0xED, 0xFE}


@_quick
@given(st.sampled_from(_STARTS), st.binary(max_size=400))
def test_whatever_follows_a_photos_first_bytes_is_taken_or_refused(
    start: bytes, rest: bytes
) -> None:
    _taken_or_refused(start + rest)


@_quick
@given(_spoiled())
def test_a_spoiled_photo_is_taken_or_refused(data: bytes) -> None:
    _taken_or_refused(data)


@_quick
@given(st.binary(max_size=400))
def test_any_bytes_at_all_are_taken_or_refused(data: bytes) -> None:
    _taken_or_refused(data)
