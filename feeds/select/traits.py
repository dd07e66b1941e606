"""What a post may be chosen by: its categories, tags, authors, language, and folder. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from operator import attrgetter
from typing import Any

from feeds.model import Card, Site, Trait

Names = Callable[[Card], tuple[str, ...]]

_INDEX = ("index", "_index")
_WORKSHOPS = ("_posts", "_drafts")


def column(name: str, posts: Iterable[Card]) -> Iterator[Any]:
    """Return one field of each post, in no time: there may be a million."""
    return map(attrgetter(name), posts)


def names_of(trait: Trait, site: Site) -> Names:
    """Return what gives a post's names of this trait.

    A post without author or language is by the site's, and in the site's.
    """
    authors = tuple(dict.fromkeys(author.name for author in site.authors))
    folders = tuple("" if folder == "." else folder for folder in site.folders)
    lang = (site.lang,) if site.lang else ()
    ways: dict[Trait, Names] = {
        "category": attrgetter("categories"),
        "tag": attrgetter("tags"),
        "author": lambda card: tuple(dict.fromkeys(card.authors)) or authors,
        "language": lambda card: (card.lang,) if card.lang else lang,
        "collection": lambda card: _collection(card.source.rpartition("/")[0], _is_bundle(card), folders),
        "path": lambda card: (card.source,),
    }
    return ways[trait]


def _is_bundle(card: Card) -> bool:
    """Whether the post is a folder of its own, and the file in it only its text."""
    return card.source.rpartition("/")[2].partition(".")[0] in _INDEX


@lru_cache(maxsize=4096)
def _collection(folder: str, bundle: bool, folders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folder below that of all posts; where these have several, the one of them at least.

    Jekyll's _posts is no name: what counts is what it lies in.
    """
    above = (one for one in folders if not one or f"{folder}/".startswith(f"{one}/"))
    base = max(above, key=len, default="")
    inner = [part for part in folder[len(base) :].split("/") if part]
    below = [part for part in (inner[:-1] if bundle else inner) if part not in _WORKSHOPS]
    own = base.rpartition("/")[2] if len(folders) > 1 else ""
    return tuple(filter(None, (below[0] if below else own,)))
