"""What an element may hold, as a table, and the one walk that holds a tree against it. Pure.

Each format writes its specification down as shapes; what no table can say is a shape's `rule`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Final, Literal, TypeAlias

from feeds.record import Record, field
from feeds.validator.findings import Check, Findings, Node, local, name_of, quoted, shown
from feeds.validator.uris import reference
from feeds.validator.values import language

Children: TypeAlias = dict[str, list[Node]]
Rule: TypeAlias = Callable[[Node, Children, Findings], None]
Holder: TypeAlias = Literal["feed", "entry"]

XML: Final = "{http://www.w3.org/XML/1998/namespace}"

COMMON: Final[Mapping[str, Check]] = {f"{XML}lang": language, f"{XML}base": reference}
"""The attributes of XML itself, which may stand on every element."""

_MOST_ATTRIBUTES: Final = 100
"""No format has so many; libxml2 searches through all of them for each."""


class Shape(Record, frozen=True, kw_only=True):
    """What an element may hold. Names are tags as lxml writes them: `{namespace}name`.

    `many` are the children that may stand more than once, `required` those that must stand and
    `needs` the attributes that must. Without a rule for its `text` an element holds none; `free`
    lets it hold whatever it likes. Elements of other namespaces may stand anywhere; those of modules
    are held against their own shapes in what `holds` the metadata of a feed or an entry.
    """

    text: Check | None = None
    attributes: Mapping[str, Check] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    children: Mapping[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    many: frozenset[str] = frozenset()
    free: bool = False
    holds: Holder | None = None
    rule: Rule | None = None


class Module(Record, frozen=True, kw_only=True):
    """An extension of RSS and Atom: the elements of one namespace, by their names without it.

    `name` is what messages call it, `prefix` how it is usually written. `feed` and `entry` are what
    may stand in a channel or feed, and in an item or entry; `many` of them more than once.
    `attributes` may stand on elements of the format itself. A rule of `rules` gets each feed or
    entry in which an element of the module stands. `mistaken` are namespaces that people write for
    this one. Names that the module does not know are errors where it is `closed`.
    """

    name: str
    namespace: str
    prefix: str
    mistaken: tuple[str, ...] = ()
    feed: Mapping[str, Shape] = field(default_factory=dict)
    entry: Mapping[str, Shape] = field(default_factory=dict)
    many: frozenset[str] = frozenset()
    attributes: Mapping[str, Check] = field(default_factory=dict)
    rules: Mapping[Holder, Rule] = field(default_factory=dict)
    closed: bool = True
    codes: Mapping[str, str] = field(default_factory=dict)

    def shapes(self, holder: Holder) -> Mapping[str, Shape]:
        """Return the shapes of what may stand there."""
        return self.feed if holder == "feed" else self.entry


class Modules(Mapping[str, Module]):
    """Modules by their namespaces; of those that are not here yet, `load` brings all or one by its name.

    A feed uses a few of some fifty, so one is looked for under the prefix that the document gives it.
    """

    def __init__(
        self, load: Callable[[str | None], Iterable[Module]], known: Mapping[str, Module] | None = None
    ) -> None:
        self._load = load
        self._known = dict(known or {})
        self._complete = False

    def find(self, namespace: str, prefix: str | None) -> Module | None:
        """Return the module of a namespace that has this prefix in the document."""
        if namespace not in self._known and prefix is not None and not self._complete:
            self._add(self._load(prefix))
        return self.get(namespace)

    def named(self, prefix: str) -> Module | None:
        """Return the module that usually has the prefix."""
        return next((module for module in self._all().values() if module.prefix == prefix), None)

    def _add(self, modules: Iterable[Module]) -> None:
        for module in modules:
            self._known |= dict.fromkeys((module.namespace, *module.mistaken), module)

    def _all(self) -> dict[str, Module]:
        if not self._complete:
            self._add(self._load(None))
            self._complete = True
        return self._known

    def __getitem__(self, namespace: str) -> Module:
        """Return the module of a namespace, also of one that is mistaken for its own."""
        return self._known[namespace] if namespace in self._known else self._all()[namespace]

    def __iter__(self) -> Iterator[str]:
        """Go through all namespaces."""
        return iter(self._all())

    def __len__(self) -> int:
        """Count the namespaces."""
        return len(self._all())


NO_MODULES: Final = Modules(lambda _: ())


def walk(element: Node, shape: Shape, found: Findings, modules: Modules = NO_MODULES) -> None:
    """Hold the element and all below it against the shape, and extensions against the modules."""
    if shape.needs or element.keys():
        _attributes(element, shape, found, modules)
    seen: Children = {}
    if shape.text is not None:
        _text(element, shape.text, found)
    elif not shape.free:
        seen = _children(element, shape, found, modules)
    if shape.rule is not None:
        shape.rule(element, seen, found)
    if shape.holds is not None:
        for module in _used(seen, modules):
            if (rule := module.rules.get(shape.holds)) is not None:
                rule(element, seen, found)


def _used(seen: Children, modules: Modules) -> list[Module]:
    """Return the modules whose elements were seen, in that order."""
    first = {_namespace(tag)[1:-1]: children[0] for tag, children in seen.items() if tag[0] == "{"}
    found = (modules.find(namespace, child.prefix or "atom") for namespace, child in first.items())
    return [module for module in found if module is not None]


def _attributes(element: Node, shape: Shape, found: Findings, modules: Modules) -> None:
    for name in shape.needs:
        if element.get(name) is None:
            message = f'<{name_of(element)}> has no attribute {name}; write {name}="…"'
            found.error(element, "missing-attribute", message)
    # Their values one by one: to lxml, all at once is more than as many times one.
    for key in element.keys()[:_MOST_ATTRIBUTES]:
        name = str(key)
        check = shape.attributes.get(name) or COMMON.get(name) or _borrowed(name, modules)
        if check is not None:
            if fault := check(f"{shown(element)}’s {local(name)}", element.get(name, "")):
                found.add(element, fault)
        elif not name.startswith("{"):
            message = f"<{name_of(element)}> has no attribute {quoted(name)}; leave it out"
            found.error(element, "unknown-attribute", message)


def _borrowed(name: str, modules: Modules) -> Check | None:
    """Return the check of a module's attribute, which stands on an element of somebody else's."""
    module = modules.get(_namespace(name)[1:-1]) if name.startswith("{") else None
    return None if module is None else module.attributes.get(local(name))


def _text(element: Node, check: Check, found: Findings) -> None:
    if len(element) and (child := next(element.iterchildren("*"), None)) is not None:
        message = (
            f"<{name_of(element)}> holds text only, not <{name_of(child)}>; "
            "escape the markup: write “&lt;” for “<”"
        )
        found.error(child, "unexpected-markup", message)
    elif fault := check(shown(element), element.text or ""):
        found.add(element, fault)


def _children(element: Node, shape: Shape, found: Findings, modules: Modules) -> Children:
    seen: Children = {}
    loose = element.text or ""
    for child in element.iterchildren("*"):
        tag = child.tag
        inner = shape.children.get(tag)
        if inner is None and modules is not NO_MODULES:
            tag = _meant_tag(child, modules)
            inner = shape.children.get(tag)
        if inner is None:
            inner = _foreign(child, element, shape, found, modules)
        if inner is not None:
            seen.setdefault(tag, []).append(child)
            walk(child, inner, found, modules)
        if (tail := child.tail) and not tail.isspace():
            loose = tail
    if loose and not loose.isspace():
        message = f"The text {quoted(loose)} stands between elements; leave it out"
        found.error(element, "unexpected-text", message)
    _counts(element, shape, seen, found, modules)
    return seen


def _meant_tag(element: Node, modules: Modules) -> str:
    """Return the tag in the module's own namespace where it stands in one that is mistaken for it."""
    namespace = _namespace(element.tag)[1:-1]
    module = modules.find(namespace, element.prefix) if namespace else None
    if module is None or module.namespace == namespace:
        return element.tag
    return f"{{{module.namespace}}}{local(element.tag)}"


def _foreign(child: Node, parent: Node, shape: Shape, found: Findings, modules: Modules) -> Shape | None:
    """Return the shape of an element that the parent's own has no place for, if a module has it."""
    namespace = _namespace(child.tag)
    if namespace == _namespace(parent.tag):
        message = f"<{name_of(parent)}> may not hold <{name_of(child)}>{_meant(child, shape)}"
        found.error(child, "unknown-element", message)
        return None
    module = modules.get(namespace[1:-1])
    if module is None or shape.holds is None:
        if module is None and modules is not NO_MODULES:
            _stranger(child, namespace[1:-1], found, modules)
        return None
    if namespace[1:-1] != module.namespace and namespace not in found.namespaces:
        found.namespaces.add(namespace)
        message = f"The namespace {quoted(namespace[1:-1])} is not that of {module.name}"
        found.warning(child, "namespace", f"{message}; write “{module.namespace}”")
    inner = module.shapes(shape.holds).get(name_of(child))
    if inner is None and module.closed:
        found.error(child, "unknown-element", _misplaced(child, parent, module))
    return inner


def _meant(child: Node, shape: Shape) -> str:
    """Say what to write for a name in the wrong case or place, else to leave it out."""
    name = name_of(child)
    meant = (local(tag) for tag in shape.children if local(tag).lower() == name.lower())
    if right := next(meant, ""):
        return f"; write <{right}>"
    homes = (local(tag) for tag, inner in shape.children.items() if child.tag in inner.children)
    return f"; move it into <{home}>" if (home := next(homes, "")) else "; leave it out"


def _misplaced(child: Node, parent: Node, module: Module) -> str:
    """Say of a module's element whether it is none, or stands in the wrong place."""
    name = name_of(child)
    if name in module.feed or name in module.entry:
        return f"{module.prefix}:{name} may not stand in <{name_of(parent)}>; move it to where it belongs"
    known = {*module.feed, *module.entry}
    right = next((one for one in sorted(known) if one.lower() == name.lower()), None)
    words = f"write {module.prefix}:{right}" if right else "leave it out"
    return f"{quoted(name)} is no element of {module.name}; {words}"


def _stranger(child: Node, namespace: str, found: Findings, modules: Modules) -> None:
    """Name a namespace that nobody knows, once in a document; warn where it is nearly a known one."""
    if namespace in found.namespaces or not namespace:
        return
    found.namespaces.add(namespace)
    alike = {bare(known): module for known, module in modules.items()}
    if (module := alike.get(bare(namespace))) is not None:
        message = (
            f"The namespace {quoted(namespace)} is not quite that of {module.name}, so readers pass it over"
        )
        found.warning(child, "namespace", f"{message}; write “{module.namespace}”")
    else:
        message = f"The namespace {quoted(namespace)} is none that we know, and its elements are not checked"
        found.info(child, "unknown-namespace", f"{message}; compare it with its specification")


def bare(namespace: str) -> str:
    """Return what of a namespace is left when people misspell it: no scheme, no www., no sign at the end."""
    return namespace.lower().partition("://")[2].removeprefix("www.").rstrip("/#")


def _counts(element: Node, shape: Shape, seen: Children, found: Findings, modules: Modules) -> None:
    for tag, children in seen.items():
        if len(children) > 1 and tag not in shape.many and not _repeatable(tag, modules):
            message = f"<{shown(element)}> may hold one <{shown(children[1])}> only"
            found.error(children[1], "duplicate-element", f"{message}; leave the others out")
    for tag in shape.required:
        if tag not in seen:
            name = local(tag)
            message = f"<{name_of(element)}> has no <{name}>; write <{name}>…</{name}>"
            found.error(element, "missing-element", message)


def _repeatable(tag: str, modules: Modules) -> bool:
    module = modules.get(_namespace(tag)[1:-1])
    return module is not None and local(tag) in module.many


@cache
def _namespace(tag: str) -> str:
    return tag[: tag.rfind("}") + 1]
