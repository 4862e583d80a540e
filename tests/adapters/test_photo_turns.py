import io
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ptmb.adapters import photo_reading
from ptmb.adapters.photo_reading import read_photo
from ptmb.domain.photos import PhotoProblem, PhotoRefused
from tests.adapters.photo_files import photo


class _Watched(io.BytesIO):
    """An upload that knows how many others are being read beside it."""

    lock = threading.Lock()
    now = most = 0

    def read(self, size: int | None = -1) -> bytes:
        with _Watched.lock:
            _Watched.now += 1
            _Watched.most = max(_Watched.most, _Watched.now)
        threading.Event().wait(0.05)
        with _Watched.lock:
            _Watched.now -= 1
        return super().read(size)


def test_eight_clients_at_once_are_read_two_at_a_time() -> None:
    with ThreadPoolExecutor(8) as clients:
        photos = list(clients.map(read_photo, [_Watched(photo("JPEG")) for _ in range(8)]))

    assert [clean.width for clean in photos] == [800] * 8
    assert _Watched.most == 2


def test_who_waits_too_long_is_told_to_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_reading, "_WAIT_S", 0.01)
    busy = photo_reading._SLOTS
    with busy, busy, pytest.raises(PhotoRefused) as refused:
        read_photo(io.BytesIO(photo("JPEG")))

    assert refused.value.problem is PhotoProblem.BUSY


def test_a_refused_photo_gives_its_turn_to_the_next() -> None:
    for _ in range(3):
        with pytest.raises(PhotoRefused):
            read_photo(io.BytesIO(b"<svg/>"))

    assert read_photo(io.BytesIO(photo("JPEG"))).width == 800


def test_large_photos_are_read_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_reading, "_WAIT_S", 0.01)
    monkeypatch.setattr(photo_reading, "_LARGE_PIXELS", 100_000)
    with photo_reading._LARGE_SLOT, pytest.raises(PhotoRefused) as refused:
        read_photo(io.BytesIO(photo("WEBP")))

    assert refused.value.problem is PhotoProblem.BUSY
    assert read_photo(io.BytesIO(photo("WEBP"))).width == 800


def test_a_photo_for_which_no_memory_is_left_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def exhausted(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(photo_reading, "_shrunk", exhausted)
    with pytest.raises(PhotoRefused) as refused:
        read_photo(io.BytesIO(photo("JPEG")))

    assert refused.value.problem is PhotoProblem.BUSY
