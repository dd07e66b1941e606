"""`feeds init`: write the settings."""

from __future__ import annotations

from pathlib import Path

from feeds.cli.options import BaseUrl, Root
from feeds.model import BadSettings, Stop


def init(
    root: Root = Path(),
    base_url: BaseUrl = None,
) -> None:
    """Write feeds.toml from what is found in ROOT: generator, URL, zone, language."""
    from feeds import config  # noqa: PLC0415 - help and version need none of it

    path = root / config.FILE
    text, told = config.propose(root, base_url)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise BadSettings(f"{path}: is there already; edit it, or remove it first") from None
    except OSError as error:
        raise Stop(f"{path}: {error.strerror}; make the folder writable") from None
    print(f"{path.as_posix()}: written; {told}")
