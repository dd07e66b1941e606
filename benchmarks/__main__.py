"""python -m benchmarks: feeds beside Hugo, Eleventy, Pelican and Jekyll; `validate`: how fast it checks."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks import building, checking, measure, ours, tables
from benchmarks.peers import PEERS
from benchmarks.scenarios import SCENARIOS

_PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def main(arguments: list[str] | None = None) -> int:
    """Measure what the command line asks for; return 1 if anything was wrong."""
    asked = _parser().parse_args(arguments)
    measure.adopt_orphans()
    feeds = ours.look(asked.feeds)
    if feeds is None:
        print("benchmarks: feeds is not installed; write pip install -e .", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="feeds-benchmark-") as temporary:
        work = asked.work.absolute() if asked.work else Path(temporary)
        if asked.what == "validate":
            text, faults = checking.measure(feeds, work / "validate", asked.runs, asked.timeout)
        else:
            text, faults = building.measure(asked, feeds, work)
    print(text)
    if asked.write_docs:
        tables.put(_PAGE, asked.what, text)
    for fault in faults:
        print(f"benchmarks: {fault}", file=sys.stderr)
    return 1 if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("what", nargs="?", choices=("builds", "validate"), default="builds", help="what is measured")
    add("--sizes", nargs="+", type=int, default=[10, 1_000, 10_000, 30_000], metavar="N", help="posts")
    add(
        "--scenarios", nargs="+", choices=SCENARIOS, default=list(SCENARIOS), help="what happens before a run"
    )
    add(
        "--peers",
        nargs="*",
        choices=PEERS,
        default=list(PEERS),
        help="the tools beside feeds; none is allowed",
    )
    add("--runs", type=int, default=3, help="of each tool in each scenario")
    add("--peer-limit", type=int, default=30_000, metavar="N", help="larger sites are for feeds alone")
    add("--patience", type=float, default=20, metavar="S", help="a peer that takes longer runs only once")
    add(
        "--timeout", type=float, default=1_800, metavar="S", help="a run is ended, and its tool left out then"
    )
    add("--seed", type=int, default=1, help="of the posts")
    add("--work", type=Path, help="a folder that is kept: the next run need not write the posts again")
    add("--write-docs", action="store_true", help="put the table into docs/performance.md")
    for name in (ours.NAME, *PEERS):
        add(f"--{name}", metavar="PATH", help=f"the executable, if {name} on PATH is not the one")
    return parser


if __name__ == "__main__":
    sys.exit(main())
