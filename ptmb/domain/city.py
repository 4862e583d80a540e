"""Balikpapan in plain facts: enough to start with, until official boundaries are imported.

Codes are those of Kepmendagri 300.2.2-2430/2025. They are not consecutive: never count one up.
"""

from dataclasses import dataclass

from ptmb.domain.geography import Box, Point

DISTRICTS = {
    "64.71.01": "Balikpapan Timur",
    "64.71.02": "Balikpapan Barat",
    "64.71.03": "Balikpapan Utara",
    "64.71.04": "Balikpapan Tengah",
    "64.71.05": "Balikpapan Selatan",
    "64.71.06": "Balikpapan Kota",
}
"""Kecamatan by code."""


@dataclass(frozen=True, slots=True)
class CityArea:
    """A kelurahan: its centre, its official size, and the spellings people also write."""

    code: str
    name: str
    centre: Point
    km2: float
    aliases: tuple[str, ...]

    @property
    def district_code(self) -> str:
        return self.code[: len("64.71.01")]

    @property
    def district(self) -> str:
        return DISTRICTS[self.district_code]


def _area(code: str, name: str, lat: float, lng: float, km2: float, *aliases: str) -> CityArea:
    return CityArea(code, name, Point(lat, lng), km2, aliases)


AREAS = (
    _area("64.71.01.1001", "Manggar", -1.214, 116.938, 33.3),
    _area("64.71.01.1002", "Lamaru", -1.170, 116.957, 35.6),
    _area("64.71.01.1003", "Teritip", -1.146, 116.980, 45.4),
    _area("64.71.01.1004", "Manggar Baru", -1.207, 116.967, 5.1),
    _area("64.71.02.1001", "Baru Ilir", -1.235, 116.826, 0.7),
    _area("64.71.02.1002", "Baru Tengah", -1.230, 116.817, 0.6),
    _area("64.71.02.1003", "Baru Ulu", -1.224, 116.814, 1.2),
    _area("64.71.02.1004", "Kariangau", -1.111, 116.811, 187.2, "Karingau"),
    _area("64.71.02.1005", "Margo Mulyo", -1.224, 116.826, 2.3, "Margomulyo"),
    _area("64.71.02.1006", "Marga Sari", -1.237, 116.822, 0.7, "Margasari"),
    _area("64.71.03.1001", "Batu Ampar", -1.214, 116.848, 7.9),
    _area("64.71.03.1002", "Gunung Samarinda", -1.234, 116.849, 2.7, "Gn. Samarinda"),
    _area("64.71.03.1003", "Karang Joang", -1.140, 116.887, 101.8),
    _area("64.71.03.1004", "Muara Rapak", -1.227, 116.835, 3.0),
    _area("64.71.03.1005", "Gunung Samarinda Baru", -1.235, 116.865, 3.1, "Gn. Samarinda Baru"),
    _area("64.71.03.1006", "Graha Indah", -1.203, 116.873, 19.2),
    _area("64.71.04.1001", "Gunung Sari Ulu", -1.257, 116.848, 2.1, "Gn. Sari Ulu"),
    _area("64.71.04.1002", "Gunung Sari Ilir", -1.267, 116.838, 1.1, "Gn. Sari Ilir"),
    _area("64.71.04.1003", "Karang Rejo", -1.245, 116.840, 1.2),
    _area("64.71.04.1004", "Karang Jati", -1.248, 116.826, 3.6),
    _area("64.71.04.1005", "Mekar Sari", -1.258, 116.836, 0.7, "Mekarsari"),
    _area("64.71.04.1006", "Sumber Rejo", -1.248, 116.850, 2.2, "Sumberrejo"),
    _area("64.71.05.1002", "Sepinggan", -1.241, 116.915, 8.4),
    _area("64.71.05.1006", "Gunung Bahagia", -1.240, 116.881, 3.8, "Gn. Bahagia"),
    _area("64.71.05.1008", "Sepinggan Baru", -1.229, 116.896, 10.6),
    _area("64.71.05.1009", "Sepinggan Raya", -1.262, 116.896, 6.5),
    _area("64.71.05.1010", "Sungai Nangka", -1.259, 116.878, 3.2, "Sungainangka", "Sei Nangka"),
    _area("64.71.05.1011", "Damai Baru", -1.248, 116.866, 2.1),
    _area("64.71.05.1012", "Damai Bahagia", -1.269, 116.867, 3.6),
    _area("64.71.06.1001", "Prapatan", -1.267, 116.817, 4.3, "Perapatan"),
    _area("64.71.06.1002", "Telaga Sari", -1.269, 116.828, 1.8, "Telagasari"),
    _area("64.71.06.1003", "Klandasan Ulu", -1.276, 116.830, 1.0, "Kelandasan Ulu"),
    _area("64.71.06.1004", "Klandasan Ilir", -1.271, 116.844, 1.6, "Kelandasan Ilir"),
    _area("64.71.06.1005", "Damai", -1.265, 116.856, 2.2),
)

OUTLINE = (
    Point(-1.105, 116.730),
    Point(-1.072, 116.742),
    Point(-1.057, 116.772),
    Point(-1.043, 116.783),
    Point(-1.043, 116.805),
    Point(-1.022, 116.824),
    Point(-1.014, 116.847),
    Point(-1.016, 116.852),
    Point(-1.028, 116.842),
    Point(-1.048, 116.846),
    Point(-1.053, 116.854),
    Point(-1.063, 116.902),
    Point(-1.086, 116.915),
    Point(-1.112, 116.942),
    Point(-1.125, 117.001),
    Point(-1.141, 117.023),
    Point(-1.184, 117.011),
    Point(-1.200, 117.001),
    Point(-1.252, 116.936),
    Point(-1.277, 116.884),
    Point(-1.282, 116.811),
    Point(-1.274, 116.804),
    Point(-1.253, 116.815),
    Point(-1.232, 116.811),
    Point(-1.212, 116.783),
    Point(-1.160, 116.781),
    Point(-1.134, 116.769),
)
"""The city's border, coarse, going round once; the last point joins the first."""

MAP_CROP = Box(-1.2905, 116.785, -1.1945, 116.985)
"""The coast strip where people live: maps show this part large and the whole city as an inset."""
