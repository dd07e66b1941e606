"""The one walk that holds a tree against shapes. Pure.

Nearly all that it meets is right, and was met before: the same elements with the same attributes, the
same names, types, dates and addresses. So each shape is planned once for the elements of a tag, and its
plan knows what was found right. What it does not know is looked at in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from feeds.validator.findings import Check, Fault, Findings, Node, local, name_of, quoted, shown
from feeds.validator.shape import COMMON, NO_MODULES, Children, Module, Modules, Rule, Shape, bare
from feeds.validator.values import anything

_MOST_ATTRIBUTES: Final = 100
"""No format has so many; libxml2 searches through all of them for each."""

_FEW: Final = 8
"""So many attributes are read at once; to lxml, more of them are quicker one by one."""

_NONE: Final[Children] = {}
_LONGEST: Final = 200
_MOST_KNOWN: Final = 1_024


def walk(element: Node, shape: Shape, found: Findings, modules: Modules = NO_MODULES) -> None:
    """Hold the element and all below it against the shape, and extensions against the modules."""
    _plan(shape, element.tag, modules).walk(element, found)


class _Judge:
    """A check that remembers the last short texts that it found right."""

    __slots__ = ("check", "right")

    def __init__(self, check: Check) -> None:
        self.check = check
        self.right: set[str] = set()

    def finds_right(self, text: str) -> bool:
        """Tell whether nothing is wrong with a text that it does not remember.

        Whose text it is only matters for what is said of it, and takes long to find out.
        """
        if self.check("", text) is not None:
            return False
        if len(text) <= _LONGEST:
            if len(self.right) >= _MOST_KNOWN:
                self.right.clear()
            self.right.add(text)
        return True


class _Plan:
    """What a shape comes to for the elements of one tag: what may stand in them is looked up once."""

    __slots__ = (
        "_attributes", "_children", "_free", "_holds", "_judge", "_modules", "_needs", "_reads", "_required",
        "_rule", "_rules", "_shape",
    )  # fmt: skip

    def __init__(self, shape: Shape, modules: Modules) -> None:
        self._shape, self._modules = shape, modules
        self._needs, self._required = frozenset(shape.needs), frozenset(shape.required)
        self._judge = None if shape.text is None else _Judge(shape.text)
        self._reads = shape.text is not anything
        self._free, self._rule, self._holds = shape.free, shape.rule, shape.holds is not None
        self._attributes: dict[str, _Judge] = {}
        self._children: dict[str, tuple[str, _Plan]] = {}
        self._rules: dict[tuple[str, ...], tuple[Rule, ...]] = {}

    def walk(self, element: Node, found: Findings) -> None:
        """Hold an element against the shape, and what stands in it."""
        keys: Sequence[str] = element.keys()  # type: ignore[assignment]  # the stubs think of bytes
        if keys or self._needs:
            self._check_attributes(element, keys, found)
        seen = _NONE
        if self._judge is not None:
            if self._reads or len(element):
                self._check_text(element, self._judge, found)
        elif not self._free and (len(element) or element.text or self._shape.required):
            seen = self._check_children(element, found)
        if self._rule is not None:
            self._rule(element, seen, found)
        if self._holds:
            for rule in self._rules_for(seen):
                rule(element, seen, found)

    def _rules_for(self, seen: Children) -> tuple[Rule, ...]:
        """Return the rules of the modules whose elements were seen, in that order."""
        tags = tuple(seen)
        if (rules := self._rules.get(tags)) is None:
            if len(self._rules) >= _MOST_KNOWN:
                self._rules.clear()
            rules = self._rules[tags] = tuple(_rules(self._shape, seen, self._modules))
        return rules

    def _check_attributes(self, element: Node, keys: Sequence[str], found: Findings) -> None:
        if self._needs and not self._needs.issubset(keys):
            self._miss(element, keys, found)
        pairs: Iterable[tuple[str, str]]
        if len(keys) <= _FEW:
            pairs = element.items()  # type: ignore[assignment]  # as above
        else:
            pairs = ((name, element.get(name, "")) for name in keys[:_MOST_ATTRIBUTES])
        for name, value in pairs:
            if (judge := self._attributes.get(name)) is None:
                judge = self._judge_of(name)
            if judge is None:
                if not name.startswith("{"):
                    message = f"<{name_of(element)}> has no attribute {quoted(name)}; leave it out"
                    found.error(element, "unknown-attribute", message)
            elif value not in judge.right and not judge.finds_right(value):
                _add(element, judge.check(f"{shown(element)}’s {local(name)}", value), found)

    def _miss(self, element: Node, keys: Sequence[str], found: Findings) -> None:
        for name in self._shape.needs:
            if name not in keys:
                message = f'<{name_of(element)}> has no attribute {name}; write {name}="…"'
                found.error(element, "missing-attribute", message)

    def _judge_of(self, name: str) -> _Judge | None:
        """Return who judges an attribute: the shape, XML itself, or a module whose attribute it is."""
        check = self._shape.attributes.get(name) or COMMON.get(name) or _borrowed(name, self._modules)
        if check is None:
            return None
        judge = self._attributes[name] = _Judge(check)
        return judge

    def _check_text(self, element: Node, judge: _Judge, found: Findings) -> None:
        if len(element) and (child := next(element.iterchildren("*"), None)) is not None:
            message = (
                f"<{name_of(element)}> holds text only, not <{name_of(child)}>; "
                "escape the markup: write “&lt;” for “<”"
            )
            found.error(child, "unexpected-markup", message)
        elif self._reads and (text := element.text or "") not in judge.right and not judge.finds_right(text):
            _add(element, judge.check(shown(element), text), found)

    def _check_children(self, element: Node, found: Findings) -> Children:
        seen: Children = {}
        loose = element.text or ""
        plans, many, twice = self._children, self._shape.many, False
        for child in element:
            if (known := plans.get(tag := child.tag)) is None:
                if not isinstance(tag, str):  # what stands for an entity
                    continue
                known = self._find(child, element, found)
            if known is not None:
                tag, plan = known
                if tag in seen:
                    seen[tag].append(child)
                    twice = twice or tag not in many
                else:
                    seen[tag] = [child]
                plan.walk(child, found)
            if (tail := child.tail) and not tail.isspace():
                loose = tail
        if loose and not loose.isspace():
            message = f"The text {quoted(loose)} stands between elements; leave it out"
            found.error(element, "unexpected-text", message)
        if twice or not self._required <= seen.keys():
            self._count(element, seen, found)
        return seen

    def _find(self, child: Node, parent: Node, found: Findings) -> tuple[str, _Plan] | None:
        """Return what a child counts for, and its plan, if it may stand there."""
        modules, tag = self._modules, child.tag
        inner = self._shape.children.get(tag)
        if inner is None and modules is not NO_MODULES:
            tag = _meant_tag(child, modules)
            inner = self._shape.children.get(tag)
        said = inner is None and tag != child.tag  # that its namespace is not quite the module's
        if inner is None:
            inner = _foreign(child, parent, self._shape, found, modules)
        if inner is None:
            return None
        known = tag, _plan(inner, child.tag, modules)
        if not said:
            self._children[child.tag] = known
        return known

    def _count(self, element: Node, seen: Children, found: Findings) -> None:
        shape = self._shape
        for tag, children in seen.items():
            if len(children) > 1 and tag not in shape.many and not _repeatable(tag, self._modules):
                message = f"<{shown(element)}> may hold one <{shown(children[1])}> only"
                found.error(children[1], "duplicate-element", f"{message}; leave the others out")
        for tag in shape.required:
            if tag not in seen:
                name = local(tag)
                message = f"<{name_of(element)}> has no <{name}>; write <{name}>…</{name}>"
                found.error(element, "missing-element", message)


def _add(element: Node, fault: Fault | None, found: Findings) -> None:
    if fault is not None:
        found.add(element, fault)


@lru_cache(maxsize=4_096)
def _plan(shape: Shape, tag: str, modules: Modules) -> _Plan:
    """Return the plan of a shape: one for each tag, whose namespace tells what is foreign to it."""
    del tag
    return _Plan(shape, modules)


def _rules(shape: Shape, seen: Children, modules: Modules) -> Iterator[Rule]:
    first = {_namespace(tag)[1:-1]: children[0] for tag, children in seen.items() if tag[0] == "{"}
    for namespace, child in first.items():
        module = modules.find(namespace, child.prefix or "atom")
        if module is not None and shape.holds is not None and shape.holds in module.rules:
            yield module.rules[shape.holds]


def _borrowed(name: str, modules: Modules) -> Check | None:
    """Return the check of a module's attribute, which stands on an element of somebody else's."""
    module = modules.get(_namespace(name)[1:-1]) if name.startswith("{") else None
    return None if module is None else module.attributes.get(local(name))


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


def _repeatable(tag: str, modules: Modules) -> bool:
    module = modules.get(_namespace(tag)[1:-1])
    return module is not None and local(tag) in module.many


@lru_cache(maxsize=4_096)  # a document may have names without end
def _namespace(tag: str) -> str:
    return tag[: tag.rfind("}") + 1]
