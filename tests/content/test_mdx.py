"""What content/mdx promises: Markdown without imports, components and expressions; code keeps them."""

from __future__ import annotations

import pytest

from feeds import content
from feeds.content.source import is_mdx
from feeds.model import Problem
from tests.content.test_bodies import POST, SITE


def render(body: str) -> tuple[str, tuple[Problem, ...]]:
    """Return the HTML of a body, and what is said of it."""
    entry, problems = content.render(body, POST._replace(markup="mdx"), SITE)
    return entry.html, problems


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("import A from 'a';\nimport { B } from \"b\";\n\n*x*", "<p><em>x</em></p>"),
        ("export const a = {\n  b: 1,\n};\n\nx", "<p>x</p>"),
        ("import of goods is a topic", "<p>import of goods is a topic</p>"),
        (
            "<Tabs>\n<TabItem value='a' label=\"Apple\">\n\n*x*\n\n</TabItem>\n</Tabs>",
            "<p><strong>Apple</strong></p>\n<p><em>x</em></p>",
        ),
        ("a {/* hidden */}b {\"c\"}{' '}d", "<p>a b c d</p>"),
        ("<>a</>", "<p>a</p>"),
        ("<div style={{color: 'red'}} className=\"x\">a</div>", "<div>a</div>"),
        (
            '<YouTube id="abc" />',
            '<p><a href="https://www.youtube.com/watch?v=abc">https://www.youtube.com/watch?v=abc</a></p>',
        ),
        (
            "`{a}` `<B />`\n\n```js\nimport a from 'b'\n{c}\n```",
            (
                "<p><code>{a}</code> <code>&lt;B /&gt;</code></p>\n"
                "<pre><code class=\"language-js\">import a from 'b'\n{c}\n</code></pre>"
            ),
        ),
        ("$e^{x}$ \\{a\\} 1 < 2", "<p>$e^{x}$ {a} 1 &lt; 2</p>"),
    ],
)
def test_rendered(body: str, html: str) -> None:
    """What needs no code is Markdown, and nothing has to be said."""
    assert render(body) == (html, ())


@pytest.mark.parametrize(
    ("body", "html", "named"),
    [
        ("a <Chart data={{b: [1, 2]}} /> c", "<p>a  c</p>", "<Chart data={{b: [1, 2]}} />"),
        ("a {props.b} c", "<p>a  c</p>", "{props.b}"),
        ("a {b.map((c) => {return '}'})} d", "<p>a  d</p>", "{b.map("),
    ],
)
def test_cut_and_named(body: str, html: str, named: str) -> None:
    """What only code can tell is gone, and one warning names it with its line."""
    made, (problem,) = render(f"x\n\n{body}")
    assert (made, problem.code, problem.level, problem.where.line) == (
        f"<p>x</p>\n{html}",
        "mdx",
        "warning",
        3,
    )
    assert named in problem.message


@pytest.mark.parametrize("body", ["a {open", "a <Open b='c", "a <B c={", "} >"])
def test_never_closed(body: str) -> None:
    """What is never closed is text, and no exception."""
    assert render(body)[0].startswith("<p>")


def test_markdown_that_is_mdx() -> None:
    """A .md file that begins with an import is read as MDX; one that speaks of it is not."""
    assert is_mdx("\nimport A from '@theme/A';\n\nx")
    assert is_mdx("x <div style={{a: 1}}>")
    assert not is_mdx("import a from b")
    assert not is_mdx("x\n\nimport A from 'a';\n")
