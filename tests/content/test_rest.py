"""What rest promises: docutils without its files, its clock, its messages and its memory."""

from __future__ import annotations

import pytest

from feeds.content import _docutils, rest
from feeds.content.rest import to_html

TWO_SECTIONS = (
    '<section id="a">\n<h2>A</h2>\n<p>x</p>\n</section>\n<section id="b">\n<h2>B</h2>\n<p>y</p>\n</section>'
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* **b** ``c d``", "<p><em>a</em> <strong>b</strong> <code>c d</code></p>"),
        ("A:\n\n::\n\n  a < b", "<p>A:</p>\n<pre>a &lt; b</pre>"),
        (".. code-block:: c++\n   :linenos:\n   :x: y\n\n   a;",
         '<pre><code class="language-c++">a;</code></pre>'),
        (".. code::\n\n   a", "<pre><code>a</code></pre>"),
        (".. sourcecode:: py", ""),
        (".. raw:: html\n\n   <b>x</b>", "<b>x</b>"),
        (".. a comment\n\nx", "<p>x</p>"),
        ("A\n=\n\nx\n\nB\n=\n\ny", TWO_SECTIONS),
        ("", ""),
    ],
)  # fmt: skip
def test_html(text: str, html: str) -> None:
    """Each text becomes exactly this HTML, and nothing is said of it."""
    assert to_html(text) == (html, [])


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A &\n===\n\n:date: 1\n\nx", "<p>x</p>"),
        (".. |y| replace:: z\n\nA &\n===\n\n|y|", "<p>z</p>"),
        ("A &\n===\n\nx\n\nB\n-\n\ny", '<p>x</p>\n<section id="b">\n<h2>B</h2>\n<p>y</p>\n</section>'),
        ("A &\n===\n\nx\n\nB\n=\n\ny", '<p>x</p>\n<section id="b">\n<h2>B</h2>\n<p>y</p>\n</section>'),
        ("C\n=\n\nx", '<section id="c">\n<h2>C</h2>\n<p>x</p>\n</section>'),
        (".. only a comment", ""),
    ],
)
def test_title_is_not_said_twice(text: str, html: str) -> None:
    """A first heading that is the post's title is gone, and the fields below it; another one stays."""
    assert to_html(text, "A &amp;") == (html, [])


def test_other_sites() -> None:
    """A video is a link, a thumbnail a picture: a feed shows no frames."""
    html, messages = to_html(".. youtube:: abc\n   :width: 3\n\n.. thumbnail:: /a.png\n   :alt: b\n\n   c")
    assert 'href="https://www.youtube.com/watch?v=abc"' in html
    video, _ = to_html(".. youtube:: dQw4w9WgXcQ\n   :width: 3", "c")
    assert '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"' in video
    assert '<img alt="b" src="/a.png" />' in html
    assert messages == []


def test_unknown_directives_and_roles() -> None:
    """A directive that nobody knows is left out, a role's words stay; both are named once, with a line."""
    html, messages = to_html("x :ruby:`a` `b`:ruby:\n\n.. gallery:: a\n\n   b\n\n.. gallery:: c\n\ny")
    assert html == "<p>x a b</p>\n<p>y</p>"
    assert [(line, message.partition(";")[0]) for line, message in messages] == [
        (1, "the role “ruby” is not known here, and only its words are kept (2 times)"),
        (3, "the directive “gallery” is not known here and is left out (2 times)"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        ".. include:: {}",
        ".. raw:: html\n   :file: {}",
        ".. raw:: html\n   :url: file://{}",
        ".. csv-table::\n   :file: {}",
        ".. literalinclude:: {}",
    ],
)
def test_no_file_is_read(text: str) -> None:
    """Whatever would read a file reads none, and is named."""
    html, messages = to_html(text.format(__file__) + "\n\nx")
    assert html == "<p>x</p>"
    assert len(messages) == 1


def test_no_clock() -> None:
    """The day of the build stands in no body."""
    html, messages = to_html(".. |d| date::\n\nOn |d|.")
    assert html == "<p>On |d|.</p>"
    assert messages[0][1].startswith("the day of the build is no content of a post")


def test_nothing_is_kept_from_one_post_to_the_next() -> None:
    """A role that one post defines is not known in the next."""
    assert to_html(".. role:: x\n\n:x:`a`")[1] == []
    assert to_html(":x:`a`") == ("<p>a</p>", to_html(":x:`a`")[1])
    assert len(to_html(":x:`a`")[1]) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a `b <c>`_ d", "b"),
        ("see missing_ and `it is`_", "see missing and it is"),
        ("*open and |none|", "*open and |none|"),
        ("x [9]_", "x [9]"),
        (".. |a| replace:: |b|\n.. |b| replace:: :no:`x`\n\nsee |a|", "see"),
    ],
)
def test_words_stay(text: str, words: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Of what docutils cannot read the words stay, and no message of its own is shown anywhere."""
    html, _ = to_html(text)
    assert words in html
    assert "problematic" not in html
    assert "system-message" not in html
    assert capfd.readouterr() == ("", "")


def test_a_fault_of_docutils(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where docutils itself stops, the body is left out and that is said."""

    def stop(*_: object) -> None:
        raise KeyError("x<")

    monkeypatch.setattr(_docutils, "render", stop)
    html, messages = to_html("x")
    assert html == ""
    assert messages[0][1].startswith("docutils cannot read this body, so it is left out (KeyError: 'x&lt;')")


def test_without_docutils(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without docutils there is no body, and one message says what to install."""
    monkeypatch.setattr(rest, "find_spec", lambda _: None)
    html, messages = to_html("x")
    assert html == ""
    assert [("pip install 'feeds[rest]'" in message, line) for line, message in messages] == [(True, 1)]
    assert to_html(" \n") == ("", [])
