"""Feeds and sitemaps from a folder of posts: RSS 2.0, Atom 1.0, checked before they are written."""

__version__ = "0.1.0"
