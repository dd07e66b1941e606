"""The tables of feeds.toml, their keys and defaults. Their meaning: docs/settings.md. Pure."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

from feeds.model import Author, Content
from feeds.settings import podcasts, values
from feeds.settings.keys import Key, Table, listed, mapped, several

# The fields whose keys [posts.keys] may name.
_KEYED = (
    "date", "updated", "expires", "summary", "author", "permalink", "categories", "tags", "image",
    "enclosure",
)  # fmt: skip
_MEDIA = ("podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "course", "mixed")

FORMATS = ("rss", "atom", "jsonfeed", "sitemap", "opml", "page")
"""What is published where the settings do not say."""

_Texts: TypeAlias = Key[tuple[str, ...]]
_People: TypeAlias = Key[tuple[Author, ...]]
_content = values.one_of(*get_args(Content))
_limit = values.whole(1, 1000)
_count = values.whole(1)


def _paths() -> Key[dict[str, str]]:
    return Key(mapped(values.any_format, values.inner_path), {})


def _aliases() -> Key[dict[str, tuple[str, ...]]]:
    return Key(mapped(values.feed_format, values.inner_paths), {})


class OfSite(Table):
    """[site]."""

    url = Key(values.absolute_url, None)
    id_url = Key(values.absolute_url, None)
    title = Key(values.text, None)
    description = Key(values.text, None)
    language = Key(values.like_a_language, None)
    timezone = Key(values.zone, None)
    author: _People = Key(values.authors, ())
    image = Key(values.place, None)
    icon = Key(values.place, None)


class OfPosts(Table):
    """[posts]."""

    folders: _Texts = Key(listed(values.inner_path), ())
    exclude: _Texts = Key(listed(values.string), ())
    permalink = Key(values.string, "/:year/:month/:day/:slug/")
    future = Key(values.boolean, False)
    drafts = Key(values.boolean, False)
    keys: Key[dict[str, tuple[str, ...]]] = Key(mapped(values.one_of(*_KEYED), listed(values.string)), {})


class OfFeeds(Table):
    """[feeds]: what holds for every feed that does not say otherwise."""

    formats: _Texts = Key(values.filled(listed(values.any_format)), FORMATS)
    limit = Key(_limit, 50)
    max_age = Key(_count, None)
    max_bytes = Key(_count, None)
    min_posts = Key(_count, 1)
    content: Key[Content] = Key(_content, "both")
    summary_length = Key(values.whole(40, 5000), 280)
    archive = Key(values.boolean, False)
    archive_size = Key(_limit, None)
    complete = Key(values.boolean, False)
    expired = Key(values.boolean, False)
    hubs: _Texts = Key(listed(values.hub), ())
    style = Key(values.style, None)
    categories: _Texts = Key(values.names, ("*",))
    tags: _Texts = Key(values.names, ())
    authors: _Texts = Key(values.names, ())
    languages: _Texts = Key(values.names, ())
    collections: _Texts = Key(values.names, ())
    paths = _paths()
    category_paths = _paths()
    tag_paths = _paths()
    author_paths = _paths()
    language_paths = _paths()
    collection_paths = _paths()
    aliases = _aliases()
    category_aliases = _aliases()
    tag_aliases = _aliases()
    author_aliases = _aliases()
    language_aliases = _aliases()
    collection_aliases = _aliases()


class OfFeed(Table):
    """[[feed]]: a feed of the posts that a filter lets through. What it does not say is as in [feeds]."""

    name = Key(values.filled(values.text))
    title = Key(values.text, None)
    description = Key(values.text, None)
    page = Key(values.place, None)
    image = Key(values.place, None)
    formats = Key(values.filled(listed(values.feed_format)), None)
    paths = _paths()
    aliases = _aliases()
    path = Key(values.inner_path, None)
    limit = Key(_limit, None)
    max_age = Key(_count, None)
    max_bytes = Key(_count, None)
    min_posts = Key(_count, 1)
    content: Key[Content | None] = Key(_content, None)
    archive = Key(values.boolean, None)
    archive_size = Key(_limit, None)
    complete = Key(values.boolean, None)
    expired = Key(values.boolean, None)
    category = Key(values.words, None)
    tag = Key(values.words, None)
    author = Key(values.words, None)
    language = Key(values.words, None)
    collection = Key(values.words, None)
    posts = Key(values.words, None)
    not_category = Key(values.words, None)
    not_tag = Key(values.words, None)
    not_author = Key(values.words, None)
    not_language = Key(values.words, None)
    not_collection = Key(values.words, None)
    not_posts = Key(values.words, None)
    since = Key(values.moment, None)
    not_since = Key(values.moment, None)


class OfContent(Table):
    """[content]."""

    built = Key(values.inner_path, None, name="from")
    select = Key(values.string, "article, main")
    off: _Texts = Key(listed(values.rule), ())


class OfMedia(Table):
    """[media]."""

    image: Key[Literal["body", "front-matter", "none"]] = Key(
        values.one_of("body", "front-matter", "none"), "body"
    )
    smallest = Key(values.whole(0, 10_000), 100)
    folders: Key[dict[str, str]] = Key(podcasts.folders, {})


class OfPodcast(Table):
    """[podcast]."""

    image = Key(podcasts.cover)
    categories = Key(podcasts.categories)
    author = Key(values.text, None)
    owner: _People = Key(values.authors, ())
    explicit = Key(values.boolean, False)
    type: Key[Literal["episodic", "serial"] | None] = Key(values.one_of("episodic", "serial"), None)
    language = Key(values.language, None)
    locked = Key(values.boolean, None)
    funding: Key[podcasts.Links] = Key(podcasts.links, ())
    guid = Key(podcasts.guid, None)
    medium = Key(values.one_of(*_MEDIA), None)
    feed = Key(values.text, "")
    file = Key(podcasts.pattern, None)
    lengths = Key(values.boolean, True)


class OfSitemap(Table):
    """[sitemap]."""

    home = Key(values.boolean, True)
    category_page = Key(values.string, None)
    tag_page = Key(values.string, None)
    author_page = Key(values.string, None)
    language_page = Key(values.string, None)
    collection_page = Key(values.string, None)


class OfPage(Table):
    """[page]."""

    template = Key(values.inner_path, None)
    css = Key(values.inner_path, None)


class OfOutput(Table):
    """[output]."""

    folder = Key(values.inner_path, "output")


class OfPath(Table):
    """[[validate.paths]]."""

    path = Key(values.filled(values.string))
    ignore: _Texts = Key(listed(values.code), ())


class OfValidate(Table):
    """[validate]."""

    ignore: _Texts = Key(listed(values.code), ())
    paths: Key[tuple[OfPath, ...]] = Key(several(OfPath, "validate.paths"), ())


class Settings(Table):
    """All settings."""

    dialect = Key(values.dialect, None)
    site = Key(OfSite.read, OfSite({}))
    posts = Key(OfPosts.read, OfPosts({}))
    feeds = Key(OfFeeds.read, OfFeeds({}))
    feed: Key[tuple[OfFeed, ...]] = Key(several(OfFeed, "feed"), ())
    content = Key(OfContent.read, OfContent({}))
    media = Key(OfMedia.read, OfMedia({}))
    podcast = Key(OfPodcast.read, None)
    sitemap = Key(OfSitemap.read, OfSitemap({}))
    page = Key(OfPage.read, OfPage({}))
    output = Key(OfOutput.read, OfOutput({}))
    validate = Key(OfValidate.read, OfValidate({}))
