"""A sitemap in the form that most programs write, read at a glance. Pure.

Whoever lists pages writes the same few tags, on and on. Where a whole file is like that, and each
value is beyond doubt, a regular expression says so ten times faster than a tree does. Where anything
is otherwise, nothing is said here: sitemap.py reads it piece by piece.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import Final

from lxml import etree

from feeds.patterns import compile_later
from feeds.record import Record, field
from feeds.validator.dates import w3c
from feeds.validator.digests import WIDTH, digest
from feeds.validator.findings import Fact
from feeds.validator.parse import OPTIONS
from feeds.validator.sitemaps import image, xhtml
from feeds.validator.sitemapurls import is_odd
from feeds.validator.stream import MOST_LINES
from feeds.validator.uris import host, web

_PIECE: Final = b"<url>"
_MOST_HEAD: Final = 65_536
_DAY: Final = itemgetter(slice(len("2021-12-28")))

_S: Final = rb"[ \t\r\n]*+"
# What may stand in a path without a second thought: RFC 3986's "pchar" but for “&”, and the slash.
_PATH: Final = rb"(?:/[A-Za-z0-9._~!$'()*+,=:@/-]*+(?:%[0-9A-Fa-f]{2}[A-Za-z0-9._~!$'()*+,=:@/-]*+)*+)?"
# Most of RFC 3986's "query"; an ampersand must be escaped, and once is enough.
_QUERY: Final = rb"(?:\?(?:[A-Za-z0-9._~!$'()*+,;=:@/?-]|%[0-9A-Fa-f]{2}|&amp;)*+)?"
_ORIGIN: Final = rb"https?://[a-z0-9.-]++"
_TIME: Final = (
    rb"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
    rb"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
_LINK: Final = (
    rb'<xhtml:link[ \t\r\n]++rel="alternate"[ \t\r\n]++hreflang="(?P<language>[A-Za-z0-9-]++)"'
    rb'[ \t\r\n]++href="(?P<href>%(origin)s%(path)s)"%(s)s/>' % {b"s": _S, b"origin": _ORIGIN, b"path": _PATH}
)
_IMAGE: Final = (
    rb"<image:image>%(s)s<image:loc>%(s)s%(origin)s%(path)s%(s)s</image:loc>%(s)s</image:image>"
    % {b"s": _S, b"origin": _ORIGIN, b"path": _PATH}
)
_MORE: Final = rb"((?:(?:%s|%s)%s)*+)" % (re.sub(rb"P<[a-z]+>", b":", _LINK), _IMAGE, _S)
_URL: Final = (
    rb"<url>%(s)s<loc>%(s)s(%(home)s%(path)s%(query)s)%(s)s</loc>%(s)s%(more)s"
    rb"(?:<lastmod>%(s)s([0-9]{4}-[0-9]{2}-[0-9]{2}(?:%(time)s)?)%(s)s</lastmod>%(s)s)?"
    rb"(?:<changefreq>(?:always|hourly|daily|weekly|monthly|yearly|never)</changefreq>%(s)s)?"
    rb"(?:<priority>(?:0(?:\.[0-9]+)?|1(?:\.0+)?)</priority>%(s)s)?%(more)s"
    rb"</url>%(s)s"
)
_FIRST: Final = re.compile(rb"<url>%s<loc>%s(%s)(?=[/?< \t\r\n])" % (_S, _S, _ORIGIN))
_COMMENT: Final = rb"<!--[\t\r\n -,.-~]*+(?:-[\t\r\n -,.-~]++)*+-->"
_END: Final = re.compile(rb"</urlset%s>%s(?:%s%s)*+" % (_S, _S, _COMMENT, _S))
_LOCS: Final = re.compile(rb"<loc>([^<]++)")
_LASTMODS: Final = re.compile(rb"<lastmod>([^<]++)")
_LINKS: Final = compile_later(_LINK)
_ORIGINS: Final = compile_later(_ORIGIN + rb"(?=[/<\" \t\r\n])")


class Plain(Record, frozen=True, kw_only=True):
    """The locs of a plain sitemap and all lastmods that it has, each in order, as they stand there.

    `facts` are what its links say of other pages, `uses` the prefixes of the extensions in it. There are so
    many `others` of which nothing is to be said.
    """

    origin: str
    locs: list[bytes] = field(default_factory=list)
    lastmods: list[bytes] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    others: int = 0


def read_plain(data: bytes, tag: str, most: int, longest: int) -> Plain | None:
    """Return what a sitemap lists where no rule for a URL alone could say anything of it.

    It has `most` URLs at most, of no more than the `longest` characters, none of them twice. `tag`
    is that of its root.
    """
    head = data[: max(data.find(_PIECE, 0, _MOST_HEAD), 0)]
    first = _FIRST.match(data, len(head))
    if first is None or data.count(_PIECE) > most:
        return None
    if b"\r" in data and data.count(b"\r") > data.count(b"\r\n"):
        return None
    prefixes = _opens(head, tag)
    if prefixes is None or not _is_right(first[1]):
        return None
    plain = Plain(origin=first[1].decode("ascii"))
    if not _read(data, len(head), plain) or not plain.uses <= prefixes:
        return None
    if len(set(plain.locs)) < len(plain.locs) or max(map(len, plain.locs)) > longest:
        return None
    days = {*map(_DAY, plain.lastmods)}
    return plain if all(w3c("", day.decode("ascii")) is None for day in days) else None


def _opens(head: bytes, tag: str) -> set[str] | None:
    """Return which prefixes stand for extensions, if the head is nothing but the start of that root."""
    try:
        alone = etree.fromstring(head + b"</urlset>", etree.XMLParser(**OPTIONS))
    except etree.XMLSyntaxError:
        return None
    info = alone.getroottree().docinfo
    if (info.encoding or "UTF-8").upper() not in {"UTF-8", "US-ASCII"} or info.internalDTD is not None:
        return None
    if alone.tag != tag or len(alone) or (alone.text and not alone.text.isspace()):
        return None
    modules = (image.EXTENSION.module, xhtml.EXTENSION.module)
    return {module.prefix for module in modules if alone.nsmap.get(module.prefix) == module.namespace}


def _read(data: bytes, start: int, plain: Plain) -> bool:
    """Read all URLs, and tell whether there was nothing else."""
    words = {
        b"s": _S, b"home": re.escape(plain.origin.encode()), b"path": _PATH, b"time": _TIME, b"more": b"",
        b"query": _QUERY,
    }  # fmt: skip
    if _read_at_once(_URL % words, data, start, plain):
        return True
    if b"<image:" not in data and b"<xhtml:" not in data:
        return False
    return _read_each(_URL % (words | {b"more": _MORE}), data, start, plain)


def _read_at_once(url: bytes, data: bytes, start: int, plain: Plain) -> bool:
    """Read URLs without extensions, of which nothing is to be known but their values."""
    urls = re.compile(rb"(?:%s)*+" % url).match(data, start)
    end = urls.end() if urls is not None else start
    if _END.fullmatch(data, end) is None:
        return False
    locs, lastmods = ([*map(bytes.strip, one.findall(data, start, end))] for one in (_LOCS, _LASTMODS))
    if data.find(b"?", start, end) >= 0:
        locs = [loc.replace(b"&amp;", b"&") for loc in locs]  # as XML reads it
        if any(is_odd(loc.decode("ascii")) for loc in locs if b"?" in loc):
            return False
    plain.locs.extend(locs)
    plain.lastmods.extend(lastmods)
    return True


def _read_each(url: bytes, data: bytes, start: int, plain: Plain) -> bool:
    """Read one URL after the other, and what extensions say of it."""
    runs: dict[bytes, tuple[str, bytes] | None] = {}
    end, line = start, data.count(b"\n", 0, start) + 1
    for match in re.compile(url).finditer(data, start):
        if match.start() != end:
            return False
        end = match.end()
        loc, before, lastmod, after = match.groups()
        if b"?" in loc:
            loc = loc.replace(b"&amp;", b"&")
            if is_odd(loc.decode("ascii")):
                return False
        plain.locs.append(loc)
        if lastmod is not None:
            plain.lastmods.append(lastmod)
        if (more := before + after) and not _take(loc, more, line, runs, plain):
            return False
        line += data.count(b"\n", match.start(), end)
    return _END.fullmatch(data, end) is not None


def _take(
    loc: bytes, more: bytes, line: int, runs: dict[bytes, tuple[str, bytes] | None], plain: Plain
) -> bool:
    """Take what extensions say of a URL; False where a rule might say something of that."""
    key = digest(more)
    if key not in runs:
        runs[key] = _run(more)
    run = runs[key]
    if run is None:
        return False
    languages, digests = run
    if b"<image" in more:
        plain.uses.add("image")
    if languages:
        plain.uses.add("xhtml")
        own = digest(loc)
        if not any(own == digests[at : at + WIDTH] for at in range(0, len(digests), WIDTH)):
            return False
        place = f"/urlset/url[{len(plain.locs)}]"
        known = line if line < MOST_LINES else None
        plain.facts.append(xhtml.alternates(languages, own + digests, known, place))
    return True


def _run(more: bytes) -> tuple[str, bytes] | None:
    """Return the languages and the digests of some links; None where a rule might say something of them."""
    links = _LINKS.findall(more)
    languages = [language.decode("ascii") for language, _ in links]
    if len({one.lower() for one in languages}) < len(links) or more.count(b"<image:image>") > image.MOST:
        return None
    if not all(map(_is_language, languages)) or not all(map(_is_right, _ORIGINS.findall(more))):
        return None
    return " ".join(languages), b"".join(digest(href) for _, href in links)


@lru_cache(maxsize=1024)
def _is_language(text: str) -> bool:
    return xhtml.hreflang("", text) is None


@lru_cache(maxsize=1024)
def _is_right(origin: bytes) -> bool:
    """Tell whether nothing is to be said of a scheme and host, written as they are compared."""
    text = origin.decode("ascii")
    return host(text) == text and web("", text) is None
