"""The treatment plants and, coarsely, whom each of them serves: a start, for the desk to mend.

Made from what the press wrote between 2014 and 2025: Batu Ampar (Km 8) 500 l/s for the north, the
centre and parts of the south and west; Kampung Damai 440 l/s "from Sepinggan to Kampung Baru";
Km 12 100 l/s for the north; Teritip 200 l/s for the east and part of the south; Baru Ulu for
Kampung Baru. No map of the network is public. A kelurahan that two of them are said to serve, or
that the words only touch, is `partial` in both; nobody should read more out of it than that.
"""

from dataclasses import dataclass

PERSONS_PER_CONNECTION = 5
"""The utility's own figure behind its coverage of 77 % (press, September 2025)."""


@dataclass(frozen=True, slots=True)
class CityZone:
    """A zone to begin with; `whole` and `partial` are names of areas, `places` are words."""

    code: str
    name: str
    highland: bool
    recovery_minutes: int
    whole: tuple[str, ...]
    partial: tuple[str, ...]
    places: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class CityPlant:
    """A treatment plant (IPA) and its zones; `capacity_lps` in litres a second."""

    code: str
    name: str
    capacity_lps: float | None
    zones: tuple[CityZone, ...]


PLANTS = (
    CityPlant(
        "BA",
        "IPAM Batu Ampar (Km 8)",
        500.0,
        (
            CityZone(
                "BA",
                "Batu Ampar (Km 8)",
                highland=True,
                recovery_minutes=180,
                whole=("Batu Ampar", "Gunung Samarinda", "Gunung Samarinda Baru", "Muara Rapak"),
                partial=(
                    "Graha Indah",
                    "Gunung Bahagia",
                    "Gunung Sari Ilir",
                    "Gunung Sari Ulu",
                    "Karang Jati",
                    "Karang Rejo",
                    "Kariangau",
                    "Margo Mulyo",
                    "Mekar Sari",
                    "Sepinggan Baru",
                    "Sumber Rejo",
                ),
                places=(
                    ("Soekarno-Hatta Km 6", ("Km 6", "Kilo 6")),
                    ("Pasar Buton", ()),
                    ("Indrakila", ()),
                    ("Pattimura", ("RSKD",)),
                    ("Wika", ("Perum Wika",)),
                    ("Tumaritis", ()),
                    ("AW Sjahranie", ("A. W. Syahranie",)),
                    ("Kampung Timur", ("Kp. Timur",)),
                    ("Balikpapan Regency", ("BP Regency",)),
                    ("Syarifuddin Yoes", ("Sjarifuddin Yoes",)),
                ),
            ),
        ),
    ),
    CityPlant(
        "KD",
        "IPAM Kampung Damai",
        440.0,
        (
            CityZone(
                "KD",
                "Kampung Damai",
                highland=False,
                recovery_minutes=180,
                whole=(
                    "Damai",
                    "Damai Bahagia",
                    "Damai Baru",
                    "Klandasan Ilir",
                    "Klandasan Ulu",
                    "Prapatan",
                    "Sepinggan Raya",
                    "Sungai Nangka",
                    "Telaga Sari",
                ),
                partial=(
                    "Baru Ilir",
                    "Baru Tengah",
                    "Baru Ulu",
                    "Gunung Bahagia",
                    "Gunung Sari Ilir",
                    "Gunung Sari Ulu",
                    "Karang Jati",
                    "Karang Rejo",
                    "Marga Sari",
                    "Mekar Sari",
                    "Sepinggan",
                    "Sepinggan Baru",
                    "Sumber Rejo",
                ),
                places=(
                    ("Simpang Tiga Kampung Damai", ()),
                    ("Komplek Bank Duta", ("Bank Duta",)),
                    ("Perum Pos dan Giro", ("Pos & Giro",)),
                    ("BDS", ()),
                    ("BDI", ()),
                    ("Ring Road PLN Pikitring", ("PLN Pikitring",)),
                    ("Gang Mex", ("Gg. Mex",)),
                    ("Gang Teratai", ("Gg. Teratai",)),
                    ("Gang PLN", ("Gg. PLN",)),
                    ("Gang Sampurna", ("Gg. Sampurna",)),
                    ("MT Haryono", ()),
                    ("Stalkuda", ("Stal Kuda",)),
                    ("Gunung Bakaran", ("Gn. Bakaran",)),
                    ("Mulawarman sampai PJHI Batakan", ("PJHI", "Batakan")),
                    ("Balikpapan Permai", ()),
                    ("Pasar Baru", ()),
                    ("Markoni", ()),
                    ("Klandasan", ("Kelandasan",)),
                    ("Pelayaran", ()),
                    ("Kampung Baru", ("Kp. Baru",)),
                ),
            ),
        ),
    ),
    CityPlant(
        "K12",
        "IPA Km 12",
        100.0,
        (
            CityZone(
                "K12",
                "Km 12",
                highland=False,
                recovery_minutes=0,
                whole=("Karang Joang",),
                partial=("Graha Indah",),
            ),
        ),
    ),
    CityPlant(
        "TR",
        "IPA Teritip",
        200.0,
        (
            CityZone(
                "TR",
                "Teritip",
                highland=False,
                recovery_minutes=0,
                whole=("Lamaru", "Manggar", "Manggar Baru", "Teritip"),
                partial=("Sepinggan", "Sepinggan Baru"),
            ),
        ),
    ),
    CityPlant(
        "BU",
        "IPA Baru Ulu",
        None,
        (
            CityZone(
                "BU",
                "Baru Ulu",
                highland=False,
                recovery_minutes=0,
                whole=(),
                partial=("Baru Tengah", "Baru Ulu"),
                places=(("Kampung Baru", ("Kp. Baru",)),),
            ),
        ),
    ),
)
"""A hill zone gets three hours to fill: "daerah tinggi bisa sampai 3 jam lebih lama"."""
