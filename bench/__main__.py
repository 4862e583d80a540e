"""`make bench`: the product beside the floor; about five minutes, `--quick` about one."""

import argparse
import tempfile
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from bench import answer_first, extras, tankers
from bench.city import copied
from bench.pages import PAGES
from bench.rounds import CLIENTS, Measured, Measuring
from bench.servers import Client, Server, floor, product, running
from bench.table import print_table, write_results

SIZE, SMALL = 100_000, 1_000
_TURNS = 4


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="short rounds, for development")
    asked.add_argument("--page", action="append", help="only this page; may be repeated")
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--round-seconds", type=float, default=5.0)
    chosen = asked.parse_args()
    if chosen.quick:
        chosen.rounds, chosen.round_seconds = 2, 2.0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ptmb-bench-")))
        rows, facts = _measure(stack, folder, chosen)
    print_table(rows, facts)
    if not chosen.page:
        tankers.compare(tankers.drawn_up(tankers.REQUESTS, tankers.SEED))
    if not chosen.page and not chosen.quick:
        print(f"\nKept in {write_results(rows, facts, datetime.now().astimezone())}")


def _measure(
    stack: ExitStack, folder: Path, chosen: argparse.Namespace
) -> tuple[list[Measured], list[extras.Fact]]:
    client = Client()
    stack.callback(client.close)
    big = copied(SIZE, folder / "ours")
    facts = [] if chosen.page else [extras.start(big)]
    ours = stack.enter_context(running(product(big)))
    beside = stack.enter_context(running(floor(copied(SIZE, folder / "floor"))))
    rows = _pages(Measuring(client, ours, beside), chosen)
    if not chosen.page:
        facts += _figures(stack, client, ours, folder, chosen.round_seconds)
    return rows, facts


def _pages(measuring: Measuring, chosen: argparse.Namespace) -> list[Measured]:
    """A round is shared by the numbers of clients and the four turns; pages take turns too."""
    pages = [page for page in PAGES if not chosen.page or page.name in chosen.page]
    rows = [measured for page in pages for measured in measuring.prepare(page)]
    seconds = chosen.round_seconds / (_TURNS * len(CLIENTS))
    for number in range(chosen.rounds):
        print(f"Round {number + 1} of {chosen.rounds} ...", flush=True)
        for row in rows:
            measuring.one_round(row, seconds)
    return rows


def _figures(
    stack: ExitStack, client: Client, ours: Server, folder: Path, seconds: float
) -> list[extras.Fact]:
    print("Memory, slowest write, summary, growth, photo ...", flush=True)
    facts = [extras.memory(ours)]
    facts += extras.slowest_write(client, ours, seconds)
    facts.append(extras.mayors_summary(client, ours, seconds / 2))
    facts += extras.status_copies(client, ours, seconds)
    small = stack.enter_context(running(product(copied(SMALL, folder / "small"))))
    fresh = stack.enter_context(running(product(copied(SIZE, folder / "fresh"))))
    facts += extras.growth(client, small, fresh, seconds / 10)
    facts.append(extras.big_photo(client, ours))
    facts.append(answer_first.lookup(copied(SIZE, folder / "card")))
    return facts


if __name__ == "__main__":
    main()
