"""What the tree promises: what is not changed keeps its bytes, and changes say what they do."""

from __future__ import annotations

from feeds.content.readable.parser import parse
from feeds.content.readable.tree import Element, has_words, is_blank, make


def tree_of(html: str) -> Element:
    """Return the tree of HTML that does not nest too deep."""
    tree = parse(html)
    assert tree is not None
    return tree


def first(tree: Element, *tags: str) -> Element:
    """Return the first element of some tags."""
    return next(tree.walk(*tags))


def test_attributes() -> None:
    """They are read as HTML says: any quotes, any case, entities, the first of a name."""
    element = first(tree_of("<IMG SRC=a.png alt='b &amp; c' Title=\" d \" checked src=e data-x=1/2/>"), "img")
    assert element.attributes == {
        "src": "a.png", "alt": "b & c", "title": " d ", "checked": "", "data-x": "1/2/",
    }  # fmt: skip
    assert (element.get("title"), element.get("none")) == ("d", "")


def test_put() -> None:
    """An attribute that is set is escaped; one that is what it was changes nothing."""
    tree = tree_of("<a HREF='x' title=y>z</a>")
    element = first(tree)
    element.put("title", "y")
    element.put("none", None)
    assert tree.html() == "<a HREF='x' title=y>z</a>"
    element.put("title", '"<&')
    element.put("download", "")
    element.put("href", None)
    assert tree.html() == '<a title="&quot;&lt;&amp;" download>z</a>'


def test_classes() -> None:
    """They are lower case; what is too long to be one is none."""
    assert first(tree_of(f'<p class=" A b\n{"c" * 101} ">')).classes == ["a", "b"]


def test_text() -> None:
    """Text is that of all in it, on one line, and none of comments, scripts and drawings."""
    tree = tree_of("<p>a <b>b&amp;</b>\n<!-- c --><script>d</script><svg>e</svg></i> f</p>")
    assert first(tree, "p").text() == "a b& f"


def test_changes() -> None:
    """Elements are dropped, unwrapped, renamed and replaced in their places."""
    tree = tree_of("<ul><li>a<li id=x>b</ul><p>c<i>d</i></p>")
    one, two = tree.walk("li")
    one.drop()
    two.rename("dd")
    first(tree, "i").become("<", make("br", {}), make("b", {"x": ""}, "e"))
    first(tree, "ul").unwrap()
    assert tree.html() == '<dd id="x">b</dd><p>c<<br><b x>e</b></p>'


def test_walking_while_it_changes() -> None:
    """What is dropped meanwhile is not come by, what is put in is."""
    tree = tree_of("<div><p>a</p></div><i>b</i><u>c</u>")
    seen = []
    for element in tree.walk():
        seen.append(element.tag)
        if element.tag == "div":
            element.become(make("b", {}, make("s", {})))
            first(tree, "u").drop()
    assert seen == ["div", "b", "s", "i"]


def test_places() -> None:
    """An element knows what it stands in, without those that have no tags any more."""
    tree = tree_of("<div><section><p><i>a</i></p></section></div>")
    first(tree, "section").unwrap()
    inner = first(tree, "i")
    assert [one.tag for one in inner.above()] == ["p", "div"]
    assert [one.tag for one in inner.above(1)] == ["p"]
    assert inner.inside("div")
    assert not inner.inside("section", "i")
    assert [node if isinstance(node, str) else node.tag for node in first(tree, "div").nodes()] == ["p"]


def test_neighbours() -> None:
    """Before an element stands what is seen there, also where what held it has no tags any more."""
    tree = tree_of("<hr>\n<!-- a --> <div><i>b</i> c<b>d</b></div>")
    box, italic, bold = first(tree, "div"), first(tree, "i"), first(tree, "b")
    assert (box.before(), bold.before()) == (first(tree, "hr"), " c")
    assert (italic.before(), italic.holder) == (None, box)
    box.unwrap()
    assert (italic.before(), italic.holder) == (first(tree, "hr"), tree)


def test_blank() -> None:
    """Blanks, letters without a width, comments and lone tags cannot be seen."""
    assert all(
        map(is_blank, ["", " \n", "&nbsp;", "\u200b\ufeff", "<!-- a -->", "</p>", "<?a?>", "&#8203; "])
    )
    assert not any(map(is_blank, ["a", " a", "&lt;", "。", "<", "0"]))


def test_words() -> None:
    """Text and whatever stands in a line are words; blocks are not, with all that is in them."""
    assert has_words(tree_of("<p>a</p>b"))
    assert has_words(tree_of("<p>a</p><img>"))
    assert not has_words(tree_of("<p>a</p> <!-- b --><ul><li>c</ul>"))
