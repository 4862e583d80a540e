"""Which passwords are refused (NIST SP 800-63B-4: length and a blocklist, no composition rules)."""

from ptmb.domain.words import N_

MIN_LENGTH = 15
MAX_LENGTH = 256

_COMMON = frozenset(
    {
        "123456789012345",
        "1234567890123456",
        "passwordpassword",
        "passwordpassword1",
        "katasandikatasandi",
        "qwertyuiopasdfgh",
        "qwertyuiopasdfghjkl",
        "balikpapanbalikpapan",
        "perumdatirtamanuntung",
        "tirtamanuntungbalikpapan",
        "rahasia123456789",
        "administratoradmin",
        "adminadminadmin",
        "adminadminadminadmin",
        "111111111111111",
        "000000000000000",
        "abcdefghijklmnop",
        "iloveyouiloveyou",
        "ptmbptmbptmbptmb",
        "airbalikpapanair",
        "kopikopikopikopi",
        "indonesiaindonesia",
        "bismillahirrahmanirrahim",
        "sayangsayangsayang",
    }
)
_SIMPLE_SIGNS = 4
"""Fewer different signs than this is a pattern, not a password."""


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
    if plain in _COMMON or len(set(plain)) < _SIMPLE_SIGNS:
        return N_("Kata sandi ini mudah ditebak. Pilih yang lain.")
    if any(len(name) > 3 and name.casefold() in plain for name in own_names):
        return N_("Jangan pakai nama Anda di kata sandi.")
    return None
