"""The pages of schedules, incidents, reservoirs, the water's status and tankers."""

from collections.abc import Iterator

from tests.browser.stops import POINT, Stop, empty, sends


def _citizen() -> Iterator[Stop]:
    for path in ("/status", "/status?keadaan=normal", "/status?cari=atlantis",
                 "/status/sepinggan", "/status/gunung-sari-ilir", "/status/gunung-sari-ilir/jadwal",
                 "/status/sisip", "/status/sisip/damai", "/status/sepinggan/ikuti", "/waduk",
                 "/gangguan/1", "/gangguan/2", "/gangguan/2/ikuti", "/ikut/{follow}",
                 "/lapor/lokasi?k=NOFLOW&wilayah={sepinggan}",
                 "/lapor/lokasi?k=NOFLOW&wilayah={sepinggan}&aksi=lanjut",
                 f"/lapor/lokasi?k=NOFLOW&{POINT}", "/t/{grouped}", "/t/{asked}",
                 "/t/{dry}/tangki", "/t/{asked}/tangki", "/t/{received}/tangki"):  # fmt: skip
        yield Stop("", path)
    yield empty("", "/status/sepinggan/ikuti", phone="1")
    yield empty("", "/t/{dry}/tangki")


def _desk() -> Iterator[Stop]:
    for path in ("/meja/gangguan", "/meja/gangguan/2", "/meja/gangguan/2/aduan",
                 "/meja/gangguan/2/tutup", "/meja/{grouped}", "/meja/{asked}",
                 "/meja/jadwal", "/meja/jadwal/GS", "/meja/jadwal/GS/salin",
                 "/meja/jadwal/GS/draf?bentuk=siklus", "/meja/jadwal/GS/draf?bentuk=potong",
                 "/meja/jadwal/GS/draf?bentuk=aturan", "/meja/jadwal/draf/{draft}",
                 "/meja/jadwal/terbit?draf={draft}", "/meja/jadwal/tarik/{published}",
                 "/meja/jadwal/zona/GS", "/meja/tangki", "/meja/tangki/lembar/{run}",
                 "/meja/waduk"):  # fmt: skip
        yield Stop("operator", path)
    for path in ("/meja/gangguan/baru", "/meja/jadwal/csv", "/meja/jadwal/zona/baru",
                 "/meja/jadwal/GS/draf"):  # fmt: skip
        yield empty("operator", path)
    wrong = sends("form[action*='/meja/waduk/']", level="x")
    yield Stop("operator", "/meja/waduk", 422, wrong, "with errors")


def _officer() -> Iterator[Stop]:
    for path in ("/tugas/tangki", "/tugas/tangki/{stop}/telepon"):
        yield Stop("petugas", path)
    for path in ("/tugas/tangki/{stop}/antar", "/tugas/tangki/{stop}/gagal"):
        yield empty("petugas", path)
    there = sends("form[action$='/titik']", latitude="-1.2690", longitude="116.8395")
    yield Stop("petugas", "/tugas/{job_in_progress}", 200, there, "move the point")


def _admin() -> Iterator[Stop]:
    for path in ("/admin/waduk", "/admin/waduk/manggar", "/admin/tangki"):
        yield Stop("admin", path)
    for kind in ("truk", "titik", "harga"):
        yield empty("admin", f"/admin/tangki/{kind}-baru")


SUPPLY_STOPS = [*_citizen(), *_desk(), *_officer(), *_admin()]
