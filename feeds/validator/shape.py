"""What an element may hold, as a table, and the modules that extend the formats. Pure.

Each format writes its specification down as shapes; what no table can say is a shape's `rule`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Literal, TypeAlias

from feeds.record import Record, field
from feeds.validator.findings import Check, Findings, Node
from feeds.validator.uris import reference
from feeds.validator.values import language

Children: TypeAlias = dict[str, list[Node]]
Rule: TypeAlias = Callable[[Node, Children, Findings], None]
Holder: TypeAlias = Literal["feed", "entry"]

XML: Final = "{http://www.w3.org/XML/1998/namespace}"

COMMON: Final[Mapping[str, Check]] = {f"{XML}lang": language, f"{XML}base": reference}
"""The attributes of XML itself, which may stand on every element."""


class Shape(Record, frozen=True, kw_only=True, eq=False):
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

    __hash__ = object.__hash__

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

    def __eq__(self, other: object) -> bool:
        """Tell whether they are the very same: they need not be loaded for that."""
        return self is other


NO_MODULES: Final = Modules(lambda _: ())


def bare(namespace: str) -> str:
    """Return what of a namespace is left when people misspell it: no scheme, no www., no sign at the end."""
    return namespace.lower().partition("://")[2].removeprefix("www.").rstrip("/#")
