"""Copies the front-end files of npm packages, exact in version, into ptmb/static/vendor.

tools/vendor.py           everything: npm ci, copy, purge, sprite, manifest
tools/vendor.py --css     only the purged Bootstrap and the icon sprite (after a template changed)
tools/vendor.py --check   makes everything again elsewhere and says what differs
tools/vendor.py --lock    makes vendor/package-lock.json from vendor/package.json
"""

import argparse
import filecmp
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tools.icon_sprite import IconSet, sprite, used_icons  # noqa: E402  run as a file, see above

LISTED = ROOT / "vendor"
PACKAGE = ROOT / "ptmb"
SHIPPED = PACKAGE / "static" / "vendor"
CACHE = ROOT / ".tools" / "npm"

# By package: the name a file is shipped under, and what it is made of. htmx and its extension are
# one file, because htmx starts as soon as it is loaded and would miss a later extension.
COPIED: dict[str, dict[str, list[str]]] = json.loads((LISTED / "files.json").read_text("utf-8"))
DERIVED = {"bootstrap": ["bootstrap.purged.css"], "@tabler/icons": ["icons.svg"]}
# What WTForms writes, so no template shows it.
CONTROLS = '<input type="checkbox"><input type="radio"><input type="file"><select><textarea>'
SOURCE_MAP = re.compile(rb"\n?(?://[#@] sourceMappingURL=\S+|/\*[#@] sourceMappingURL=[^*]+\*/)\s*")


def _npm(*command: str, folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed only to renew the vendored files: install Node.js 20 or newer")
    subprocess.run([npm, *command, "--loglevel=error"], cwd=folder, check=True)  # noqa: S603  # fixed words


def fetch() -> Path:
    """The packages of the lock file, kept under .tools/npm until the lock changes."""
    stamp = hashlib.sha256((LISTED / "package-lock.json").read_bytes()).hexdigest()
    mark = CACHE / "stamp"
    if not mark.exists() or mark.read_text() != stamp:
        shutil.rmtree(CACHE, ignore_errors=True)
        CACHE.mkdir(parents=True)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(LISTED / name, CACHE / name)
        _npm("ci", folder=CACHE)
        mark.write_text(stamp)
    return CACHE / "node_modules"


def write_lock() -> None:
    """A lock file without any address, so that it serves behind every registry."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("package.json", ".npmrc"):
            shutil.copy(LISTED / name, Path(folder) / name)
        _npm("install", "--package-lock-only", folder=Path(folder))
        lock = json.loads((Path(folder) / "package-lock.json").read_text("utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    (LISTED / "package-lock.json").write_text(json.dumps(lock, indent=2) + "\n", "utf-8")


def _put(target: Path, content: bytes) -> None:
    """Another process may read while we write, so the file appears whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.read_bytes() == content:
        return
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as beside:
        beside.write(content)
    Path(beside.name).chmod(0o644)
    Path(beside.name).replace(target)


def copy_files(modules: Path, target: Path) -> None:
    for package, files in COPIED.items():
        for name, sources in files.items():
            content = b"\n".join((modules / package / source).read_bytes() for source in sources)
            if name.endswith((".js", ".css")):
                content = SOURCE_MAP.sub(b"\n", content)
            _put(target / name, content)


def purge(modules: Path) -> bytes:
    """Bootstrap without the rules, variables and animations that no template uses."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "content": [
                f"{PACKAGE}/templates/**/*.html",
                f"{PACKAGE}/static/js/*.js",
                {"raw": CONTROLS, "extension": "html"},
            ],
            "css": [
                f"{modules}/bootstrap/dist/css/bootstrap.min.css",
                f"{PACKAGE}/static/css/*.css",
            ],
            "variables": True,
            "keyframes": True,
        }
        config = Path(folder) / "purgecss.config.js"
        config.write_text(f"module.exports = {json.dumps(settings)};\n", "utf-8")
        program = modules / "purgecss" / "bin" / "purgecss.js"
        command = ["node", str(program), "--config", str(config), "--output", folder]
        subprocess.run(command, check=True)  # noqa: S603  # fixed words
        return SOURCE_MAP.sub(b"\n", (Path(folder) / "bootstrap.min.css").read_bytes())


def derive(modules: Path, target: Path) -> None:
    icons = IconSet(modules / "@tabler" / "icons", LISTED / "icons")
    _put(target / "bootstrap.purged.css", purge(modules))
    _put(target / "icons.svg", sprite(used_icons(PACKAGE, icons), icons).encode())


def write_manifest(modules: Path, target: Path) -> None:
    entries = []
    for package, files in COPIED.items():
        about = json.loads((modules / package / "package.json").read_text("utf-8"))
        names = [*files, *DERIVED.get(package, [])]
        checksums = {
            name: hashlib.sha256((target / name).read_bytes()).hexdigest() for name in names
        }
        entries.append(
            {
                "name": package,
                "version": about["version"],
                "licence": about["license"],
                "sha256": checksums,
            }
        )
    _put(target / "MANIFEST.json", (json.dumps(entries, indent=2) + "\n").encode())


def make(target: Path, *, only_derived: bool = False) -> None:
    modules = fetch()
    if not only_derived:
        copy_files(modules, target)
    derive(modules, target)
    write_manifest(modules, target)


def differences() -> list[str]:
    """Names of shipped files that a fresh making would change, add or drop."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        make(fresh)
        names = {
            str(path.relative_to(base))
            for base in (fresh, SHIPPED)
            for path in base.rglob("*")
            if path.is_file()
        }
        _, changed, missing = filecmp.cmpfiles(fresh, SHIPPED, sorted(names), shallow=False)
        return changed + missing


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    choice = parser.add_mutually_exclusive_group()
    for name in ("--css", "--check", "--lock"):
        choice.add_argument(name, action="store_true")
    wish = parser.parse_args()
    if wish.lock:
        write_lock()
    elif wish.check:
        stale = differences()
        sys.exit(f"stale, run tools/vendor.py: {', '.join(stale)}" if stale else 0)
    else:
        make(SHIPPED, only_derived=wish.css)


if __name__ == "__main__":
    main()
