"""Sitemaps and their indexes: https://www.sitemaps.org/protocol.html. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from feeds.patterns import compile_later
from feeds.validator.dates import w3c
from feeds.validator.digests import digest, pack
from feeds.validator.findings import Fact, Fault, Findings, Node, local, name_of, quoted
from feeds.validator.formats import Document, Validator
from feeds.validator.setcodes import SETS
from feeds.validator.shape import Shape
from feeds.validator.sitemaps import Url, Watch, extensions, modules, watches
from feeds.validator.sitemapurls import MOST_CHARACTERS, Listed, in_folder
from feeds.validator.stream import MOST_FAULTS, Pieces, line_of, place_root
from feeds.validator.uris import web
from feeds.validator.values import one_of
from feeds.validator.walk import walk

if TYPE_CHECKING:
    from feeds.validator.plainmap import Plain

NAMESPACE: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_URLS: Final = 50_000
MOST_BYTES: Final = 52_428_800

_MANY: Final = 10
"""So many pages seldom change in one moment."""
_PRIORITY: Final = compile_later(r"0(?:\.[0-9]+)?|1(?:\.0+)?|\.[0-9]+")
_ENCODINGS: Final = frozenset(("utf-8", "utf8", "us-ascii", "ascii"))
_UTF_16: Final = frozenset((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<"))
_MISTAKEN: Final = (
    "",
    "{https://www.sitemaps.org/schemas/sitemap/0.9}",
    "{http://sitemaps.org/schemas/sitemap/0.9}",
    "{http://www.sitemaps.org/schemas/sitemap/0.9/}",
    "{http://www.google.com/schemas/sitemap/0.84}",
    "{http://www.google.com/schemas/sitemap/0.9}",
)


def _loc(name: str, text: str) -> Fault | None:
    text = text.strip()
    if len(text) > MOST_CHARACTERS:
        message = f"{name} {quoted(text)} has {len(text):,} characters; write less than 2,048"
        return Fault(code="long-url", message=message)
    return web(name, text)


def _priority(name: str, text: str) -> Fault | None:
    if _PRIORITY.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is not from 0.0 to 1.0; write one like “0.5”, or leave it out"
    return Fault(code="bad-number", message=message)


_LOC: Final = Shape(text=_loc)
_LASTMOD: Final = Shape(text=w3c)
_URL: Final = Shape(
    children={
        f"{NAMESPACE}loc": _LOC,
        f"{NAMESPACE}lastmod": _LASTMOD,
        f"{NAMESPACE}changefreq": Shape(
            text=one_of("always", "hourly", "daily", "weekly", "monthly", "yearly", "never")
        ),
        f"{NAMESPACE}priority": Shape(text=_priority),
    },
    required=(f"{NAMESPACE}loc",),
    holds="entry",
)
# Extensions are of URLs: none of them has anything to say of a whole sitemap.
_SITEMAP: Final = Shape(
    children={f"{NAMESPACE}loc": _LOC, f"{NAMESPACE}lastmod": _LASTMOD},
    required=(f"{NAMESPACE}loc",),
    holds="feed",
)
_ROOTS: Final = {
    f"{NAMESPACE}urlset": (f"{NAMESPACE}url", _URL),
    f"{NAMESPACE}sitemapindex": (f"{NAMESPACE}sitemap", _SITEMAP),
}

# Bytes: so few URLs are read one by one sooner than the pattern of all of them is compiled.
_FEW: Final = 16_384


def check(document: Document[Node], found: Findings) -> None:
    """Hold a sitemap or an index against the protocol and its limits, one URL after the other."""
    root = document.root
    if root.tag not in _ROOTS:
        _refuse_namespace(document, found)
        return
    listed = Listed(document.url, document.now)
    plain = _plain(document, listed)
    if plain is not None:
        _take(plain, document, listed, found)
    else:
        _read(document, listed, found)
    walk(root, Shape(free=True), found)
    _check_encoding(document, found)
    _check_limits(root, listed, document.size, found)
    if name_of(root) == "urlset" and not document.alone:
        values = (pack(listed.digests), " ".join(sorted(listed.uses)))
        found.facts.append(Fact(kind="urls", values=values, line=line_of(root), element="/urlset"))
    place_root(root, found)


def _plain(document: Document[Node], listed: Listed) -> Plain | None:
    """Return what a sitemap lists where there is certainly nothing to be said of any of its URLs."""
    pieces = document.pieces
    if not isinstance(pieces, Pieces) or name_of(document.root) != "urlset" or len(pieces.data) < _FEW:
        return None
    from feeds.validator.plainmap import read_plain  # noqa: PLC0415 - it has large patterns

    asked, plain = (document.root.tag, MOST_URLS, MOST_CHARACTERS), None
    if document.like and document.alone and document.now is None:
        from feeds.validator.grownmap import read_grown  # noqa: PLC0415 - a cold build has nothing like it

        plain = read_grown(pieces.data, document.like, *asked)
    plain = plain or read_plain(pieces.data, *asked)
    if plain is None or listed.home not in {None, plain.origin} or listed.is_to_come(plain.lastmods):
        return None
    if (folder := listed.folder) is not None:
        start = folder.encode()
        others = (loc.decode("ascii") for loc in plain.locs if not loc.startswith(start))
        if not all(in_folder(loc, plain.origin, folder) for loc in others):
            return None
    return plain


def _take(plain: Plain, document: Document[Node], listed: Listed, found: Findings) -> None:
    listed.count = len(plain.locs) + plain.others
    if not document.alone:
        listed.digests += b"".join(map(digest, plain.locs))
    listed.date_all(plain.lastmods)
    listed.uses |= plain.uses
    found.facts.extend(plain.facts)


def _read(document: Document[Node], listed: Listed, found: Findings) -> None:
    """Read piece by piece, and hold each URL against its shape, the others, and its extensions."""
    piece, _ = _ROOTS[document.root.tag]
    check_url = _begin(document, listed, found)
    errors = 0
    for child in document.pieces(found) if document.pieces is not None else ():
        listed.count += child.tag == piece
        # These are too many already, and to look at them all would take minutes.
        if listed.count > MOST_URLS or errors > MOST_FAULTS:
            continue
        start = len(found.all)
        if child.tag == piece:
            check_url(child)
        else:
            _refuse_stranger(document.root, child, piece, found)
        if len(found.all) > start:
            errors += sum(fault.level == "error" for _, fault in found.all[start:])


def _begin(document: Document[Node], listed: Listed, found: Findings) -> Callable[[Node], None]:
    """Make the check of a URL, which remembers those before it."""
    _, shape = _ROOTS[document.root.tag]
    begun: dict[str, tuple[Watch, ...]] = {}

    def check_url(child: Node) -> None:
        walk(child, shape, found, modules())
        loc = listed.check(child.find(f"{NAMESPACE}loc"), child.find(f"{NAMESPACE}lastmod"), found)
        if shape is _SITEMAP:
            path = f"/sitemapindex/sitemap[{listed.count}]/loc"
            found.facts.append(Fact(kind="part", values=(loc,), line=line_of(child), element=path))
        for namespace, parts in _foreign(child):
            if namespace not in begun:
                extension = extensions()[namespace]
                begun[namespace] = watches(extension, document, found)
                listed.uses.add(extension.module.prefix)
            for watch in begun[namespace]:
                watch(Url(element=child, loc=loc, number=listed.count, parts=parts))

    return check_url


def _foreign(url: Node) -> Iterable[tuple[str, list[Node]]]:
    """Return the extensions that are used in the URL, by their namespaces, with their elements."""
    found: dict[str, list[Node]] = {}
    for part in url.iterchildren("*"):
        if not part.tag.startswith(NAMESPACE):
            namespace = part.tag[1 : part.tag.find("}")]
            if namespace in extensions():
                found.setdefault(namespace, []).append(part)
    return found.items()


def _refuse_namespace(document: Document[Node], found: Findings) -> None:
    """A sitemap in a namespace that no search engine knows is none."""
    root = document.root
    namespace = root.tag.rpartition("}")[0].removeprefix("{")
    where = f"in the namespace {quoted(namespace)}" if namespace else "in no namespace"
    message = f"<{name_of(root)}> is {where}, where no program looks for it"
    found.error(root, "namespace", f"{message}; write xmlns=“{NAMESPACE[1:-1]}”")
    for _ in document.pieces(found) if document.pieces is not None else ():
        pass


def _refuse_stranger(root: Node, child: Node, piece: str, found: Findings) -> None:
    """Elements of other namespaces may stand there, of the protocol only the one that it is a list of."""
    namespace = child.tag.rpartition("}")[0]
    if f"{namespace}}}" == NAMESPACE:
        message = f"<{name_of(root)}> may not hold <{name_of(child)}>; write <{local(piece)}>"
        found.error(child, "unknown-element", f"{message}, or leave it out")
    elif (module := modules().get(namespace.removeprefix("{"))) is not None:
        message = f"{module.prefix}:{name_of(child)} may not stand in <{name_of(root)}>"
        found.error(child, "unknown-element", f"{message}; move it into the <url> that it is about")


def _check_encoding(document: Document[Node], found: Findings) -> None:
    """Want what the protocol says: "Your Sitemap file must be UTF-8 encoded"."""
    encoding = document.root.getroottree().docinfo.encoding or "UTF-8"
    # libxml2 forgets which encoding it has found by itself.
    if isinstance(document.pieces, Pieces) and document.pieces.data[:2] in _UTF_16:
        encoding = "UTF-16"
    if encoding.lower() not in _ENCODINGS:
        message = f"The file is written in {encoding}, and sitemaps in UTF-8 only; save it as UTF-8"
        found.error(document.root, "encoding", message)


def _check_limits(root: Node, listed: Listed, size: int, found: Findings) -> None:
    """Each file "must have no more than 50,000 URLs and must be no larger than 50MB"."""
    name = local(_ROOTS[root.tag][0])
    if not listed.count:
        message = f"<{name_of(root)}> has no <{name}>; write <{name}>…</{name}>"
        found.error(root, "missing-element", message)
    split = "split it and name the parts in a sitemap index"
    if listed.count > MOST_URLS:
        message = f"The file lists {listed.count:,} URLs, and 50,000 are allowed; {split}"
        found.error(root, "too-many-urls", message)
    if size > MOST_BYTES:
        message = f"The file has {size:,} bytes, and 52,428,800 are allowed; {split}"
        found.error(root, "too-many-bytes", message)
    if listed.alike and listed.dated > _MANY and name == "url":
        message = f"All {listed.dated:,} lastmods are {quoted(listed.lastmod or '')}, and nobody trusts them"
        found.info(root, "same-lastmod", f"{message}; write when each page last changed, or leave them out")


VALIDATOR: Final = Validator(
    roots={
        f"{namespace}{name}": kind
        for namespace in (NAMESPACE, *_MISTAKEN)
        for name, kind in (("urlset", "sitemap"), ("sitemapindex", "sitemap-index"))
    },
    streams=(f"{NAMESPACE}url", f"{NAMESPACE}sitemap"),
    check=check,
    codes={
        "fragment": "a URL of a sitemap that names a part of a page",
        "more-problems": "a long document with more problems than are told",
        "other-folder": "a URL of a sitemap that is not in the sitemap’s folder",
        "same-lastmod": "a sitemap whose pages all changed at one moment",
        "session-id": "a URL of a sitemap that holds the id of a session",
        "unescaped-url": "a URL of a sitemap with letters beyond ASCII",
        **SETS,
        **{code: text for one in extensions().values() for code, text in one.module.codes.items()},
    },
)
