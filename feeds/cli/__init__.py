"""The commands, one module each. The only part that prints, reads arguments and the clock, and exits.

Exit codes: 0 published, valid, or nothing to do; 1 not published, or not valid; 2 the settings or the
command line.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from feeds.cli.asked import recall

_UNWRITTEN = frozenset((errno.EPIPE, errno.ENOSPC, errno.EFBIG, errno.EIO))
"""What the system says of a pipe, a disk or a terminal that takes no more."""


def run() -> NoReturn:
    """Run the command line, and end the process with it.

    By then every file is closed and every worker gone: to take apart all that was loaded takes time alone.
    """
    try:
        main()
    except SystemExit as ended:
        if ended.code is not None and not isinstance(ended.code, int):
            raise
        os._exit(ended.code or 0)
    os._exit(0)


def main() -> None:
    """Run the command line; every known error is one line, and any other a traceback. Ctrl-C says nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # it was closed before we began
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115 - until the end
        getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            _run()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        sys.exit(_end(error))


def _end(error: OSError) -> int:
    """Return the exit code where the folder that we are in is gone, or what is to be said cannot be written.

    Any other error is raised again.
    """
    if error.filename is None and error.errno == errno.ENOENT:
        print("feeds: the folder that it was started in is gone; change into another one", file=sys.stderr)
        return 2
    if error.filename is not None or error.errno not in _UNWRITTEN:
        raise error
    if error.errno != errno.EPIPE:  # else whoever read us is gone, and wants to hear no more
        with suppress(OSError):
            print(f"feeds: stdout cannot be written ({error.strerror}); send it elsewhere", file=sys.stderr)
    # What Python still has to write at the end must not fail again.
    for stream in (sys.stdout, sys.stderr):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return 1


def _run() -> None:
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

            sys.exit(int(building.build(building.Asked(**asked), glance)))
    except (BadSettings, Stop) as error:
        print(f"feeds: {error}", file=sys.stderr)
        sys.exit(2 if isinstance(error, BadSettings) else 1)
