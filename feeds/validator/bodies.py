"""The bodies of entries, which are most of a feed: those beyond doubt are left out before it is parsed. Pure.

A body is a text that is HTML, and to the rules it is no more than that. Where it is right as XML and as
HTML, all that is said of a feed is said as well of one that has a stand-in of as many lines in its place.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from feeds.validator.kept import kept
from feeds.validator.letters import has_traces
from feeds.validator.markup import faults
from feeds.validator.parse import PLAIN, root_tag
from feeds.validator.stream import MOST_LINES

# The start tags of what the rules take for HTML wherever it stands behind the first entry's own tag.
_FEEDS: Final = {
    "rss": (b"<item>", (b"<content:encoded>", b"<description>")),
    "{http://www.w3.org/2005/Atom}feed": (
        b"<entry>",
        (b'<content type="html">', b'<summary type="html">', b'<summary type="text">'),
    ),
}
_TEXTS: Final = frozenset((b'<summary type="text">',))
"""What is no HTML. Where nothing is escaped in it, it is the same as HTML."""
# What turns the meaning of tags: comments and their like, and namespaces that are not the root's.
_TURNING: Final = (b"<!", b"<?", b"xmlns")
# What has a description that is no HTML. One that began before the first entry ends behind it.
_HOLDERS: Final = (b"</image", b"</textInput")
_LEAST: Final = 256
"""A shorter text is parsed as soon."""
_FROM: Final = 4_096
"""So is a shorter feed."""
_TO: Final = 10_000_000
"""libxml2 takes no longer text."""
_LETTERS: Final = bytes({*range(0x100)} - {*range(0x20)} | {*b"\t"})
"""All bytes but the ends of lines, and controls, of which the parser may say what it has to say."""


def shorten(data: bytes) -> bytes:
    """Return the document with stand-ins for the bodies that no rule says anything of."""
    head = PLAIN.match(data) if _FROM <= len(data) <= _TO else None
    feed = _FEEDS.get(root_tag(data) or "") if head is not None else None
    if head is None or feed is None:
        return data
    before, begun, entries = data.partition(feed[0])
    short = entries
    for tag in feed[1]:
        first, *others = short.split(tag)
        if others:
            short = tag.join((first, *map(partial(_without_body, tag), others)))
    if len(short) == len(entries):
        return data
    own = before[head.end() :]
    if any(word in short or word in own for word in _TURNING) or any(word in short for word in _HOLDERS):
        return data
    short = before + begun + short
    return short if len(short) < MOST_LINES or short.count(b"\n") < MOST_LINES else data


def _without_body(tag: bytes, piece: bytes) -> bytes:
    """Return what follows a start tag with a stand-in for the body, if it begins with one."""
    body, _, rest = piece.partition(b"<")
    stays = len(body) < _LEAST or (tag in _TEXTS and b"&" in body)
    return piece if stays else b"%b<%b" % (_stand_in(body), rest)


# The same body stands in RSS and in Atom, one after the other: those of one feed are enough, and not little.
@kept(128, longest=65_536)
def _stand_in(body: bytes) -> bytes:
    """Return what may stand for a text to which there is nothing to say, else the text."""
    controls = body.translate(None, _LETTERS)
    if b">" in body or b"\r" in controls:  # as in “]]>”, and at ends of lines that XML changes
        return body
    try:
        escaped = body.decode().replace("&lt;", "<").replace("&gt;", ">")
    except UnicodeDecodeError:
        return body
    text = escaped.replace("&amp;", "&")
    odd = (
        len(escaped) - len(text) < escaped.count("&") * len("amp;")  # there are other references
        or any(letter in text for letter in "\ufffd\ufffe\uffff锟")
        or ((b"\xc2" in body or b"\xc3" in body) and has_traces(body))
        or text.isspace()
        or faults(text)
    )
    return body if odd else b"x" + controls
