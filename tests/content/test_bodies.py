"""What holds for every body, whatever its generator: no template markup is shown, and none takes long."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds import content
from feeds.model import Markup, Post, Problem, Site
from feeds.record import replace

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
POST = Post(
    source="posts/a.md",
    id="https://example.org/a/",
    url="https://example.org/a/",
    title="A",
    published=WHEN,
    updated=WHEN,
)
SITE = Site(
    url="https://example.org",
    id_url="https://example.org",
    title="Notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
)
DIALECTS = ("plain", "jekyll", "hugo")
WORDS = st.sampled_from(
    ["word", "*two*", "`code`", "\n", "\n\n", "- item\n", "> said\n", "| a | b |\n", "<b>x</b>", "文字", " "]
)
TAGS = st.sampled_from(
    [
        "{{ page.title }}",
        "{{ x | y: 'z' }}",
        "{{ unclosed",
        "{% if x %}",
        "{% endif %}",
        "{% else %}",
        "{%- x -%}",
        "{% include a.html b=c %}",
        "{% for a in (1..3) %}",
        "{% endfor %}",
        "{% unclosed",
        "{% %}",
        "{{}}",
        "{{ '{' }}",
        "{{< figure src='a.png' >}}",
        "{{< x >}}",
        "{{< /x >}}",
        "{{% note %}}",
        "{{% /note %}}",
        "{{< code >}}",
        "{{< /code >}}",
        "{{< open",
        "{: .a}",
        "{: .a #b c='}'}\n",
        "\n{:toc}\n",
        "{::comment}",
        "{:/comment}",
        "{:/}",
        "{::options a='b' /}",
        "<%= a %>",
        "<% b",
        "{% codeblock a %}",
        "{% endcodeblock %}",
        "{# note #}",
        "{{ f(a='b') }}",
        "{% f() %}",
        "{% end %}",
        "{% comment %}",
        "{% endcomment %}",
        ":::note\n",
        "\n:::\n",
    ]
)
CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)


def render(body: str, dialect: str = "plain", markup: Markup = "markdown") -> tuple[str, tuple[Problem, ...]]:
    """Return the HTML of a body, and what is said of it."""
    entry, problems = content.render(body, POST._replace(markup=markup), replace(SITE, dialect=dialect))
    return entry.html, problems


class TestNothingIsShown:
    """Raw template markup never reaches a reader."""

    @settings(max_examples=300, deadline=None)
    @given(st.lists(st.one_of(TAGS, WORDS), max_size=12), st.sampled_from(DIALECTS))
    def test_markdown(self, parts: list[str], dialect: str) -> None:
        """Outside code nothing of it is left in the text, however its pieces meet."""
        html, _ = render(" ".join(parts), dialect)
        text = CODE.sub("", html)
        for mark in ("{{", "{%", "{:", "&lt;%", "<%", "%}", "\x01", "\x02", "\x03", "\x07"):
            assert mark not in text

    @settings(max_examples=100, deadline=None)
    @given(st.lists(st.one_of(TAGS, WORDS), max_size=12), st.sampled_from(DIALECTS))
    def test_html(self, parts: list[str], dialect: str) -> None:
        """Nor in a body that is HTML, where attribute lists mean nothing."""
        html, _ = render(" ".join(parts), dialect, "html")
        text = CODE.sub("", html)
        for mark in ("{{", "{%", "&lt;%", "<%"):
            assert mark not in text

    @settings(max_examples=100, deadline=None)
    @given(st.text(st.sampled_from("{}%<>:#/*`$\\\n ax\"'=-"), max_size=60), st.sampled_from(DIALECTS))
    def test_any_text(self, body: str, dialect: str) -> None:
        """Any text is rendered, the same each time, without an exception."""
        for markup in ("markdown", "mdx", "html"):
            first, problems = render(body, dialect, markup)
            assert (first, problems) == render(body, dialect, markup)
            assert not set(first) & set(map(chr, range(1, 9)))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "piece",
    [
        "{{ x ",
        "{{ x }} ",
        "{% x %} ",
        "{% raw %}",
        "{{< x >}} ",
        "{{< code >}}",
        "<% ",
        "{: ",
        "{:.a} ",
        "{::comment} ",
        "{ ",
        "<A ",
        "<A>",
        "<a b={ ",
        "` `` ``` ",
        "<pre>",
        "\\[ ",
        "# {#",
        '{: "',
        ":::a\n",
        "{{< x \n>}}\n",
        "<!-- more",
    ],
)
def test_hostile_bodies_take_no_time(piece: str, dialect: str) -> None:
    """A body of 150,000 characters of one piece of markup is prepared in a moment."""
    body = piece * (150_000 // len(piece))
    before = time.perf_counter()
    for markup in ("markdown", "mdx"):
        content.source.to_html(
            body,
            POST._replace(markup=markup),
            replace(SITE, dialect=dialect),
            find_url=content.nowhere,
            include=content.nowhere,
        )
    assert time.perf_counter() - before < 3  # two of them, on a busy machine


def test_markup_that_we_do_not_render() -> None:
    """AsciiDoc and Org are cut, not shown as they are, and it is said how to have them."""
    html, (problem,) = render("= A\n\nb", markup="other")
    assert (html, problem.code, problem.level) == ("", "markup", "warning")
    assert "[content] from" in problem.message


def test_nothing_is_said_of_an_empty_body_in_another_markup() -> None:
    """There is nothing to miss in an empty body."""
    assert render(" \n", markup="other") == ("", ())
