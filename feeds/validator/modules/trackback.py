"""Whom to ping: https://www.rssboard.org/trackback. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.modules.rdf import address
from feeds.validator.shape import Module
from feeds.validator.uris import link

_NAME: Final = "http://madskills.com/public/xml/rss/module/"

MODULES: Final = (
    Module(
        name="TrackBack",
        namespace=f"{_NAME}trackback/",
        prefix="trackback",
        entry={"about": address(link), "ping": address(link)},
        many=frozenset({"about"}),
    ),
    Module(
        name="Pingback",
        namespace=f"{_NAME}pingback/",
        prefix="pingback",
        entry={"server": address(link), "target": address(link)},
        many=frozenset({"target"}),
    ),
)
