"""Images: https://developers.google.com/search/docs/crawling-indexing/sitemaps/image-sitemaps. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.findings import Findings, Node
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.sitemaps import Extension
from feeds.validator.uris import web

_NAMESPACE: Final = "{http://www.google.com/schemas/sitemap-image/1.1}"
MOST: Final = 1_000
# https://developers.google.com/search/blog/2022/05/spring-cleaning-sitemap-extensions
_DROPPED: Final = tuple(f"{_NAMESPACE}{name}" for name in ("caption", "geo_location", "license", "title"))


def _count(_url: Node, seen: Children, found: Findings) -> None:
    """Each <url> "can contain up to 1,000 <image:image> tags"."""
    images = seen.get(f"{_NAMESPACE}image", [])
    if len(images) > MOST:
        message = f"The URL has {len(images):,} images, and 1,000 are allowed; leave the others out"
        found.error(images[MOST], "too-many-images", message)


_IMAGE: Final = Shape(
    children={f"{_NAMESPACE}loc": Shape(text=web)} | dict.fromkeys(_DROPPED, Shape(free=True)),
    required=(f"{_NAMESPACE}loc",),
)

EXTENSION: Final = Extension(
    module=Module(
        name="images in sitemaps",
        namespace=_NAMESPACE[1:-1],
        prefix="image",
        mistaken=("http://www.google.com/schemas/sitemap-image/1.0",),
        entry={"image": _IMAGE},
        many=frozenset(("image",)),
        rules={"entry": _count},
        codes={"too-many-images": "a URL of a sitemap with more than 1,000 images"},
    ),
    dropped=_DROPPED,
)
