"""What content/liquid promises: Liquid as Jekyll renders it, what it cannot render cut and named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from feeds import content
from feeds.content import liquid
from feeds.model import Author, Post, Problem, Site

WHEN = datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=8)))
POST = Post(
    source="_posts/a.md",
    id="https://example.org/blog/a",
    url="https://example.org/blog/a/",
    title="A title",
    published=WHEN,
    updated=WHEN,
    categories=("News",),
    tags=("t", "u"),
    authors=(Author(name="Mei"),),
    markup="html",
    body_line=5,
    extra=(("n", "3"), ("yes", "true"), ("map", (("a", "1"),)), ("list", ("x", "y"))),
)
SITE = Site(
    url="https://example.org/blog",
    id_url="https://example.org/blog",
    title="Notes",
    zone=UTC,
    dialect="jekyll",
    folders=(".",),
)
INCLUDES = {
    "a.html": "[{{ include.v }}{{ include.w }}]",
    "self.html": "x{% include self.html %}",
    "bad.html": "{% unknown %}",
}


def render(
    body: str, includes: Mapping[str, str] = INCLUDES, post: Post = POST
) -> tuple[str, tuple[Problem, ...]]:
    """Return the HTML of a body, and what is said of it."""
    entry, problems = content.render(
        body, post, SITE, find_url={"2026-01-01-b": "https://example.org/blog/b/"}.get, include=includes.get
    )
    return entry.html, problems


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("{{ page.title | upcase }}, {{page.date | date: '%-d %B %Y'}}", "A TITLE, 2 January 2026"),
        ("{{ page.date }}", "2026-01-02 03:04:05 +0800"),
        ("{{ page.url }} {{ page.id }} {{ page.author }}", "/a/ /a Mei"),
        (
            (
                "{{ page.n | plus: 1 }} {% if page.yes == true %}y{% endif %} {{ page.map.a }} "
                "{{ page.list | join: '-' }}"
            ),
            "4 y 1 x-y",
        ),
        ("{{ page.tags.size }} {{ page.categories.first }} {{ page.nothing.at.all }}|", "2 News |"),
        (
            "{{ '/x' | relative_url }} {{ 'x' | absolute_url }} {{ 'http://y.z/' | absolute_url }}",
            "/blog/x https://example.org/blog/x http://y.z/",
        ),
        ("{{ site.title }} {{ site.baseurl }} {{ site.url }}", "Notes /blog https://example.org"),
        (
            "{{ page.date | date_to_xmlschema }} {{ page.date | date_to_rfc822 }}",
            "2026-01-02T03:04:05+08:00 Fri, 02 Jan 2026 03:04:05 +0800",
        ),
        (
            "{{ page.date | date_to_string }} {{ page.date | date_to_long_string }}",
            "02 Jan 2026 02 January 2026",
        ),
        (
            "{{ page.date | date_to_string: 'ordinal', 'US' }} {{ page.date | date_to_string: 'ordinal' }}",
            "Jan 2nd, 2026 2nd Jan 2026",
        ),
        ("{{ '2026-03-01' | date: '%e %b %y, %j %^a %I%P %%' }}", "1 Mar 26, 060 SUN 12am %"),
        ("{{ 'no date' | date: '%Y' }}", "no date"),
        ("{{ '*x*' | markdownify }}", "<p><em>x</em></p>"),
        ("{{ 'The _config.yml ü' | slugify }} {{ 'a b' | slugify: 'raw' }}", "the-config-yml-ü a-b"),
        ("{{ page.list | jsonify }} {{ 'a \"b\"' | xml_escape }}", '["x","y"] a "b"'),
        ("{{ 'a b&c' | cgi_escape }} {{ 'a b' | uri_escape }}", "a+b%26c a%20b"),
        ("{{ '<b>x</b> y' | strip_html }} {{ ' a  b ' | normalize_whitespace }}", "x y a b"),
        ("{{ 'a b c' | number_of_words }} {{ '中文 a' | number_of_words: 'cjk' }}", "3 3"),
        (
            (
                "{{ page.list | array_to_sentence_string }} "
                "{{ 'a,b,c' | split: ',' | array_to_sentence_string: 'or' }}"
            ),
            "x and y a, b, or c",
        ),
        ("{{ page.list | push: 'z' | pop | shift | join }} {{ '12px' | to_integer }}", "y 12"),
        ("{% assign g = page.list | group_by: 'k' %}{{ g.size }}", "1"),
        ("{% assign a = 1 %}{% capture b %}x{{ a }}{% endcapture %}{{ b }}", "x1"),
        ("{% for t in page.tags %}{{ t }}{% unless forloop.last %}, {% endunless %}{% endfor %}", "t, u"),
        ("{% case page.n %}{% when 3 %}three{% else %}other{% endcase %}", "three"),
        ("a {%- comment -%} {{ {% raw %} {% endcomment -%} b", "ab"),
        ("{% raw %}{{ x }} {% y %}{% endraw %}", "{{ x }} {% y %}"),
        ("{{ '{{' }} x", "{{ x"),
        (
            "{% post_url 2026-01-01-b %} {% link /files/a.pdf %}",
            "https://example.org/blog/b/ /blog/files/a.pdf",
        ),
        ('{% include a.html v="1" w=page.title %}{% include_cached a.html %}', "[1A title][]"),
        ("{% assign f = 'a.html' %}{% include {{ f }} v='q' %}", "[q]"),
        (
            "{% highlight ruby linenos %}\nputs <x> {{ page.n }}\n{% endhighlight %}",
            '<pre><code class="language-ruby">puts &lt;x&gt; 3\n</code></pre>',
        ),
    ],
)
def test_rendered(body: str, html: str) -> None:
    """Tags and filters do as in Jekyll, and nothing has to be said."""
    assert render(body) == (html, ())


@pytest.mark.parametrize(
    ("body", "html", "named"),
    [
        ("a {% unknown x %} b", "a  b", "{% unknown %}"),
        ("{% box %}in{% endbox %}", "in", "{% box %}"),
        ("{% if page.n %}open", "open", "{% if %} is never closed"),
        ("x {% endfor %}", "x", "{% endfor %} ends nothing"),
        ("x {% else %}", "x", "{% else %}"),
        ("{{ x", "x", "{{ is never closed"),
        ("{% raw %}x", "x", "{% raw %} is never closed"),
        ("{% %}x", "x", "no name"),
        ("{{ x | nofilter }}y", "y", "nofilter"),
        ("{{ 1 | divided_by: 0 }}y", "y", "divided_by"),
        ("{{ 'now' | date: '%Y' }}y", "y", "time of the build"),
        ("{% include no.html %}y", "y", "no.html"),
        ("{% include_relative a.html %}y", "y", "include_relative"),
        ("{% include bad.html %}y", "y", "{% unknown %}"),
        ("{% for p in site.posts %}x{% endfor %}y", "y", "site.posts"),
        ("{% for i in (1..100000000) %}x{% endfor %}y", "y", "loops"),
        ("{% if %}a{% endif %}y", "y", "missing expression"),
    ],
)
def test_cut_and_named(body: str, html: str, named: str) -> None:
    """What cannot be rendered is gone, and one warning names it; the rest stays."""
    made, (problem,) = render(body)
    assert (made, problem.code, problem.level) == (html, "liquid", "warning")
    assert named in problem.message


STILL = (
    '<a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ">'
    '<img src="https://img.youtube.com/vi/dQw4w9WgXcQ/hqdefault.jpg" alt=""><br>▶ {}</a>'
)


@pytest.mark.parametrize(
    ("tag", "html"),
    [
        ("{% youtube dQw4w9WgXcQ 560 315 %}", STILL.format("Video on YouTube")),
        ("{% youtube {{ page.video }} %}", STILL.format("Video on YouTube")),
        ('{% youtube "https://www.youtube.com/watch?v=dQw4w9WgXcQ" %}', STILL.format("Video on YouTube")),
        ("{% vimeo 12 %}", '<a href="https://vimeo.com/12">▶ Video on Vimeo</a>'),
        ('{% include youtube.html id="dQw4w9WgXcQ" title="A &amp; B" %}', STILL.format("A &amp; B")),
        ("{% include embeds/youtubePlayer.html code=page.video %}", STILL.format("Video on YouTube")),
        ("{% include vimeo %}", None),
        ('{% include youtube.html id="?" %}', None),
        ("{% youtube %}", None),
    ],
)
def test_videos(tag: str, html: str | None) -> None:
    """What a plug-in or a theme would make a player of is a linked still; what names no video is told of."""
    post = POST._replace(extra=(("video", "dQw4w9WgXcQ"),), markup="html")
    entry, problems = content.render(f"<p>{tag}</p>", post, SITE)
    assert entry.html == (f"<p>{html}</p>" if html else "")
    assert [problem.code for problem in problems] == ([] if html else ["liquid"])


def test_line_of_a_cut() -> None:
    """The warning stands at the line of the file, each name once."""
    _, problems = render("a\n\n{% x %}\n{% y %}\n{% x %}")
    assert [problem.where.line for problem in problems] == [7, 8]


def test_line_of_an_include() -> None:
    """What is wrong in an include is said where it is included."""
    _, (problem,) = render("a\n{% include bad.html %}")
    assert problem.where.line == 6


def test_link_to_a_post_that_is_not_there() -> None:
    """Such a link goes, and its text stays."""
    body = "[one]({% post_url 2020-01-01-gone %}) [two][2]\n\n[2]: {% link _docs/x.md %}\n"
    made, problems = render(body, post=POST._replace(markup="markdown"))
    assert made == "<p>one two</p>"
    assert len(problems) == 2


def test_include_within_itself_ends() -> None:
    """An include that includes itself ends, and is named."""
    made, (problem,) = render("{% include self.html %}")
    assert made == "x" * 10
    assert "includes" in problem.message


@pytest.mark.parametrize(
    "body",
    [
        "{% assign a = 'aaaaaaaaaa' %}" + "{% assign a = a | append: a %}" * 60 + "{{ a }}",
        "{% assign a = 'x,y' | split: ',' %}" + "{% assign a = a | concat: a %}" * 60 + "{{ a | join: ',' }}",
        f"{{% assign a = '{'a' * 50_000}' %}}{{{{ a | replace: 'a', a }}}}",
        "{{ (1..1000000000) | join: ',' }}",
        "{% if x %}" * 200 + "{% endif %}" * 200,
    ],
)
def test_bounded(body: str) -> None:
    """A template that makes more and more of itself is stopped, and that is said."""
    made, problems = render(body)
    assert len(made) < 1_000_000
    assert {problem.code for problem in problems} == {"liquid"}


def test_left_alone() -> None:
    """`render_with_liquid: false` shows Liquid as it is, as Jekyll does."""
    post = POST._replace(extra=(("render_with_liquid", "false"),))
    assert render("{{ x }} {% y %}", post=post) == ("{{ x }} {% y %}", ())


def test_includes_are_read_below_their_folder_only(tmp_path: Path) -> None:
    """No name leads out of _includes, neither by dots nor by a link; a file that is too large is none."""
    folder = tmp_path / "_includes"
    (folder / "sub").mkdir(parents=True)
    (tmp_path / "secret.html").write_text("secret")
    (folder / "sub" / "a.html").write_bytes(b"---\nx: 1\n---\nA\r\n")
    (folder / "big.html").write_bytes(b"x" * 300_000)
    (folder / "out.html").symlink_to(tmp_path / "secret.html")
    assert liquid.read_include(folder, "sub/a.html") == "A\n"
    for name in (
        "../secret.html",
        "/etc/passwd",
        "sub/../../secret.html",
        "out.html",
        "big.html",
        "",
        "no",
        "a\0b",
        "sub",
    ):
        assert liquid.read_include(folder, name) is None


def test_read_takes_includes_of_the_site(tmp_path: Path) -> None:
    """A post's include is read from the folder of its site."""
    (tmp_path / "_includes").mkdir()
    (tmp_path / "_includes" / "a.html").write_text("in {{ include.b }}")
    entry, problems, alone, _ = content.read(tmp_path, SITE, POST, b"{% include a.html b='c' %}")
    assert (entry.html, problems, alone) == ("in c", (), False)
