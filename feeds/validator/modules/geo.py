"""A place as latitude and longitude: https://www.w3.org/2003/01/geo/. Pure.

And two older ways to say it: http://postneo.com/icbm/ and http://geourl.org/.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import Final

from feeds.validator.findings import Check, Fault, Findings, Node, quoted
from feeds.validator.shape import Children, Module, Rule, Shape

_GEO: Final = "{http://www.w3.org/2003/01/geo/wgs84_pos#}"
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]{1,3})?")
_WGS84: Final = "write degrees of WGS 84, such as “46.2044”"

COORDINATES: Final = {"coordinates": "a place that is not written as latitude and longitude are"}
"""What a module declares that speaks of places."""


def decimal(text: str) -> float | None:
    """Return the number that the text is, None if it is none."""
    text = text.strip()
    if len(text) > 100 or not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if isfinite(value) else None


def _within(most: float) -> Check:
    """Make a rule: a number of degrees that there is."""

    def check(name: str, text: str) -> Fault | None:
        value = decimal(text)
        if value is not None and -most <= value <= most:
            return None
        reason = "is no number" if value is None else f"is not from -{most:g} to {most:g}"
        return Fault(code="coordinates", message=f"{name} {quoted(text)} {reason}; {_WGS84}")

    return check


latitude: Final = _within(90)
longitude: Final = _within(180)


def measure(name: str, text: str) -> Fault | None:
    """Want a number, whole or not, of metres for the most part."""
    if decimal(text) is not None:
        return None
    message = f"{name} {quoted(text)} is no number; write one like “313” or “-4.5”"
    return Fault(code="bad-number", message=message)


def _both(name: str, text: str) -> Fault | None:
    """Want “lat,long”."""
    first, comma, second = text.partition(",")
    if comma:
        return latitude(name, first) or longitude(name, second)
    message = f"{name} {quoted(text)} is no pair; write it like “46.2044,6.1432”"
    return Fault(code="coordinates", message=message)


def _paired(namespace: str, *names: str) -> Rule:
    """Make a rule: each of the two is nothing without the other."""

    def rule(element: Node, seen: Children, found: Findings) -> None:
        stand = [name for name in names if f"{{{namespace}}}{name}" in seen]
        if len(stand) == 1:
            missing = next(name for name in names if name not in stand)
            message = f"The place has a {stand[0]} and no {missing}; write both"
            found.warning(element, "missing-element", message)

    return rule


_AXES: Final = {"lat": Shape(text=latitude), "long": Shape(text=longitude), "alt": Shape(text=measure)}
_POINT: Final = Shape(
    children={f"{_GEO}{name}": shape for name, shape in _AXES.items()},
    required=(f"{_GEO}lat", f"{_GEO}long"),
)
_ELEMENTS: Final = {**_AXES, "lat_long": Shape(text=_both), "Point": _POINT}


def _old(name: str, namespace: str, prefix: str) -> Module:
    elements = {"latitude": Shape(text=latitude), "longitude": Shape(text=longitude)}
    pair = _paired(namespace, "latitude", "longitude")
    return Module(
        name=name, namespace=namespace, prefix=prefix, feed=elements, entry=elements,
        rules={"feed": pair, "entry": pair}, codes=COORDINATES,
    )  # fmt: skip


_PAIR: Final = _paired(_GEO[1:-1], "lat", "long")

MODULES: Final = (
    Module(
        name="the geo vocabulary",
        namespace=_GEO[1:-1],
        prefix="geo",
        feed=_ELEMENTS,
        entry=_ELEMENTS,
        rules={"feed": _PAIR, "entry": _PAIR},
        codes=COORDINATES,
    ),
    _old("ICBM", "http://postneo.com/icbm", "icbm"),
    _old("GeoURL", "http://geourl.org/rss/module/", "geourl"),
)
