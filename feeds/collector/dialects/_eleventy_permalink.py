"""The simple templates in an Eleventy permalink -> a path. Pure.

`{{ name }}` and `{{ name | filter }}` as Liquid and Nunjucks both write them; whatever else is for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from feeds.collector.dialects._slugs import word_slug
from feeds.collector.permalinks import DATES

_OUTPUT = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}")
_DATE_FORMAT = re.compile(r"date\s*(?::\s*|\(\s*)([\"'])(?P<format>[^\"']*)\1\s*\)?")
_DIRECTIVE = re.compile(r"%(-?[A-Za-z%])")
_DATES = {"Y": "year", "y": "short_year", "m": "month", "-m": "i_month", "b": "short_month",
          "B": "long_month", "d": "day", "-d": "i_day", "j": "y_day", "H": "hour", "M": "minute",
          "S": "second"}  # fmt: skip


class Unknown(ValueError):
    """A template that is more than a name and a filter that we know: its text says which."""


def render(template: str, values: Mapping[str, str | datetime]) -> str:
    """Return the template with its names filled in.

    Raises:
        Unknown: there is something in it that only Eleventy can work out.
    """
    if "{%" in template:
        raise Unknown(f"“{template}” has tags in it, which only Eleventy can read")
    return _OUTPUT.sub(lambda match: _evaluate(match[1], values), template)


def _evaluate(expression: str, values: Mapping[str, str | datetime]) -> str:
    name, *filters = (part.strip() for part in expression.split("|"))
    value = values.get(name)
    if value is None:
        raise Unknown(f"“{name}” is not known here")
    for one in filters:
        value = _filter(one, value)
    if isinstance(value, datetime):
        raise Unknown(f"“{name}” has no date format")
    return value


def _filter(name: str, value: str | datetime) -> str:
    if match := _DATE_FORMAT.fullmatch(name):
        if isinstance(value, datetime):
            return _format(match["format"], value)
    elif isinstance(value, str):
        if name in {"slugify", "slug"}:
            slug = word_slug(value)
            if slug is None:
                raise Unknown(f"“{value}” is not in Latin letters, which only Eleventy can make of it")
            return slug
        if name in {"lower", "downcase"}:
            return value.lower()
        if name in {"trim", "strip", "safe"}:
            return value.strip()
    raise Unknown(f"the filter “{name}” is not known here")


def _format(text: str, when: datetime) -> str:
    """Return a date by the directives of strftime that stand in permalinks; English in every locale."""

    def fill(match: re.Match[str]) -> str:
        if match[1] not in _DATES:
            raise Unknown(f"the date format “{text}” is not known here")
        return DATES[_DATES[match[1]]](when)

    return _DIRECTIVE.sub(fill, text)
