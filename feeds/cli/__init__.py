"""The commands, one module each. The only part that prints, reads arguments and the clock, and exits.

Exit codes: 0 published, valid, or nothing to do; 1 not published, or not valid; 2 the settings or the
command line.
"""

from __future__ import annotations

import atexit
import gc
import sys
from importlib import import_module

from feeds.cli.asked import recall


def main() -> None:
    """Run the command line; every known error is one line, and any other a traceback. Ctrl-C says nothing."""
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(130)


def _run() -> None:
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # of the terminal
    atexit.register(gc.freeze)  # it all goes with the process: to take it apart first takes a tenth of a run
    gc.set_threshold(50_000)  # what a start makes stays: hardly any of it is ever garbage
    glance = recall(import_module)
    if glance.told is not None:
        sys.stdout.write(glance.told[0])
        sys.stderr.write(glance.told[1])
        return
    from feeds.cli import plain  # noqa: PLC0415 - a run with nothing to do needs none of it

    words = sys.argv[1:]
    if said := plain.version(words):
        sys.stdout.write(said)
        return
    from feeds.model import BadSettings, Stop  # noqa: PLC0415 - nor does this

    asked = plain.read(words)
    try:
        if asked is None:
            from feeds.cli.app import make  # noqa: PLC0415 - plain words need no typer

            make(words)(obj=glance)
        else:
            from feeds.cli import building  # noqa: PLC0415

            sys.exit(building.run(building.Asked(**asked), glance))
    except (BadSettings, Stop) as error:
        print(f"feeds: {error}", file=sys.stderr)
        sys.exit(2 if isinstance(error, BadSettings) else 1)
