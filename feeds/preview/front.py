"""The page that is shown where the output has none of its own: what was published, as links. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import quote

_STYLE = "body{font:1rem/1.6 system-ui,sans-serif;margin:2rem auto;max-width:44rem;padding:0 1rem}"
_HEAD = (
    '<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n'
)


def front(title: str, files: Iterable[str]) -> str:
    """Return the page."""
    rows = "".join(f'<li><a href="{escape(quote(path))}">{escape(path)}</a>\n' for path in sorted(files))
    listed = f"<ul>\n{rows}</ul>" if rows else "<p>Nothing is published yet."
    name = escape(title)
    return f"{_HEAD}<title>{name}</title>\n<style>{_STYLE}</style>\n<h1>{name}</h1>\n{listed}\n"
