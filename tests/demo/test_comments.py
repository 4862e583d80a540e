"""What the demonstration's citizens say beside their stars."""

from ptmb.demo import words


def test_nobody_with_five_stars_says_that_it_took_long() -> None:
    assert not [one for one in words.COMMENTS[5] if "lama" in one.lower()]
    assert len({len(comments) for comments in words.COMMENTS.values()}) == 1
