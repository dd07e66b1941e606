"""What the placeholders of a Jekyll permalink stand for (drops/url_drop.rb). Pure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable

from feeds.characters import keep_letters
from feeds.collector.dialects._jekyll_settings import Jekyll
from feeds.record import Record

MAGIC = re.compile(r"(?:^|/)_(?:posts|drafts)(?:/|$)")
_TITLE_KEEPS = "._~!$&'()+,;=@"


class Named(Record, frozen=True):
    """What the placeholders of a URL tell."""

    source: str
    slug: str
    ext: str
    categories: list[str]
    own: Jekyll

    def below(self) -> Iterable[str]:
        """Return the categories as they are named in URLs, each once."""
        return dict.fromkeys(map(str.lower, self.categories))

    def output_ext(self) -> str:
        """Return the ending of the file that is made of it."""
        return ".html" if self.ext == ".html" or self.ext.lstrip(".") in self.own.markdown else self.ext


PLACEHOLDERS: dict[str, Callable[[Named], str]] = {
    "categories": lambda one: "/".join(one.below()),
    "slugified_categories": lambda one: "/".join(keep_letters(c).lower() for c in one.below()),
    "title": lambda one: keep_letters(one.slug, _TITLE_KEEPS),
    "slug": lambda one: keep_letters(one.slug).lower(),
    "name": lambda one: keep_letters(posixpath.basename(one.source)).lower(),
    "path": lambda one: posixpath.splitext(MAGIC.split(one.source, maxsplit=1)[1])[0],
    "collection": lambda _: "posts",
    "output_ext": Named.output_ext,
}
