"""The walk remembers what was right; what is wrong it says each time, wherever it stands."""

from __future__ import annotations

from lxml import etree

from feeds.validator import atom, rss, sitemap
from feeds.validator.findings import Check, Fault, Findings
from feeds.validator.formats import modules
from feeds.validator.shape import Module, Modules, Shape
from feeds.validator.walk import walk


def short(name: str, text: str) -> Fault | None:
    """Want a text of one letter."""
    return None if len(text) == 1 else Fault(code="long", message=f"{name} is “{text}”")


MODULES = Modules(
    lambda _: (
        Module(
            name="Theirs",
            namespace="urn:theirs",
            prefix="t",
            mistaken=("http://example.org/theirs",),
            entry={"word": Shape(text=short)},
            attributes={"mark": short},
        ),
    )
)
WORD = Shape(text=short, attributes={"kind": short})
ENTRY = Shape(
    children={"word": WORD, "empty": Shape(needs=("kind",), attributes={"kind": short})},
    required=("word",),
    many=frozenset({"word"}),
    holds="entry",
)
FEED = Shape(children={"entry": ENTRY}, many=frozenset({"entry"}))


def said(inner: str) -> list[tuple[str, str]]:
    """Return the codes and messages for what stands in a feed."""
    spaces = 'xmlns:t="urn:theirs" xmlns:n="http://example.org/theirs" xmlns:o="http://nobody.example/"'
    found = Findings()
    walk(etree.fromstring(f"<feed {spaces}>{inner}</feed>"), FEED, found, MODULES)
    return [(fault.code, fault.message) for _, fault in found.all]


def test_what_was_right_is_right_again() -> None:
    """The same element a second time, and in a second document, has no fault either."""
    entry = '<entry><word kind="k">a</word><word>a</word><t:word>b</t:word><empty kind="k"/></entry>'
    assert said(entry * 2) == said(entry) == []


def test_what_is_wrong_is_said_each_time() -> None:
    """A text or an attribute that was found wrong is wrong the next time, also beside a right one."""
    entry = '<entry><word kind="kk">a</word><word kind="k">bb</word><empty/></entry>'
    once = [
        ("long", "word’s kind is “kk”"),
        ("long", "word is “bb”"),
        ("missing-attribute", '<empty> has no attribute kind; write kind="…"'),
    ]
    assert said(entry) == once
    assert said(entry * 2) == once * 2


def test_what_one_element_may_have_is_not_right_elsewhere() -> None:
    """The same text, attribute or child is judged by the element that it stands in."""
    right = '<entry><word kind="a">a</word></entry>'
    assert [code for code, _ in said(f'{right}<entry kind="a"><word>a</word></entry>')] == [
        "unknown-attribute"
    ]
    assert [code for code, _ in said(f"{right}<word>a</word>")] == ["unknown-element"]


def test_a_module_under_a_wrong_namespace() -> None:
    """It counts as the module's element each time, and the namespace is named once in each document."""
    entry = '<entry><word t:mark="m">a</word><n:word>bb</n:word></entry>'
    for _ in range(2):
        assert [code for code, _ in said(entry * 2)] == ["namespace", "long", "long"]


def test_a_stranger_is_named_once_in_each_document() -> None:
    """An element of a namespace that nobody knows is passed over, and its namespace is named."""
    entry = "<entry><word>a</word><o:word>bb</o:word></entry>"
    for _ in range(2):
        assert [code for code, _ in said(entry * 2)] == ["unknown-namespace"]


def test_what_is_remembered_has_an_end() -> None:
    """After more texts than are remembered, each is still judged."""
    words = "".join(f"<word>{chr(0x4E00 + number)}</word>" for number in range(3_000))
    assert said(f"<entry>{words}<word>aa</word>{words}</entry>") == [("long", "word is “aa”")]


def test_many_attributes() -> None:
    """Where there are many, the first hundred are looked at."""
    attributes = " ".join(f'a{number}="1"' for number in range(300))
    codes = [code for code, _ in said(f"<entry><word {attributes}>a</word></entry>")]
    assert codes == ["unknown-attribute"] * 100


def test_text_between_elements_and_in_empty_ones() -> None:
    """Loose text is told of, in an element that may hold nothing as well."""
    loose = "<entry>x<word>a</word></entry><entry><word>a</word>y</entry>"
    assert [code for code, _ in said(loose)] == ["unexpected-text"] * 2
    assert [code for code, _ in said('<entry><word>a</word><empty kind="k">z</empty></entry>')] == [
        "unexpected-text"
    ]


def test_missing_and_double() -> None:
    """What must stand is missed, and what may stand once is not taken twice."""
    empty = '<empty kind="k"/>'
    assert [code for code, _ in said(f"<entry/><entry><word>a</word>{empty * 2}</entry>")] == [
        "missing-element",
        "duplicate-element",
    ]


def checks() -> set[Check]:
    """Return all checks of values that there are in formats and modules."""
    waiting = [atom.FEED, atom.ENTRY, rss.RSS, sitemap._URL, sitemap._SITEMAP]
    found: set[Check] = set()
    for module in modules().values():
        waiting += [*module.feed.values(), *module.entry.values()]
        found |= {*module.attributes.values()}
    seen: set[Shape] = set()
    while waiting:
        shape = waiting.pop()
        if shape not in seen:
            seen.add(shape)
            waiting += shape.children.values()
            found |= {*shape.attributes.values(), *filter(None, (shape.text,))}
    return found


TEXTS = (
    "", " ", "a", "https://example.org/", "http://[", "1", "-1", "1e9", "<b>x</b>", "&amp;nbsp;", "true",
    "yes", "en", "xx-yy-zz", "Tue, 28 Dec 2021 15:54:15 +0800", "2021-12-28T15:54:15+08:00", "2021-12-28",
    "text/html", "a@example.org", "a@example.org (A)", "self", "00:10", "1 2", "urn:x", "x" * 5_000,
)  # fmt: skip


def test_a_name_is_only_said() -> None:
    """Whether a value is right never depends on whose it is, so it is named only when it is not."""
    assert len(checks()) > 50
    for check in checks():
        for text in TEXTS:
            one, other = check("", text), check("content", text)
            assert (one is None) == (other is None), (check, text)
            assert one is None or other is None or (one.code, one.level) == (other.code, other.level)
