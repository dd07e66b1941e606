"""The ids by which readers know the entries of a document, in their order. Pure.

Only asked where something is wrong in an entry: it reads the document once more.
"""

from __future__ import annotations

from lxml import etree

from feeds.validator import jsontext
from feeds.validator.findings import Node, Value
from feeds.validator.parse import read

_ENTRIES = ("{*}entry", "channel/item", "{*}url")
_IDS = ("{*}id", "guid", "{*}loc")


def entry_ids(data: bytes) -> tuple[str | None, ...]:
    """Return the id of each entry, item or URL; None where it has none, nothing for what is no feed."""
    root = jsontext.read(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else read(data)
    if isinstance(root, Value):
        return tuple(_member(item, "id") for item in _items(root))
    if isinstance(root, etree._Element):
        return tuple(_id(entry) for path in _ENTRIES for entry in root.iterfind(path))
    return ()


def _id(entry: Node) -> str | None:
    for path in _IDS:
        text = entry.findtext(path)
        if text is not None:
            return text.strip()
    return None


def _items(root: Value) -> tuple[Value, ...]:
    items = root.data.get("items") if isinstance(root.data, dict) else None
    return items.data if items is not None and isinstance(items.data, tuple) else ()


def _member(item: Value, name: str) -> str | None:
    found = item.data.get(name) if isinstance(item.data, dict) else None
    return found.data if found is not None and isinstance(found.data, str) else None
