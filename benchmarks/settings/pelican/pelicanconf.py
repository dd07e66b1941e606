"""Feeds for the site and its categories, a sitemap, and no page; what was read is kept in the cache."""

from typing import Any

from pelican import signals  # type: ignore[import-not-found,import-untyped,unused-ignore]
from pelican.contents import Category  # type: ignore[import-not-found,import-untyped,unused-ignore]

SITENAME = AUTHOR = "财经消息"
SITEURL = FEED_DOMAIN = "https://news.example"
TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh"
THEME = "theme"

ARTICLE_PATHS = [""]
ARTICLE_URL = "posts/{slug}.html"
PAGE_PATHS = ["none"]
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
USE_FOLDER_AS_CATEGORY = False
SUMMARY_MAX_LENGTH = None  # as long as the content, and so not made twice

FEED_MAX_ITEMS = 50
RSS_FEED_SUMMARY_ONLY = False
FEED_ALL_RSS, FEED_ALL_ATOM = "rss.xml", "atom.xml"
CATEGORY_FEED_RSS, CATEGORY_FEED_ATOM = "category/{slug}/rss.xml", "category/{slug}/atom.xml"
TRANSLATION_FEED_RSS = TRANSLATION_FEED_ATOM = AUTHOR_FEED_RSS = AUTHOR_FEED_ATOM = None

DIRECT_TEMPLATES = ["sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
ARTICLE_SAVE_AS = ARTICLE_LANG_SAVE_AS = DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
PAGE_SAVE_AS = PAGE_LANG_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""

MARKDOWN = {"extension_configs": {"markdown.extensions.meta": {}}, "output_format": "html5"}
CACHE_CONTENT = LOAD_CONTENT_CACHE = True
CONTENT_CACHING_LAYER = "reader"
CHECK_MODIFIED_METHOD = "mtime"


class _Names:
    """A plug-in: `categories` is the category, and the quotes are no part of the title."""

    @staticmethod
    def register() -> None:
        signals.article_generator_context.connect(_name)


def _name(generator: Any, metadata: dict[str, Any]) -> None:
    metadata["category"] = Category(metadata["categories"], generator.settings)
    metadata["title"] = metadata["title"].strip('"')


PLUGINS = [_Names]
