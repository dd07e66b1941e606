"""Small modules of RSS 1.0 in which something can be wrong. Pure.

https://web.resource.org/rss/1.0/modules/proposed.html lists them; beside them Bloglines' wish to be
left out of searches, https://www.bloglines.com/about/specs/fac-1.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from feeds.validator.dates import w3c
from feeds.validator.modules.rdf import address, resource
from feeds.validator.shape import Module, Shape
from feeds.validator.uris import link
from feeds.validator.values import one_of, written

_RSS: Final = "http://purl.org/rss/1.0/modules/"
_TEXT: Final = Shape(text=written)
_DATE: Final = Shape(text=w3c)


def _module(name: str, namespace: str, elements: Mapping[str, Shape], *, feed: bool = False) -> Module:
    """Make a record of a module that is known by its prefix; what it has more of passes."""
    return Module(
        name=f"the {name} module",
        namespace=namespace,
        prefix=name,
        feed=elements if feed else {},
        entry=elements,
        closed=False,
    )


MODULES: Final = (
    _module(
        "access",
        "http://www.bloglines.com/about/specs/fac-1.0",
        {"restriction": Shape(needs=("relationship",), attributes={"relationship": one_of("allow", "deny")})},
        feed=True,
    ),
    _module(
        "ag", f"{_RSS}aggregation/", {"source": _TEXT, "sourceURL": Shape(text=link), "timestamp": _DATE}
    ),
    _module("annotate", f"{_RSS}annotate/", {"reference": resource(link)}),
    _module("cp", "http://my.theinfo.org/changed/1.0/rss/", {"server": resource(link)}, feed=True),
    _module(
        "ev",
        f"{_RSS}event/",
        {"startdate": _DATE, "enddate": _DATE, "location": _TEXT, "organizer": _TEXT, "type": _TEXT},
    ),
    _module("l", f"{_RSS}link/", {"permalink": address(link)}, feed=True),
    _module(
        "ss",
        f"{_RSS}servicestatus/",
        {"lastChecked": _DATE, "lastSeen": _DATE, "responding": Shape(text=one_of("true", "false"))},
        feed=True,
    ),
)
