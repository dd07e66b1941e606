"""What a value of JSON may hold, as a table, and the walk that holds a document against it. Pure.

It is for JSON Feed what shape.py is for XML: https://www.jsonfeed.org/version/1.1/ says for each
member whether it is required, and of which type.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import islice
from typing import Final, Literal, TypeAlias

from feeds.record import Record, field
from feeds.validator.findings import Check, Fault, Findings, Value, quoted
from feeds.validator.values import anything

Type: TypeAlias = Literal["text", "number", "truth", "list", "object"]
Members: TypeAlias = Mapping[str, Value]
Rule: TypeAlias = Callable[[Value, Findings], None]

CODES: Final[Mapping[str, str]] = {
    "bad-name": "a name of a member that JSON Feed does not allow",
    "missing-member": "a member of a JSON object that must stand, or should, is not there",
    "unknown-member": "a member that JSON Feed does not have there",
    "wrong-type": "a value of JSON of another type than it must be",
}

_TYPES: Final = {
    "text": ("a text", "write a text in double quotes", '"…"'),
    "number": ("a number", "write a number, without quotes", "0"),
    "truth": ("true or false", "write true or false, without quotes", "false"),
    "list": ("a list", "write a list in square brackets, […]", "[…]"),
    "object": ("an object", "write an object in braces, {…}", "{…}"),
}
_LONGEST_NAME: Final = 40
_MOST_MEMBERS: Final = 1_000
"""No object has so many; each that is not known is compared with those that are."""

MOST_FAULTS: Final = 5_000
"""A long document that is wrong throughout would fill the memory with what is wrong."""


class Shape(Record, frozen=True, kw_only=True):
    """What a value may be. Without a `type` that is for its `rule` to say.

    A text is held against its `check`, and a number must not be less than `least`. The elements of
    a list are `of` one shape, and called `each` in messages. Of the `members` of an object those
    that are `required` must stand, and those that are `wanted` should; `meant` is what people write
    for a member, in small letters, without hyphens and underscores. `like` shows how it is written.
    """

    type: Type | None = "text"
    check: Check = anything
    least: int = 0
    of: Shape | None = None
    each: str = ""
    members: Mapping[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)
    like: str = ""
    rule: Rule | None = None


def walk(value: Value, shape: Shape, name: str, found: Findings) -> None:
    """Hold a value that is called by this name, and all in it, against the shape."""
    data = value.data
    if shape.type is not None and type_of(value) != shape.type:
        found.error(value, "wrong-type", wrong_type(name, value, shape.type))
        return
    if isinstance(data, str):
        if fault := shape.check(name, data):
            found.add(value, fault)
    elif isinstance(data, int | float) and not isinstance(data, bool):
        # A whole number may be too large to be asked whether it is finite.
        if data < shape.least or (isinstance(data, float) and not math.isfinite(data)):
            message = f"{name} {quoted(str(data))} is not right here; write a number of {shape.least} or more"
            found.error(value, "bad-number", message)
    elif isinstance(data, tuple) and shape.of is not None:
        _elements(value, data, shape.of, shape.each, found)
    elif isinstance(data, dict) and shape.type == "object":
        _members(value, data, shape, name, found)
    if shape.rule is not None:
        shape.rule(value, found)


def type_of(value: Value) -> Type | None:
    """Return a value's type, None for null."""
    data = value.data
    if isinstance(data, str):
        return "text"
    if isinstance(data, bool):
        return "truth"
    if isinstance(data, int | float):
        return "number"
    if isinstance(data, tuple):
        return "list"
    return None if data is None else "object"


def wrong_type(name: str, value: Value, wanted: Type) -> str:
    """Say what a value is, and what to write."""
    is_ = type_of(value)
    named, words, _ = _TYPES[wanted]
    return f"{name} is {'null' if is_ is None else _TYPES[is_][0]}, not {named}; {words}"


def members(value: Value) -> Members:
    """Return the members of an object, none of anything else."""
    return value.data if isinstance(value.data, dict) else {}


def text(value: Value | None) -> str | None:
    """Return a text, None for anything else."""
    return value.data if value is not None and isinstance(value.data, str) else None


def _elements(value: Value, data: tuple[Value, ...], shape: Shape, name: str, found: Findings) -> None:
    for element in data:
        if len(found.all) < MOST_FAULTS:
            walk(element, shape, name, found)
        elif found.all[-1][1].code != "more-problems":
            message = f"The document has {MOST_FAULTS:,} problems and more, and the rest is not looked at"
            found.info(value, "more-problems", f"{message}; mend these and look again")


def _members(value: Value, known: Members, shape: Shape, name: str, found: Findings) -> None:
    for key, inner in islice(known.items(), _MOST_MEMBERS):
        if (its := shape.members.get(key)) is not None:
            walk(inner, its, key, found)
        elif key.startswith("_"):
            _extension(key, inner, found)
        else:
            found.warning(inner.name, "unknown-member", _unknown(key, known, shape, name))
    for key in (*shape.required, *shape.wanted):
        if key not in known:
            member = shape.members[key]
            like = member.like or _TYPES[member.type or "text"][2]
            message = f'The {name} has no {key}; write “"{key}": {like}”'
            level: Literal["error", "warning"] = "error" if key in shape.required else "warning"
            found.add(value, Fault(code="missing-member", message=message, level=level))


def _unknown(key: str, known: Members, shape: Shape, name: str) -> str:
    """Say what to write for a name that is not there: what is meant, or an extension."""
    meant = _nearest(key, tuple(shape.members), tuple(shape.meant.items()))
    if meant is not None:
        words = f"write “{meant}”" if meant not in known else f"leave it out, as there is “{meant}”"
    elif key[:1].isalpha() and key.isidentifier() and len(key) <= _LONGEST_NAME:
        words = f'leave it out, or write it as an extension, “"_{key}": {{…}}”'
    else:
        words = "leave it out"
    return f"The {name} has no member {quoted(key)}, and readers pass it over; {words}"


@lru_cache(maxsize=4096)
def _nearest(key: str, names: tuple[str, ...], meant: tuple[tuple[str, str], ...]) -> str | None:
    """Return the name that is meant: another case, other hyphens, one letter wrong, or another word."""
    bare = _bare(key)
    if not bare or len(key) > _LONGEST_NAME:
        return None
    known = _forms(names, meant)
    return next((known[form] for form in _near(bare) if form in known), None)


@cache
def _forms(names: tuple[str, ...], meant: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return the names by all that they are taken for: first what is surely meant."""
    forms = {_bare(name): name for name in names} | dict(meant)
    for name in names:
        for form in _near(_bare(name)) if len(name) > 2 else ():
            forms.setdefault(form, name)
    return forms


def _bare(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


def _near(name: str) -> tuple[str, ...]:
    """Return the name, and what it is without each one of its letters."""
    return (name, *(name[:at] + name[at + 1 :] for at in range(len(name))))


def _extension(key: str, value: Value, found: Findings) -> None:
    """Hold custom objects against their rules: "Names must start with an `_` character followed by a letter".

    "the extension name and its member keys must not contain any `.` characters. The extension name,
    and only the extension name, must begin with an `_` character."
    """
    if not key[1:2].isalpha():
        message = f"The extension {quoted(key)} has no letter behind its “_”; write one"
        found.error(value.name, "bad-name", message)
    elif "." in key:
        message = f"The name of the extension {quoted(key)} holds a dot; write “_” for it"
        found.error(value.name, "bad-name", message)
    if not isinstance(value.data, dict):
        found.error(value, "wrong-type", wrong_type(f"The extension {quoted(key)}", value, "object"))
    for name, inner in islice(members(value).items(), _MOST_MEMBERS):
        if name.startswith("_"):
            message = f"{quoted(name)} stands in an extension, whose members do not begin with “_”"
            found.error(inner.name, "bad-name", f"{message}; leave the “_” out")
        elif "." in name:
            message = f"{quoted(name)} stands in an extension and holds a dot; write “_” for it"
            found.error(inner.name, "bad-name", message)
