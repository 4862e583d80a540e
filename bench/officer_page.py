"""What Lighthouse says of the officer's list on a phone, and how heavy our own scripts are there.

`python -m bench.officer_page`; Lighthouse comes from npm, exact in version, into `.tools/`.
The phone is Lighthouse's own: a slow processor and a slow 4G line, both simulated.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request
from datetime import datetime
from pathlib import Path

import brotli

from bench.city import copied
from bench.extras import Fact
from bench.scene import Scene
from bench.servers import ROOT, Server, product, running
from bench.table import print_facts, write_results

_LISTED = Path(__file__).parent / "lighthouse"
_TOOLS = ROOT / ".tools" / "lighthouse"
_SIZE = 1000
_LEAST = {"performance": 95, "accessibility": 100, "best-practices": 95}
_MOST_KB = 12.0
_OWN_SCRIPT = re.compile(r'src="(/static/js/[^"]+)"')


def main() -> None:
    lighthouse = _installed()
    with tempfile.TemporaryDirectory(prefix="ptmb-lighthouse-") as folder:
        instance = copied(_SIZE, Path(folder) / "city")
        with running(product(instance)) as server:
            scene = Scene(instance)
            cookie = scene.logged_in(scene.staff("petugas"))
            facts = [
                *_scores(lighthouse, server, cookie, Path(folder)),
                _own_scripts(server, cookie),
            ]
    print_facts(facts)
    print(f"\nKept in {write_results([], facts, datetime.now().astimezone())}")
    if not all(fact.met for fact in facts):
        sys.exit(1)


def _installed() -> Path:
    """Lighthouse's own program; fetched once for each lock file."""
    lock = (_LISTED / "package-lock.json").read_bytes()
    kept = _TOOLS / "package-lock.json"
    program = _TOOLS / "node_modules" / "lighthouse" / "cli" / "index.js"
    if program.exists() and kept.read_bytes() == lock:
        return program
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to measure with Lighthouse: install Node.js 20 or newer")
    shutil.rmtree(_TOOLS, ignore_errors=True)
    shutil.copytree(_LISTED, _TOOLS)
    subprocess.run([npm, "ci", "--loglevel=error"], cwd=_TOOLS, check=True)
    return program


def _scores(lighthouse: Path, server: Server, cookie: str, folder: Path) -> list[Fact]:
    """As shortfalls of 100, so that less is better like everywhere in the table."""
    headers, found = folder / "headers.json", folder / "found.json"
    headers.write_text(json.dumps({"Cookie": cookie}))
    command = [
        "node", str(lighthouse), f"http://127.0.0.1:{server.port}/tugas",
        f"--extra-headers={headers}", "--output=json", f"--output-path={found}", "--quiet",
        f"--only-categories={','.join(_LEAST)}", "--disable-storage-reset",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
    ]  # fmt: skip
    chromium = shutil.which("chromium") or shutil.which("google-chrome") or ""
    subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=True)
    report = json.loads(found.read_text())
    return [_score(report, name, least) for name, least in _LEAST.items()]


def _score(report: dict[str, dict[str, dict[str, object]]], name: str, least: int) -> Fact:
    category = report["categories"][name]
    score = round(100 * float(str(category["score"])))
    audits = report["audits"]
    failed = [
        str(one["id"])
        for one in category["auditRefs"]  # type: ignore[attr-defined]  # Lighthouse's own list
        if one["weight"] and audits[one["id"]]["score"] not in (None, 1)
    ]
    return Fact(f"Lighthouse, {name}", 100 - score, 100 - least, "of 100",
                f"score {score}; {', '.join(failed)}")  # fmt: skip


def _own_scripts(server: Server, cookie: str) -> Fact:
    """Compressed as the server sends it."""
    home = f"http://127.0.0.1:{server.port}"
    html = _read(f"{home}/tugas", cookie).decode()
    names = sorted(set(_OWN_SCRIPT.findall(html)))
    total = sum(len(brotli.compress(_read(home + one, cookie))) for one in names)
    return Fact("own scripts on the officer's list", total / 1024, _MOST_KB, "KB",
                f"{len(names)} files, brotli")  # fmt: skip


def _read(url: str, cookie: str) -> bytes:
    asked = urllib.request.Request(url, headers={"Cookie": cookie})  # noqa: S310  our own loopback server
    with urllib.request.urlopen(asked, timeout=30) as answer:  # noqa: S310  our own loopback server
        return bytes(answer.read())


if __name__ == "__main__":
    main()
