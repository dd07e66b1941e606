"""RDF in feeds that are no RDF: an address in rdf:resource. Pure.

https://www.w3.org/TR/rdf-syntax-grammar/ and, for the modules of RSS 1.0 that use it,
https://web.resource.org/rss/1.0/modules/
"""

from __future__ import annotations

from typing import Final

from feeds.validator.findings import Check, Findings, Node, name_of
from feeds.validator.shape import Children, Module, Rule, Shape

RESOURCE: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"


def _pointing(element: Node, _seen: Children, found: Findings) -> None:
    if element.get(RESOURCE) is None:
        message = f'<{name_of(element)}> does not say where; write rdf:resource="https://…"'
        found.error(element, "missing-attribute", message)


def resource(check: Check) -> Shape:
    """Make a shape: an empty element whose address stands in rdf:resource."""
    return Shape(attributes={RESOURCE: check}, rule=_pointing)


def _either(check: Check) -> Rule:
    def rule(element: Node, _seen: Children, found: Findings) -> None:
        if element.get(RESOURCE) is None and (fault := check(name_of(element), element.text or "")):
            found.add(element, fault)

    return rule


def address(check: Check) -> Shape:
    """Make a shape: the address in rdf:resource, as in RSS 1.0, or as text, as in RSS 2.0."""
    return Shape(free=True, attributes={RESOURCE: check}, rule=_either(check))


MODULE: Final = Module(
    name="RDF",
    namespace="http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    prefix="rdf",
    closed=False,
)
