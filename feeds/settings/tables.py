"""The tables of feeds.toml, their keys and defaults. Their meaning: docs/settings.md. Pure."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from feeds.model import Content
from feeds.settings.podcasts import Apple, Cover, Folders, Funding, Guid, Medium, Pattern
from feeds.settings.values import (
    Aliases,
    Code,
    Count,
    Dialect,
    FeedFormat,
    Format,
    Hub,
    Language,
    LikeLanguage,
    Limit,
    Moment,
    Names,
    Paths,
    People,
    Place,
    RelativePath,
    Rule,
    Style,
    Text,
    Url,
    Words,
    Zone,
)

# The fields whose keys [posts.keys] may name.
KeyedField = Literal[
    "date", "updated", "expires", "summary", "author", "permalink", "categories", "tags", "image",
    "enclosure",
]  # fmt: skip

FORMATS = ["rss", "atom", "jsonfeed", "sitemap", "opml", "page"]
"""What is published where the settings do not say."""


class Table(BaseModel):
    """A table of the settings: it has the keys that are named, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, arbitrary_types_allowed=True)


class OfSite(Table):
    """[site]."""

    url: Url | None = None
    id_url: Url | None = None
    title: Text | None = None
    description: Text | None = None
    language: LikeLanguage | None = None
    timezone: Zone | None = None
    author: People = ()
    image: Place | None = None
    icon: Place | None = None


class OfPosts(Table):
    """[posts]."""

    folders: list[RelativePath] = []
    exclude: list[str] = []
    permalink: str = "/:year/:month/:day/:slug/"
    future: bool = False
    drafts: bool = False
    keys: dict[KeyedField, list[str]] = {}


class OfFeeds(Table):
    """[feeds]: what holds for every feed that does not say otherwise."""

    formats: Annotated[list[Format], Field(min_length=1)] = FORMATS
    limit: Limit = 50
    max_age: Count | None = None
    max_bytes: Count | None = None
    min_posts: Count = 1
    content: Content = "both"
    summary_length: Annotated[int, Field(ge=40, le=5000)] = 280
    archive: bool = False
    archive_size: Limit | None = None
    complete: bool = False
    expired: bool = False
    hubs: list[Hub] = []
    style: Style = None
    categories: Names = ("*",)
    tags: Names = ()
    authors: Names = ()
    languages: Names = ()
    collections: Names = ()
    paths: Paths = {}
    category_paths: Paths = {}
    tag_paths: Paths = {}
    author_paths: Paths = {}
    language_paths: Paths = {}
    collection_paths: Paths = {}
    aliases: Aliases = {}
    category_aliases: Aliases = {}
    tag_aliases: Aliases = {}
    author_aliases: Aliases = {}
    language_aliases: Aliases = {}
    collection_aliases: Aliases = {}


class OfFeed(Table):
    """[[feed]]: a feed of the posts that a filter lets through. What it does not say is as in [feeds]."""

    name: Annotated[Text, Field(min_length=1)]
    title: Text | None = None
    description: Text | None = None
    page: Place | None = None
    image: Place | None = None
    formats: Annotated[list[FeedFormat], Field(min_length=1)] | None = None
    paths: Paths = {}
    aliases: Aliases = {}
    path: RelativePath | None = None
    limit: Limit | None = None
    max_age: Count | None = None
    max_bytes: Count | None = None
    min_posts: Count = 1
    content: Content | None = None
    archive: bool | None = None
    archive_size: Limit | None = None
    complete: bool | None = None
    expired: bool | None = None
    category: Words | None = None
    tag: Words | None = None
    author: Words | None = None
    language: Words | None = None
    collection: Words | None = None
    posts: Words | None = None
    not_category: Words | None = None
    not_tag: Words | None = None
    not_author: Words | None = None
    not_language: Words | None = None
    not_collection: Words | None = None
    not_posts: Words | None = None
    since: Moment | None = None
    not_since: Moment | None = None


class OfContent(Table):
    """[content]."""

    built: Annotated[RelativePath | None, Field(alias="from")] = None
    select: str = "article, main"
    off: list[Rule] = []


class OfMedia(Table):
    """[media]."""

    image: Literal["body", "front-matter", "none"] = "body"
    smallest: Annotated[int, Field(ge=0, le=10_000)] = 100
    folders: Folders = {}


class OfPodcast(Table):
    """[podcast]."""

    image: Cover
    categories: Apple
    author: Text | None = None
    owner: People = ()
    explicit: bool = False
    type: Literal["episodic", "serial"] | None = None
    language: Language | None = None
    locked: bool | None = None
    funding: Funding = ()
    guid: Guid | None = None
    medium: Medium | None = None
    feed: Text = ""
    file: Pattern | None = None
    lengths: bool = True


class OfSitemap(Table):
    """[sitemap]."""

    home: bool = True
    category_page: str | None = None
    tag_page: str | None = None
    author_page: str | None = None
    language_page: str | None = None
    collection_page: str | None = None


class OfPage(Table):
    """[page]."""

    template: RelativePath | None = None
    css: RelativePath | None = None


class OfOutput(Table):
    """[output]."""

    folder: RelativePath = "output"


class OfPath(Table):
    """[[validate.paths]]."""

    path: Annotated[str, Field(min_length=1)]
    ignore: list[Code] = []


class OfValidate(Table):
    """[validate]."""

    ignore: list[Code] = []
    paths: list[OfPath] = []


class Settings(Table):
    """All settings."""

    dialect: Dialect | None = None
    site: OfSite = OfSite()
    posts: OfPosts = OfPosts()
    feeds: OfFeeds = OfFeeds()
    feed: list[OfFeed] = []
    content: OfContent = OfContent()
    media: OfMedia = OfMedia()
    podcast: OfPodcast = OfPodcast.model_construct()
    sitemap: OfSitemap = OfSitemap()
    page: OfPage = OfPage()
    output: OfOutput = OfOutput()
    checking: Annotated[OfValidate, Field(alias="validate")] = OfValidate()


LISTED: dict[tuple[str, ...], type[Table]] = {("feed",): OfFeed, ("validate", "paths"): OfPath}
"""The tables of which there may be several: those in double brackets."""
