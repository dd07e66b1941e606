"""Syndication, how often a feed changes: https://web.resource.org/rss/1.0/modules/syndication/. Pure."""

from __future__ import annotations

from typing import Final

from feeds.validator.dates import w3c
from feeds.validator.shape import Module, Shape
from feeds.validator.values import number, one_of

MODULE: Final = Module(
    name="the syndication module",
    namespace="http://purl.org/rss/1.0/modules/syndication/",
    prefix="sy",
    feed={
        "updateBase": Shape(text=w3c),
        "updateFrequency": Shape(text=number(least=1)),
        "updatePeriod": Shape(text=one_of("hourly", "daily", "weekly", "monthly", "yearly")),
    },
)
