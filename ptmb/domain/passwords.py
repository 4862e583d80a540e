"""Which passwords are refused (NIST SP 800-63B-4: length and a blocklist, no composition rules)."""

import re
from itertools import pairwise

from ptmb.domain.words import N_

MIN_LENGTH = 15
MAX_LENGTH = 256

_COMMON = (
    "123456", "654321", "abc123", "admin", "administrator", "air", "aku", "alhamdulillah",
    "anjing", "asdf", "asdfgh", "asdfghjkl", "assalamualaikum", "awan", "balikpapan", "bersih",
    "bismillah", "cantik", "center", "cinta", "command", "datang", "default", "doraemon",
    "dragon", "football", "ganteng", "garuda", "hello", "iloveyou", "indonesia", "jakarta",
    "kalimantan", "kamu", "kata", "katasandi", "kopi", "kota", "kucing", "letmein", "login",
    "manajer", "manuntung", "masuk", "merdeka", "monkey", "naruto", "nusantara", "operator",
    "pancasila", "passphrase", "password", "pdam", "pengawas", "perumda", "petugas", "princess",
    "ptmb", "qwerty", "qwertyuiop", "rahasia", "sandi", "sayang", "secret", "selamat",
    "semangat", "sukses", "sunshine", "superman", "test", "tirta", "user", "walikota", "water",
    "welcome", "yang", "zxcvbn", "zxcvbnm",
)  # fmt: skip
"""Words of the lists of leaked passwords, of this country and this company."""
_LOOKALIKES = str.maketrans("@04$5317!", "aoasseiti")
_WORDS = re.compile("|".join(sorted(_COMMON, key=len, reverse=True)))
_ENOUGH = 6
"""So many different signs must be left when every common word is taken out."""
_MOSTLY = 0.6


def refusal(password: str, own_names: tuple[str, ...]) -> str | None:
    """Why a new password is refused, as a sentence; None when it is good.

    Args:
        own_names: the person's user name and display name.
    """
    plain = password.casefold()
    if len(password) < MIN_LENGTH:
        return N_("Kata sandi paling sedikit 15 tanda.")
    if len(password) > MAX_LENGTH:
        return N_("Kata sandi paling banyak 256 tanda.")
    if any(name in plain for name in _parts(own_names)):
        return N_("Jangan pakai nama Anda di kata sandi.")
    if _is_common(plain) or _is_common(plain.translate(_LOOKALIKES)) or _is_a_run(plain):
        return N_("Kata sandi ini mudah ditebak. Pilih yang lain.")
    return None


def _parts(names: tuple[str, ...]) -> set[str]:
    """Each name, and each word of it; short ones would forbid too much."""
    words = {word for name in names for word in re.split(r"[\W\d_]+", name.casefold())}
    return {name for name in (*words, *(name.casefold() for name in names)) if len(name) > 3}


def _is_common(plain: str) -> bool:
    """Whether little is left without the common words, and without what only repeats."""
    rest = re.sub(r"[\W_]+", "", _WORDS.sub("", plain))
    return len(set(rest)) < _ENOUGH


def _is_a_run(plain: str) -> bool:
    """Whether most signs only follow the one before: aaaa, 1234, hgfe."""
    steps = [abs(ord(one) - ord(other)) for one, other in pairwise(plain)]
    return sum(step <= 1 for step in steps) > _MOSTLY * len(steps)
