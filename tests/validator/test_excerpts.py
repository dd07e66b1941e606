from __future__ import annotations

import pytest

from feeds.model import Problem, Where
from feeds.validator.excerpts import Excerpt, of


def at(line: int | None, column: int | None) -> Problem:
    """Make a problem at a place."""
    return Problem(where=Where(path="x", line=line, column=column), code="c", message="m; n")


@pytest.mark.parametrize(
    ("data", "place", "shown"),
    [
        (b"<a>\n<b/>\n</a>", (2, 1), Excerpt("<b/>", 0)),
        (b"<a>\r\n<b/>\r</a>", (3, 1), Excerpt("</a>", 0)),
        ("\ufeff<a>你</a>".encode(), (1, 4), Excerpt("<a>你</a>", 3)),
        ("<a>\n你\n".encode("utf-16"), (2, 1), Excerpt("你", 0)),
        ('<?xml version="1.0" encoding="gbk"?>\n<a>你</a>'.encode("gbk"), (2, 4), Excerpt("<a>你</a>", 3)),
        (b'<?xml version="1.0" encoding="klingon"?>\n<a/>', (2, 1), Excerpt("<a/>", 0)),
        (b"a\x1b[31mb\xff", (1, 2), Excerpt("a [31mb\ufffd", 1)),
        (b"last", (1, 9), Excerpt("last", 4)),
    ],
)
def test_the_line_is_shown(data: bytes, place: tuple[int, int], shown: Excerpt) -> None:
    """In whatever encoding it is, without a byte order mark and without what a terminal obeys."""
    assert of(data, [at(*place)]) == {place: shown}


def test_a_long_line_is_cut_around_the_spot() -> None:
    """A feed may be one line of a megabyte; the spot stays under the same character."""
    data = b"x" * 500 + b"<b/>" + b"y" * 500
    excerpt = of(data, [at(1, 501)])[1, 501]
    assert len(excerpt.text) == 102
    assert excerpt.text[0] == excerpt.text[-1] == "…"
    assert excerpt.text[excerpt.at :].startswith("<b/>")


def test_what_has_no_place_is_not_shown() -> None:
    """Neither a problem of the whole document, nor a line that is not there."""
    assert of(b"<a/>", [at(None, None), at(1, None), at(7, 1)]) == {}
    assert of(b"<a/>", []) == {}
