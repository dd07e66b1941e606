"""The settings and data files of a site -> plain values. Reads them, and runs none."""

from __future__ import annotations

import re
from pathlib import Path

from feeds.collector.dialects._values import mapping
from feeds.collector.frontmatter import load_any_yaml, load_settings
from feeds.collector.yamltext import BadMatter, Value
from feeds.model import BadSettings


def first_file(root: Path, *names: str) -> Path | None:
    """Return the first of the files that is there."""
    return next((root / name for name in names if (root / name).is_file()), None)


def load(path: Path | None, root: Path) -> dict[str, Value]:
    """Return the one table that a TOML, YAML or JSON file holds; empty where there is no file.

    Raises:
        BadSettings: it cannot be read.
    """
    if path is None:
        return {}
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text("utf-8-sig")
        if path.suffix in {".yml", ".yaml"}:
            return mapping(load_any_yaml(text))
        return load_settings(text, path.suffix)
    except BadMatter as error:
        raise BadSettings(f"{name}:{error.line}:{error.column}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{name}: cannot be read ({error}); save it as UTF-8") from None


def says(path: Path, pattern: str) -> bool:
    """Return whether a file is there and has the pattern in it."""
    return path.is_file() and re.search(pattern, path.read_text("utf-8", "replace")) is not None


def kept(settings: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """Return the settings without those that nobody has made."""
    return {
        table: {key: value for key, value in keys.items() if value not in (None, "", [], {})}
        for table, keys in settings.items()
    }


def places(name: str, **keys: str) -> dict[str, str]:
    """Return under which key of a settings file each setting of the site stands, for messages."""
    return {f"site.{ours}": f"{name}: {theirs}" for ours, theirs in keys.items()}
