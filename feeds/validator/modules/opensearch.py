"""Results of a search: https://github.com/dewitt/opensearch, version 1.1 draft 6, and 1.0. Pure."""

from __future__ import annotations

import re
from typing import Final

from feeds.validator.findings import Fault, quoted
from feeds.validator.shape import Module, Shape
from feeds.validator.uris import absolute
from feeds.validator.values import anything, number

_ROLES: Final = ("request", "example", "related", "correction", "subset", "superset")
# "a prefix declared in the document, a colon and a name".
_EXTENDED: Final = re.compile(r"[^\s:]+:\S+")


def _role(name: str, text: str) -> Fault | None:
    """Want a role of the specification, or one of an extension, with its prefix."""
    if text in _ROLES or _EXTENDED.fullmatch(text):
        return None
    listed = ", ".join(f"“{role}”" for role in _ROLES)
    return Fault(code="bad-value", message=f"{name} {quoted(text)} is no role; write one of {listed}")


_COUNT: Final = Shape(text=number(least=0))
_QUERY: Final = Shape(
    free=True,
    needs=("role",),
    attributes={
        "role": _role,
        "title": anything,
        "totalResults": number(least=0),
        "searchTerms": anything,
        "count": number(least=0),
        "startIndex": anything,
        "startPage": anything,
        "language": anything,
        "inputEncoding": anything,
        "outputEncoding": anything,
    },
)
_NUMBERS: Final = {"itemsPerPage": _COUNT, "startIndex": _COUNT, "totalResults": _COUNT}

MODULES: Final = (
    Module(
        name="OpenSearch",
        namespace="http://a9.com/-/spec/opensearch/1.1/",
        prefix="opensearch",
        feed={**_NUMBERS, "Query": _QUERY, "link": Shape(free=True)},
        many=frozenset({"Query", "link"}),
    ),
    Module(
        name="OpenSearch 1.0",
        namespace="http://a9.com/-/spec/opensearchrss/1.0/",
        prefix="openSearch",
        feed={**_NUMBERS, "link": Shape(text=absolute)},
    ),
)
