"""Reads a pasted message by plain rules: number, code, area, trouble, landmark."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ptmb.domain.reference import NotACode, read_reference

CATEGORY_WORDS: Mapping[str, tuple[str, ...]] = {
    "LEAK": ("pipa bocor", "pipa pecah", "bocor di jalan", "bocor", "pecah", "rembes", "merembes"),
    "LEAKSVC": ("bocor di meter", "bocor meter", "meter bocor", "bocor dekat meter"),
    "QUALITY": ("keruh", "butek", "butak", "kotor", "bau", "berbau", "kuning", "coklat", "cokelat",
                "hitam", "lumpur", "berwarna", "karat"),
    "LOWP": ("kecil", "keciil", "lemah", "pelan", "seret", "tekanan rendah", "tidak naik",
             "gak naik", "ga naik", "kada naik", "netes", "menetes"),
    "NOFLOW": ("mati", "tidak mengalir", "tidak ngalir", "tidak keluar", "gak ngalir", "ga ngalir",
               "nggak ngalir", "ngga ngalir", "gak keluar", "ga keluar", "kada mengalir",
               "kada ngalir", "kada jalan", "kada keluar", "kd ngalir", "tdk mengalir",
               "tdk ngalir", "tdk keluar", "belum mengalir", "belum ngalir", "blm ngalir",
               "mampet", "kering", "gak ada air", "ga ada air", "tidak ada air", "kada ada banyu",
               "banyu mati", "macet"),
    "METER": ("meter rusak", "meteran rusak", "meter hilang", "meteran hilang", "meter mati",
              "meteran mati", "meter tidak terbaca", "meteran buram", "meteran"),
    "BILL": ("tagihan", "rekening", "bayar", "mahal", "bengkak", "melonjak", "denda"),
    "TANKER": ("mobil tangki", "air tangki", "tangki", "truk air"),
    "SCHED": ("jadwal", "giliran", "bergilir"),
    "DIG": ("bekas galian", "galian", "lubang bekas"),
    "ASSET": ("tutup bak", "valve", "hidran", "hydrant"),
    "SEWER": ("limbah", "ipal", "selokan mampet"),
    "CONN": ("sambungan baru", "pasang baru", "balik nama"),
    "THEFT": ("sambungan liar", "nyolong air", "curi air", "pencurian air"),
}  # fmt: skip
"""How people of the city type it, in Indonesian and in Banjar ("kada" is "not", "banyu" water)."""

CATEGORY_KEYS: Mapping[str, str] = {
    "M": "NOFLOW",
    "K": "LOWP",
    "R": "QUALITY",
    "B": "LEAK",
    "T": "METER",
    "G": "BILL",
    "L": "OTHER",
}
"""One key for each of the frequent categories at the quick intake."""

_PHONE = re.compile(r"(?<![\w+])(?:\+?62|0)[\s.()-]{0,2}\d(?:[\s.()-]{0,2}\d){6,12}(?!\d)")
_CODE = re.compile(r"\bPTM[\s-]?[0-9A-Z]{5}[\s-]?[0-9A-Z]{5}\b", re.IGNORECASE)
_RT = re.compile(r"\brt\.?\s*0*(\d{1,3})\b", re.IGNORECASE)
_LANDMARK = re.compile(
    r"\b((?:jl|jln|jalan|gg|gang|perum|perumahan|komplek|kompleks|depan|dekat|dkt|samping|belakang|"
    r"seberang|sebelah|simpang)\b\.?\s[^,;\n!?]{3,60})",
    re.IGNORECASE,
)
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SHORTEST_NAME = 4


@dataclass(frozen=True)
class Pasted:
    """What the rules found; None or empty where they found nothing."""

    phone: str = ""
    reference: str = ""
    area_id: int | None = None
    category: str = ""
    neighbourhood: str = ""
    landmark: str = ""


def read_pasted(text: str, areas: Iterable[tuple[int, Iterable[str]]]) -> Pasted:
    """Everything that can be told from a message.

    Args:
        areas: id and every name of each area; the longest name that stands in the text wins.
    """
    plain = _plain(text)
    phone, rt = _PHONE.search(text), _RT.search(text)
    landmark = _LANDMARK.search(text)
    return Pasted(
        phone=phone[0].strip() if phone else "",
        reference=_reference(text),
        area_id=_area(plain, areas),
        category=category_of(text),
        neighbourhood=rt[1] if rt else "",
        landmark=landmark[1].strip() if landmark else "",
    )


def category_of(text: str) -> str:
    """The category whose words stand in the text; the longest phrase is the most certain."""
    plain = _plain(text)
    found = [
        (len(phrase), -rank, code)
        for rank, (code, phrases) in enumerate(CATEGORY_WORDS.items())
        for phrase in phrases
        if f" {phrase} " in plain
    ]
    return max(found)[2] if found else ""


def _plain(text: str) -> str:
    """Small letters, one blank between words and around them, no stretched letters (matiii)."""
    words = re.sub(r"[^a-z0-9]+", " ", text.casefold())
    short = _STRETCHED.sub(r"\1", words).strip()
    return f" {short} "


def _reference(text: str) -> str:
    for match in _CODE.finditer(text):
        try:
            return read_reference(match[0])
        except NotACode:  # a mistyped code is no code; perhaps the next one is right
            continue
    return ""


def _area(plain: str, areas: Iterable[tuple[int, Iterable[str]]]) -> int | None:
    found = [
        (len(name), area_id)
        for area_id, names in areas
        for name in map(_plain, names)
        if len(name.strip()) >= _SHORTEST_NAME and name in plain
    ]
    return max(found)[1] if found else None
