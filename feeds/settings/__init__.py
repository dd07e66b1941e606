"""What feeds.toml may hold, and what is said of a wrong value: tables -> settings -> the site. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from feeds.model import BadSettings
from feeds.settings.tables import LISTED, Settings, Table
from feeds.settings.values import absolute_url

__all__ = ["Settings", "Tree", "absolute_url", "parse"]

Tree = dict[str, Any]


def parse(tree: Tree, name: str, own: Tree, given: Mapping[str, Tree], names: Mapping[str, str]) -> Settings:
    """Check the settings that were merged into one tree.

    `own` is what our own file, called `name`, says of them, `given` the command line; `names` tells
    what a setting is called in the generator's file.

    Raises:
        BadSettings: the first thing that is wrong: where it stands, and what to write.
    """
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        raise BadSettings(_explain(error, name, own, given, names)) from None


def _explain(
    error: ValidationError, name: str, own: Tree, given: Mapping[str, Tree], names: Mapping[str, str]
) -> str:
    """Return the first thing that is wrong in one line: file, path of the key, what to write."""
    first = error.errors(include_url=False)[0]
    path = [str(part) for part in first["loc"] if not str(part).startswith("function-") and part != "[key]"]
    place = None
    if _at(given, path[:2]) is not None:
        place = _OPTIONS[".".join(path[:2])]
    elif _at(own, path[:2]) is None:  # we do not say it, so the generator's settings do
        place = names.get(".".join(path[:2]))
    message = _WORDS.get(first["type"], first["msg"]).format(**first.get("ctx", {}))
    if first["type"] == "list_type" and tuple(path) in LISTED:
        message = f"may stand several times: write [[{'.'.join(path)}]], in double brackets"
    if first["type"] == "extra_forbidden":
        message = f"there is no such key; write one of {', '.join(_keys(path[:-1]))}"
    key = ".".join(path)
    return f"{place or f'{name}: {key}'}: {message}"


_OPTIONS = {"site.url": "--base-url", "posts.folders": "--posts"}


def _at(tree: object, path: list[str]) -> object:
    for key in path:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


_WORDS = {
    "value_error": "{error}",
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false",
    "int_type": "must be a whole number",
    "list_type": 'must be a list such as ["…"]',
    "dict_type": "must be a table",
    "missing": "is missing",
    "string_too_short": "must not be empty",
    "model_type": "must be a table: write it in square brackets on its own line",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "too_short": "must not be empty",
}


def _keys(path: list[str]) -> list[str]:
    """Return the keys that a table of the settings has."""
    table: type[Table] = Settings
    if path:
        inner = {field.alias or name: field.default for name, field in Settings.model_fields.items()}
        several = next((one for above, one in LISTED.items() if tuple(path[: len(above)]) == above), None)
        table = several or type(inner[path[0]])
    return [field.alias or name for name, field in table.model_fields.items()]
