"""GeoRSS, places and areas: https://docs.ogc.org/cs/17-002r1/17-002r1.html. Pure.

Simple shapes are one element each; georss:where holds one of GML, https://www.ogc.org/standard/gml/.
"""

from __future__ import annotations

from typing import Final

from feeds.record import replace
from feeds.validator.findings import Check, Fault, Findings, Node, quoted
from feeds.validator.modules.geo import COORDINATES, decimal, latitude, longitude, measure
from feeds.validator.shape import Children, Module, Shape
from feeds.validator.values import anything, written
from feeds.validator.walk import walk

_GML: Final = "{http://www.opengis.net/gml}"
_LIKE: Final = "write pairs of latitude and longitude, such as “45.256 -71.92”"


def _whole(name: str, text: str) -> Fault | None:
    """Want the number of a floor, which may be below the ground."""
    value = decimal(text)
    if value is not None and value == int(value):
        return None
    return Fault(code="bad-number", message=f"{name} {quoted(text)} is no whole number; write one like “3”")


def _length(name: str, text: str) -> Fault | None:
    """Want a length in metres."""
    value = decimal(text)
    if value is not None and value >= 0:
        return None
    return Fault(code="bad-number", message=f"{name} {quoted(text)} is no length; write metres like “500”")


def _fault(name: str, text: str, reason: str, words: str = _LIKE) -> Fault:
    return Fault(code="coordinates", message=f"{name} {quoted(text)} {reason}; {words}")


def pairs(*, least: int, most: int | None = None, closed: bool = False, extra: int = 0) -> Check:
    """Make a rule: so many pairs of latitude and longitude, then `extra` numbers.

    "a space separated list of latitude-longitude pairs". Commas are what many write, and only some
    readers take them for blanks.
    """

    def check(name: str, text: str) -> Fault | None:
        words = text.replace(",", " ").split()
        places = words[: len(words) - extra]
        if any(decimal(word) is None for word in words):
            return _fault(name, text, "holds something that is no number")
        if len(places) % 2 or len(places) < 2 * least or (most is not None and len(places) > 2 * most):
            wanted = f"{least}" if least == most else f"{least} or more"
            return _fault(name, text, f"does not have {wanted} pair{'s' * (wanted != '1')} of numbers")
        if fault := _outside(name, places):
            return fault
        if closed and list(map(float, places[:2])) != list(map(float, places[-2:])):
            return _fault(name, text, "does not end where it begins", "write its first pair again at its end")
        if "," in text:
            return replace(_fault(name, text, "has commas, which not every reader takes"), level="warning")
        return None

    return check


def _outside(name: str, places: list[str]) -> Fault | None:
    """Return the fault of the first place that is not on the Earth."""
    for first, second in zip(places[::2], places[1::2], strict=True):
        if fault := latitude(f"{name}’s latitude", first) or longitude(f"{name}’s longitude", second):
            if latitude("", second) is None and longitude("", first) is None:
                place = f"{first} {second}"
                return _fault(name, place, "has the longitude first")
            return fault
    return None


def _box(name: str, text: str) -> Fault | None:
    """Want two corners: "the first pair is the lower corner, the second is the upper corner"."""
    if fault := _CORNERS(name, text):
        return fault
    south, _, north, _ = map(float, text.split())
    if south <= north:
        return None
    return _fault(name, text, "has its upper corner first", "write the lower one, then the upper one")


_CORNERS: Final = pairs(least=2, most=2)
_PLACE: Final = pairs(least=1, most=1)
_LINE: Final = pairs(least=2)
_RING: Final = pairs(least=4, closed=True)
_PROPERTIES: Final[dict[str, Check]] = {
    "elev": measure,
    "featurename": anything,
    "featuretypetag": anything,
    "floor": _whole,
    "radius": _length,
    "relationshiptag": anything,
}
_COUNT: Final = {"count": _whole}


def _gml(name: str) -> str:
    return f"{_GML}{name}"


def _holding(child: str, shape: Shape, **more: Shape) -> Shape:
    """Make a shape of GML that must hold this child and may hold more."""
    others = {_gml(name): inner for name, inner in more.items()}
    return Shape(children={_gml(child): shape, **others}, required=(_gml(child),), many=frozenset(others))


_CORNER: Final = Shape(text=_PLACE)
_LINEAR: Final = _holding("LinearRing", _holding("posList", Shape(text=_RING, attributes=_COUNT)))
_GEOMETRIES: Final = {
    _gml("Point"): _holding("pos", _CORNER),
    _gml("LineString"): _holding("posList", Shape(text=_LINE, attributes=_COUNT)),
    _gml("Polygon"): _holding("exterior", _LINEAR, interior=_LINEAR),
    _gml("Envelope"): Shape(
        children={_gml("lowerCorner"): _CORNER, _gml("upperCorner"): _CORNER},
        required=(_gml("lowerCorner"), _gml("upperCorner")),
    ),
}


def _where(element: Node, _seen: Children, found: Findings) -> None:
    """A geometry of GML, in latitude and longitude if it does not name another system."""
    children = list(element.iterchildren("*"))
    if not children:
        message = "georss:where says no place; write a gml:Point, LineString, Polygon or Envelope in it"
        found.error(element, "missing-element", message)
    for child in children:
        shape = _GEOMETRIES.get(child.tag)
        if shape is not None and _is_plain(child):
            walk(child, shape, found)


def _is_plain(geometry: Node) -> bool:
    """Whether it is written as GeoRSS writes GML: of two dimensions, on the globe, and not as GML 2 is."""
    parts = list(geometry.iter("*"))
    older = {_gml("coordinates")} | ({_gml("pos")} if geometry.tag != _gml("Point") else set())
    return not any(one.tag in older or one.get("srsName") or one.get("srsDimension") for one in parts)


def _simple(check: Check) -> Shape:
    return Shape(text=check, attributes=_PROPERTIES)


_ELEMENTS: Final = {
    "box": _simple(_box),
    "circle": _simple(pairs(least=1, most=1, extra=1)),
    "line": _simple(_LINE),
    "point": _simple(_PLACE),
    "polygon": _simple(_RING),
    "where": Shape(free=True, attributes=_PROPERTIES, rule=_where),
    **{name: Shape(text=written if check is anything else check) for name, check in _PROPERTIES.items()},
}

_MODULE: Final = Module(
    name="GeoRSS",
    namespace="http://www.georss.org/georss",
    prefix="georss",
    feed=_ELEMENTS,
    entry=_ELEMENTS,
    many=frozenset(_ELEMENTS),
    codes=COORDINATES,
)
MODULES: Final = (_MODULE, replace(_MODULE, namespace="http://www.georss.org/georss/10"))
