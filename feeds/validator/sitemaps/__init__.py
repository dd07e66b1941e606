"""The extensions of sitemaps: one file each, with a record EXTENSION at its foot.

https://developers.google.com/search/docs/crawling-indexing/sitemaps/combine-sitemap-extensions
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import TypeAlias

from feeds.record import Record, replace
from feeds.validator.findings import Findings, Node, name_of
from feeds.validator.formats import Document
from feeds.validator.shape import Module, Modules, Shape
from feeds.validator.values import anything


class Url(Record, frozen=True, kw_only=True):
    """A URL of a sitemap, and the elements of one extension in it. `number` counts from 1."""

    element: Node
    loc: str
    number: int
    parts: Sequence[Node]


Watch: TypeAlias = Callable[[Url], None]
"""Gets the URLs of one document that an extension is used in, one after the other."""


class Extension(Record, frozen=True, kw_only=True):
    """An extension of sitemaps: what may stand in a URL, and what is to be known of all of them.

    `dropped` are the tags of what search engines read once, and read no longer. `begin` makes the
    rule over all URLs of a document. Of its module only the shapes of an entry count.
    """

    module: Module
    dropped: tuple[str, ...] = ()
    begin: Callable[[Document[Node], Findings], Watch] | None = None


@cache
def extensions() -> Mapping[str, Extension]:
    """Return the extension of each namespace."""
    found: dict[str, Extension] = {}
    for name in pkgutil.iter_modules(__path__):
        extension: Extension | None = getattr(import_module(f"{__name__}.{name.name}"), "EXTENSION", None)
        if extension is not None:
            found[extension.module.namespace] = extension
    return found


@cache
def modules() -> Modules:
    """Return the extensions' modules by their namespaces, also by those that are meant for them."""
    found = {namespace: extension.module for namespace, extension in extensions().items()}
    for module in tuple(found.values()):
        # What stands in an element of a wrong namespace is in the wrong one too: say it once.
        entry = {name: _loosen(shape) for name, shape in module.entry.items()}
        loose = replace(module, entry=entry, rules={})
        found |= dict.fromkeys(module.mistaken, loose)
    return Modules(lambda _prefix: (), found)


def _loosen(shape: Shape) -> Shape:
    return Shape(free=True, attributes=dict.fromkeys(shape.attributes, anything))


def watches(extension: Extension, document: Document[Node], found: Findings) -> tuple[Watch, ...]:
    """Begin to watch a document for the extension."""
    begun = (extension.begin(document, found),) if extension.begin is not None else ()
    return (*begun, _watch_dropped(extension, found)) if extension.dropped else begun


def _watch_dropped(extension: Extension, found: Findings) -> Watch:
    """Name what is no longer read, each once: a site writes it in all of its URLs or in none."""
    left = set(extension.dropped)

    def watch(url: Url) -> None:
        for part in url.parts if left else ():
            for element in part.iter(*left):
                if element.tag in left:
                    left.discard(element.tag)
                    name = f"{extension.module.prefix}:{name_of(element)}"
                    message = f"{name} is read by Google no longer, and by hardly anybody else; leave it out"
                    found.info(element, "obsolete-element", message)

    return watch
