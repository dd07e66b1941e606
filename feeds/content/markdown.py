"""Markdown -> HTML: CommonMark (spec.commonmark.org) with GFM tables, footnotes and the like. Pure."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comrak import ExtensionOptions, RenderOptions


def to_html(text: str) -> str:
    """Return the HTML of a Markdown text; HTML in it stays as it is, for the sanitizer to judge."""
    from comrak import markdown_to_html  # noqa: PLC0415 - only a run that renders a body needs it

    extensions, renders = _options()
    return markdown_to_html(text, extensions, None, renders)


@cache
def _options() -> tuple[ExtensionOptions, RenderOptions]:
    from comrak import ExtensionOptions, RenderOptions  # noqa: PLC0415 - see above

    extensions = ExtensionOptions(
        autolink=True,
        cjk_friendly_emphasis=True,
        description_lists=True,
        footnotes=True,
        strikethrough=True,
        table=True,
        tasklist=True,
    )
    return extensions, RenderOptions(unsafe_=True)
