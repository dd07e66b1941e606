"""reStructuredText -> HTML, with docutils if that is installed. Pure: no file is read on its behalf.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

from __future__ import annotations

from html import escape
from importlib.util import find_spec

from feeds.content.plaintext import from_author

_INSTALL = "needs docutils to become HTML, so the body is left out; run pip install 'feeds[rest]'"


def to_html(text: str, title: str = "") -> tuple[str, list[tuple[int, str]]]:
    """Return the HTML of a text, and what had to be left out of it: line and message.

    A first heading that says the post's title again is left out, and so are the fields below it; HTML
    in the text stays as it is, for the sanitizer to judge.
    """
    if not text.strip():
        return "", []
    if find_spec("docutils") is None:
        return "", [(1, f"reStructuredText {_INSTALL}")]
    from feeds.content import _docutils  # noqa: PLC0415 - 0.2 s that only sites with such posts need

    try:
        return _docutils.render(text, from_author(title))
    except _docutils.FAULTS as error:
        said = escape(f"{type(error).__name__}: {error}".partition("\n")[0], quote=False)
        return "", [(1, f"docutils cannot read this body, so it is left out ({said}); mend its markup")]
