import io
import time

import pytest
from PIL import Image

from ptmb.adapters.photo_reading import read_photo
from ptmb.demo.pictures import draw_photo
from ptmb.domain.categories import DEFAULT_CATEGORIES

_CODES = [category.code for category in DEFAULT_CATEGORIES]


@pytest.mark.parametrize("code", [*_CODES, "SOMETHING-NEW"])
@pytest.mark.parametrize("after", [False, True])
def test_every_category_has_a_small_photo(code: str, after: bool) -> None:
    drawn = draw_photo(code, 7, after=after)

    image = Image.open(io.BytesIO(drawn))
    assert (image.format, image.size) == ("JPEG", (640, 480))
    assert len(drawn) <= 60_000


@pytest.mark.parametrize("code", ["LEAK", "NOFLOW", "QUALITY", "METER"])
def test_the_same_seed_draws_the_same_and_another_draws_another(code: str) -> None:
    assert draw_photo(code, 7) == draw_photo(code, 7)
    assert draw_photo(code, 7) != draw_photo(code, 8)
    assert draw_photo(code, 7) != draw_photo(code, 7, after=True)


def test_repaired_pipes_do_not_all_look_like_one_photo_sent_again() -> None:
    hashes = [
        read_photo(io.BytesIO(draw_photo("LEAK", seed, after=True))).dhash for seed in range(12)
    ]

    assert len(set(hashes)) == 12


def test_a_few_hundred_photos_are_drawn_in_seconds() -> None:
    draw_photo("LEAK", 0)
    started = time.process_time()
    for seed in range(20):
        draw_photo("LEAK", seed)

    assert (time.process_time() - started) / 20 < 0.06
