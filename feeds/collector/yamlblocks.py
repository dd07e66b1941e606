"""The plainest settings in YAML, tables of lines in tables -> what yamlwalk makes of them. Pure.

Tables are taken apart here, and comments left out; what stands in one is read by yamllines, so whatever is
not plain there is not read here either. Where all is plain, no PyYAML is needed, which takes long to load.
"""

from __future__ import annotations

from feeds.collector.yamllines import read_lines
from feeds.collector.yamltext import Value

_LONGEST, _DEEPEST = 20_000, 8  # far below what yamlwalk calls too big


def read_blocks(text: str, depth: int = 0) -> dict[str, Value] | None:
    """Return the table that a text is, with those in it; None if one line of it is not plain."""
    if len(text) > _LONGEST or depth > _DEEPEST:
        return None
    rows: list[str] = []
    tables: dict[str, list[str]] = {}  # the rows of each table in this one, by the row above it
    inner: list[str] | None = None
    for row in text.split("\n"):
        bare = row.lstrip(" ")
        if not bare or (bare[0] == "#" and bare.isprintable()):
            continue
        if len(bare) == len(row) or (inner is None and bare.startswith("- ")):
            rows.append(row)
            inner = None
        elif inner is not None:
            inner.append(row)
        elif not rows or rows[-1] in tables:
            return None
        else:
            inner = tables[rows[-1]] = [row]
    last = {row.partition(":")[0].rstrip(" "): row for row in rows}
    if any(rows.count(row) > 1 or row not in last.values() for row in tables):
        return None  # of two values the last counts, whichever of them is a table
    found = read_lines("\n".join(rows), 1)
    return None if found is None or not _fill(found[0], tables, depth) else found[0]


def _fill(fields: dict[str, Value], tables: dict[str, list[str]], depth: int) -> bool:
    """Give each key above a table that table; return whether all was plain."""
    for above, rows in tables.items():
        key = above.rstrip(" ").removesuffix(":")
        indent = len(rows[0]) - len(rows[0].lstrip(" "))
        if fields.get(key, "") is not None or any(row[:indent].strip(" ") for row in rows):
            return False
        table = read_blocks("\n".join(row[indent:] for row in rows), depth + 1)
        if table is None:
            return False
        fields[key] = table
    return True
