"""What a post names -> its absolute URL, and what the file is, if it lies in the site's folder.

Pure but for `look`. A file that is found tells its URL: what lies in static/ is published below the
site's URL, what lies beside a post below the post's. Only where none is found the generator's habit counts.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from feeds.characters import encode_url
from feeds.content.media.files import Facts, Look, is_inside
from feeds.model import Post, Site
from feeds.patterns import compile_later
from feeds.record import Record


class Located(Record, frozen=True):
    """An absolute URL, and what is known of its file."""

    url: str
    facts: Facts | None = None


# Where the files lie whose paths are those of the site, the sources before what was built of them.
_ROOTS = {
    "plain": ("", "static", "public"),
    "jekyll": ("", "_site"),
    "hugo": ("static", "assets", "content", "public"),
    "hexo": ("source", "public"),
    "zola": ("static", "content", "public"),
    "pelican": ("content", "output"),
    "nikola": ("", "files", "output"),
    "eleventy": ("", "src", "public", "_site"),
    "astro": ("public", "dist"),
    "docusaurus": ("static", "build"),
}
# They publish what lies beside a post under a name that only they know.
_RENAMING = frozenset({"astro", "docusaurus"})
# A path without a slash is one of the site there, where others take it against the post.
_FROM_TOP = frozenset({"hugo", "jekyll", "hexo", "pelican", "nikola"})
# Pelican's marks of what kind of file a path is of.
_MARK = compile_later(r"[{|](?:static|attach|filename|image|photo)[}|](?=/|\w)")
_SCHEME = compile_later(r"[A-Za-z][A-Za-z0-9+.-]*:")


def locate(name: str, post: Post, site: Site, look: Look) -> Located | None:
    """Return the place of what a post calls so, None if that is no address or nobody knows it."""
    name = _MARK.sub("", name.strip())
    if name.startswith("//"):
        name = f"https:{name}"
    if not name or "\n" in name or "{{" in name:
        return None
    if _SCHEME.match(name):
        url = web(name)
        return Located(url, _seen(url, post, site, look)) if url else None
    base = urlsplit(site.url).path
    if name.startswith("/"):
        path = name if base and name.startswith(f"{base}/") else base + name
        url = web(urljoin(site.url, path))
        return Located(url, _seen(url, post, site, look)) if url else None
    return _relative(name, post, site, look)


def web(url: str) -> str | None:
    """Return an address of the web as it may stand in a feed, None if it is none."""
    try:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0:
            return encode_url(url)
    except ValueError:  # a bracket or a port that cannot be
        pass
    return None


def known(url: str, post: Post, site: Site, look: Look) -> Located | None:
    """Return an absolute URL of a body with what is known of its file, None if it leads nowhere.

    Those of a built site lead where they say; in sources they are what was written, made absolute.
    """
    if site.dialect in _RENAMING and not site.built and any(map(look, _below_post(url, post, site))):
        return None
    return Located(url, _seen(url, post, site, look))


def beside(name: str, post: Post, site: Site, look: Look) -> Located | None:
    """Return the place of a file if it lies beside a post and is published there under its name."""
    facts = next((facts for path in _beside(_path(name), post, site) if (facts := look(path))), None)
    url = web(urljoin(post.url, name)) if facts and site.dialect not in _RENAMING else None
    return Located(url, facts) if url else None


def _relative(name: str, post: Post, site: Site, look: Look) -> Located | None:
    if any(map(look, _beside(_path(name), post, site))):
        return beside(name, post, site, look)
    at_top = web(urljoin(f"{site.url}/", name.lstrip("./")))
    if at_top and not name.startswith("..") and (facts := _seen(at_top, post, site, look)):
        return Located(at_top, facts)
    if site.dialect in _FROM_TOP and not name.startswith("."):
        return Located(at_top) if at_top else None
    url = web(urljoin(post.url, name))
    return Located(url, _seen(url, post, site, look)) if url and site.dialect not in _RENAMING else None


def _seen(url: str, post: Post, site: Site, look: Look) -> Facts | None:
    return next((facts for path in files(url, post, site) if (facts := look(path))), None)


def files(url: str, post: Post, site: Site) -> Iterator[str]:
    """Yield the files that the URL may be of, relative to the root, the likeliest first."""
    plain = _path(url)
    for start, folder in site.media_folders:
        if plain.startswith(start) and is_inside(path := plain.removeprefix(start).lstrip("/")):
            yield posixpath.join(folder, path)
    yield from _below_post(url, post, site)
    below_site = plain.removeprefix(f"{unquote(site.url)}/")
    if below_site != plain and is_inside(below_site):
        own = getattr(site.own, "source", None)
        roots = [*_ROOTS.get(site.dialect, ("",)), *([own] if isinstance(own, str) else [])]
        for root in dict.fromkeys([*roots, *([site.built] if site.built else [])]):
            yield posixpath.join(root, below_site)


def _below_post(url: str, post: Post, site: Site) -> Iterator[str]:
    """Yield the files beside a post that a URL may be of, if it is one that stands below the post's."""
    plain, folder = _path(url), unquote(post.url.rpartition("/")[0])
    if plain.startswith(f"{folder}/") and len(plain) > len(folder) + 1:
        yield from _beside(plain.removeprefix(f"{folder}/"), post, site)


def _path(url: str) -> str:
    """Return what a file is looked for by: without a query, and with the letters that stand for others."""
    return unquote(url.partition("?")[0].partition("#")[0])


def _beside(plain: str, post: Post, site: Site) -> Iterator[str]:
    """Yield where a file may lie that is published beside a post."""
    folder, name = posixpath.split(post.source)
    stem = posixpath.splitext(name)[0]
    if site.dialect == "jekyll" or (site.dialect == "hugo" and stem.partition(".")[0] != "index"):
        return
    if site.dialect == "hexo":
        folder = posixpath.join(folder, stem)
    yield posixpath.normpath(posixpath.join(folder, plain))
