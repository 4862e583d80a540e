"""Every page there is, as an address and, where an address alone does not lead there, what to do.

Words in braces are filled in by the stage: {resolved} is the code of a complaint in that state.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.stage import STATES

Deed = Callable[[Page], object]
POINT = "lat=-1.2672&lng=116.8381&sumber=map"
_SEND = """([selector, names]) => {
  const form = document.querySelector(selector);
  for (const field of form.querySelectorAll("input:not([type=hidden]), textarea, select")) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = false;
    else if (field.type !== "file") field.value = "";
  }
  for (const [name, text] of Object.entries(names)) {
    const found = form.elements[name];  // a button that nobody pressed is not sent
    const field = found && found.tagName !== "BUTTON" ? found : form.appendChild(Object.assign(
      document.createElement("input"), { type: "hidden", name }));
    field.value = text;
  }
  HTMLFormElement.prototype.submit.call(form);
}"""


@dataclass(frozen=True)
class Stop:
    """Who looks at what; `code` is the status of the answer that brings the page."""

    who: str
    path: str
    code: int = 200
    deed: Deed | None = None
    done: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.who or "citizen", self.path, self.done)))


def sends(selector: str, **typed: str) -> Deed:
    """Send this form past the browser's own checks, empty but for what is typed."""

    def deed(page: Page) -> None:
        with page.expect_navigation():
            page.evaluate(_SEND, [selector, typed])

    return deed


def empty(who: str, path: str, selector: str = "main form[method=post]", **typed: str) -> Stop:
    """The form of this page, sent without anything in it: the page with its errors."""
    return Stop(who, path, 422, sends(selector, **typed), "with errors")


def _citizen() -> Iterator[Stop]:
    for path in ("/", "/?wilayah={area_id}", "/lapor", "/lapor/lokasi?k=NOFLOW", "/lacak",
                 f"/lapor/lokasi?k=LEAK&{POINT}", f"/lapor/kirim?k=LEAK&{POINT}",
                 f"/lapor/kirim?k=NOFLOW&{POINT}", "/lapor/kirim?k=BILL", "/bantuan",
                 "/privasi", "/masuk", "/statistik", "/statistik?periode=tahun", "/statistik/kamus",
                 "/t/{pictured}", "/t/{supported}", "/t/{received}?baru=1", "/t/{received}/batal",
                 "/t/{received}/tambah", "/t/{need_info}/tambah", "/t/{resolved}/konfirmasi",
                 "/t/{resolved}/konfirmasi?belum=1", "/t/{rationed}/konfirmasi",
                 "/t/{pictured}/kunci", "/sandi/{link}"):  # fmt: skip
        yield Stop("", path)
    for state in STATES:
        yield Stop("", f"/t/{{{state}}}")
    yield Stop("", "/lapor/lokasi?k=LEAK&lat=-2&lng=116&sumber=map&aksi=lanjut", done="outside")
    yield Stop("", "/t/PTM-22222-22222", 404)
    yield Stop("", "/lacak?kode=PTM-1", 404)
    yield Stop("", "/sandi/tidak-berlaku", 404)
    yield empty("", f"/lapor/kirim?k=LEAK&{POINT}", "form[data-draft]", phone="1")
    yield empty("", "/t/{received}/tambah")
    yield empty("", "/t/{resolved}/konfirmasi?belum=1", jawab="belum")
    yield empty("", "/t/{pictured}/kunci", "#kunci-pelapor")
    yield empty("", "/masuk")
    yield empty("", "/sandi/{link}")


def _errors() -> Iterator[Stop]:
    for code in (400, 403, 404, 405, 409, 413, 429, 500, 503):
        yield Stop("", f"/galat/{code}", code)
    yield Stop("", "/galat/kirim-lagi", 503)
    yield Stop("", "/tidak-ada", 404)
    yield Stop("operator", "/admin/pengguna", 403)


STEPS = {
    "tunjuk": "received", "periksa": "received", "jelaskan": "received", "tanya": "received",
    "jawab": "need_info", "selesai": "received", "besar": "in_progress", "tolak": "received",
    "buka-lagi": "closed", "kembalikan": "resolved", "pisah": "merged", "catat": "received",
    "gabung": "received",
}  # fmt: skip
"""A state in which the desk may take each step."""
_NEVER_WRONG = {"pisah", "periksa"}
"""Forms that have nothing to leave out."""


def _desk() -> Iterator[Stop]:
    for path in ("/meja", "/meja?lajur=berjalan", "/meja?lajur=konfirmasi", "/meja?lajur=semua",
                 "/meja?lajur=semua&lewat=1", "/meja?cari=tidak+ada+ini", "/meja/saring",
                 "/meja/tim", "/meja/catat", "/meja/catat/{received}", "/meja/{pictured}",
                 "/meja/{supported}", "/meja/pertanyaan", "/akun/sandi"):  # fmt: skip
        yield Stop("operator", path)
    for state in STATES:
        yield Stop("operator", f"/meja/{{{state}}}")
    for slug, state in STEPS.items():
        who = "pengawas" if slug == "kembalikan" else "operator"
        yield Stop(who, f"/meja/{{{state}}}/{slug}")
        if slug not in _NEVER_WRONG:
            form = f"form[action*='/{slug}']"
            yield empty(who, f"/meja/{{{state}}}/{slug}", form, seen="1")
    stale = sends("form[action*='/tanya']", words="Rumah sebelah mana?", seen="1")
    yield Stop("operator", "/meja/{assigned}/tanya", 409, stale, "overtaken")
    yield empty("operator", "/meja/catat", "main form")
    yield empty("operator", "/akun/sandi", "main form:has([name=present])")
    yield Stop("operator", "/meja", 200, _together, "together")


def _together(page: Page) -> None:
    for box in page.locator(".pt-q-pick").all()[:2]:
        box.check()
    with page.expect_navigation():
        page.locator("#bersama button[value=tunjuk]").click()


def _officer() -> Iterator[Stop]:
    for path in ("/tugas", "/tugas/saya", "/tugas/kirim", "/tugas/wilayah",
                 "/tugas/{job_assigned}/telepon", "/tugas/{job_assigned}/kembalikan",
                 "/tugas/{job_in_progress}/besar",
                 "/tugas/{job_in_progress}/catat", "/tugas/{job_in_progress}/catat?foto=sebelum",
                 "/akun/sandi"):  # fmt: skip
        yield Stop("petugas", path)
    for state in ("assigned", "en_route", "in_progress", "follow_up", "lost", "done", "open"):
        yield Stop("petugas", f"/tugas/{{job_{state}}}")
    for path in ("{job_assigned}/kembalikan", "{job_in_progress}/besar", "{job_in_progress}/catat"):
        yield empty("petugas", f"/tugas/{path}")
    yield empty("petugas", "/tugas/{job_in_progress}", "#langkah")
    done = sends("#langkah", found="pipe", work="pipe_repaired")
    yield Stop("petugas", "/tugas/{job_in_progress}", 200, done, "sure")
    away = sends("#langkah", latitude="-1.2", longitude="116.7")
    yield Stop("petugas", "/tugas/{job_en_route}", 422, away, "far away")
    late = sends("#langkah", found="pipe", work="pipe_repaired", sure="1", seen="1")
    yield Stop("petugas", "/tugas/{job_in_progress}", 409, late, "overtaken")


def _mayor() -> Iterator[Stop]:
    for path in ("/walikota", "/walikota?periode=pilihan", "/walikota/angka", "/walikota/wilayah",
                 "/walikota/wilayah/{area}", "/walikota/aduan", "/walikota/aduan?halaman=9",
                 "/walikota/aduan/{pictured}", "/walikota/pertanyaan",
                 "/walikota/wilayah/{area}/tanya", "/walikota/wilayah?peta=titik",
                 "/walikota/wilayah?peta=kepadatan", "/walikota/pola", "/walikota/laporan",
                 "/walikota/laporan/berjalan"):  # fmt: skip
        yield Stop("walikota", path)
    yield Stop("manajer", "/walikota")
    yield Stop("manajer", "/walikota/beban")
    yield Stop("walikota", "/walikota/kabar")
    yield empty("walikota", "/walikota/kabar", "form[action$='/perangkat']")
    for state in ("received", "follow_up", "rationed", "closed", "merged", "rejected"):
        yield Stop("walikota", f"/walikota/aduan/{{{state}}}")
    yield empty("walikota", "/walikota/pertanyaan")
    yield empty("walikota", "/walikota/aduan/{received}")


def _admin() -> Iterator[Stop]:
    forms = ("/admin/pengguna-baru", "/admin/pengguna/petugas", "/admin/kategori-baru",
             "/admin/kategori/NOFLOW", "/admin/kalimat-baru", "/admin/kalimat/{reply}",
             "/admin/pengaturan", "/admin/wilayah/{area}", "/admin/wilayah-impor")  # fmt: skip
    for path in ("/admin/pengguna", "/admin/pengguna?q=tidak+ada", "/admin/wilayah", *forms,
                 "/admin/kategori", "/admin/kalimat", "/admin/jejak"):  # fmt: skip
        yield Stop("admin", path)
    for path in forms:
        yield empty("admin", path)
    link = sends("form[action$='/tautan']")
    yield Stop("admin", "/admin/pengguna/petugas7", 200, link, "one-time link")
    stale = sends("main form[method=post]", seen="0", name="Petugas 6", role="officer")
    yield Stop("admin", "/admin/pengguna/petugas6", 409, stale, "overtaken")


STOPS = [*_citizen(), *_errors(), *_desk(), *_officer(), *_mayor(), *_admin()]
