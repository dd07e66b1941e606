"""What content/shortcodes promises: known shortcodes as HTML, others cut and named, code left alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feeds import content
from feeds.model import Markup, Post, Problem, Site
from feeds.record import replace

WHEN = datetime(2026, 1, 2, tzinfo=UTC)
POST = Post(
    source="posts/a.md",
    id="https://example.org/blog/a/",
    url="https://example.org/blog/a/",
    title="A",
    published=WHEN,
    updated=WHEN,
    body_line=5,
    extra=(("colour", "red & blue"),),
)
SITE = Site(
    url="https://example.org/blog",
    id_url="https://example.org/blog",
    title="Notes",
    zone=UTC,
    dialect="plain",
    folders=("posts",),
)
POSTS = {"b.md": "https://example.org/blog/b/"}


def render(body: str, dialect: str, markup: Markup = "markdown") -> tuple[str, tuple[Problem, ...]]:
    """Return the HTML of a body, and what is said of it."""
    entry, problems = content.render(
        body, POST._replace(markup=markup), replace(SITE, dialect=dialect), find_url=POSTS.get
    )
    return entry.html, problems


def link(url: str, text: str = "") -> str:
    """Return a paragraph that is a link."""
    return f'<p><a href="{url}">{text or url}</a></p>'


def still(number: str, title: str = "Video on YouTube", more: str = "") -> str:
    """Return the still of a video, which leads to it."""
    picture = f'<img src="https://img.youtube.com/vi/{number}/hqdefault.jpg" alt="">'
    return f'<p><a href="https://www.youtube.com/watch?v={number}{more}">{picture}<br>▶ {title}</a></p>'


@pytest.mark.parametrize(
    ("body", "html"),
    [
        (
            '{{< figure src="b.png" alt="&ldquo;x&#8221; &amp; y &copy=z" >}}',
            '<p><img src="https://example.org/blog/a/b.png" alt="“x” &amp; y &amp;copy=z"></p>',
        ),
        ('{{< figure src="b.png" alt="x" >}}', '<p><img src="https://example.org/blog/a/b.png" alt="x"></p>'),
        (
            '{{< figure src="b.png" title="T" caption="C < D" link="/c" >}}',
            (
                '<figure><a href="https://example.org/c">'
                '<img src="https://example.org/blog/a/b.png" alt="T. C &lt; D"></a>'
                "<figcaption>T. C &lt; D</figcaption></figure>"
            ),
        ),
        (
            '{{< highlight go "linenos=table" >}}\nif a < b {\n\n{{< /highlight >}}',
            '<pre><code class="language-go">if a &lt; b {\n</code></pre>',
        ),
        (
            '{{< code lang="js" title="a.js" >}}\n```\n{{ x }}\n{{< /code >}}\n*c*',
            (
                "<figure><figcaption>a.js</figcaption>"
                '<pre><code class="language-js">```\n{{ x }}\n</code></pre></figure>'
                "<p><em>c</em></p>"
            ),
        ),
        ("{{< youtube abc >}}", link("https://www.youtube.com/watch?v=abc")),
        ('{{< youtube id="abc" title="A film" >}}', link("https://www.youtube.com/watch?v=abc", "A film")),
        ("{{< youtube dQw4w9WgXcQ >}}", still("dQw4w9WgXcQ")),
        (
            '{{< youtube id="dQw4w9WgXcQ" title="A &amp; B" start="30" >}}',
            still("dQw4w9WgXcQ", "A &amp; B", "&amp;t=30s"),
        ),
        ("{{< youtube https://youtu.be/dQw4w9WgXcQ?t=9 >}}", still("dQw4w9WgXcQ")),
        ("{{< vimeo 1 >}}", link("https://vimeo.com/1", "▶ Video on Vimeo")),
        ("{{< vimeo https://vimeo.com/12 >}}", link("https://vimeo.com/12", "▶ Video on Vimeo")),
        (
            '{{< bilibili id="BV1xx411c7mD" title="T" >}}',
            link("https://www.bilibili.com/video/BV1xx411c7mD", "▶ T"),
        ),
        ("{{< bilibili av7 >}}", link("https://www.bilibili.com/video/av7")),
        ("{{< dailymotion x8 >}}", link("https://www.dailymotion.com/video/x8", "▶ Video on Dailymotion")),
        ("{{< gist user 1 >}}", link("https://gist.github.com/user/1")),
        ('{{< tweet user="u" id="1" >}}', link("https://twitter.com/u/status/1")),
        ("{{< instagram x >}}", link("https://www.instagram.com/p/x/")),
        (
            '[b]({{< ref "b.md" >}}) [c]({{% relref "b.md#d" %}})',
            '<p><a href="https://example.org/blog/b/">b</a> <a href="https://example.org/blog/b/#d">c</a></p>',
        ),
        ('{{< param "colour" >}}', "<p>red &amp; blue</p>"),
        (
            '{{% note title="N" %}}\n*a*\n\n{{< youtube abc >}}\n{{% /note %}}',
            (
                "<blockquote>\n<p><strong>N</strong></p>\n<p><em>a</em></p>\n"
                f"{link('https://www.youtube.com/watch?v=abc')}\n</blockquote>"
            ),
        ),
        (
            '{{< details summary="S" >}}\na\n{{< /details >}}',
            "<details><summary>S</summary>\n<p>a</p>\n</details>",
        ),
        ("{{< raw >}}<b>*x*</b>{{< /raw >}}", "<p><b>*x*</b></p>"),
        ("{{</* x y */>}} {{%/* z */%}}", "<p>{{&lt; x y &gt;}} {{% z %}}</p>"),
        ("```\n{{</* x */>}} {{< y >}}\n```", "<pre><code>{{&lt; x &gt;}} {{&lt; y &gt;}}\n</code></pre>"),
        ("`{{ .Title }}`", "<p><code>{{ .Title }}</code></p>"),
        ("{{< more >}}a", "<p>a</p>"),
    ],
)
def test_hugo(body: str, html: str) -> None:
    """Hugo's own shortcodes, and what its themes call alike, are HTML; nothing has to be said."""
    assert render(body, "hugo") == (html, ())


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ('{{ youtube(id="abc") }}', link("https://www.youtube.com/watch?v=abc")),
        (
            '{% quote(author="V") %}\n*a*\n{% end %}',
            "<blockquote>\n<p><em>a</em></p>\n<p>— V</p>\n</blockquote>",
        ),
        ("[b](@/b.md#c) [d](@/no.md)", '<p><a href="https://example.org/blog/b/#c">b</a> d</p>'),
        ("{{/* f() */}} {%/* g() */%}", "<p>{{ f() }} {% g() %}</p>"),
        (
            '{% post_link b.md "B & C" %} {% post_link gone Gone %}',
            '<p><a href="https://example.org/blog/b/">B &amp; C</a> Gone</p>',
        ),
        ('{% asset_img b.png "T" %}', '<p><img src="https://example.org/blog/a/b.png" alt="T"></p>'),
        ("{% img left /b.png 100 200 alt %}", '<p><img src="https://example.org/b.png" alt="alt"></p>'),
        (
            "{% codeblock A title lang:js %}\n<{{ x }}>\n{% endcodeblock %}",
            (
                "<figure><figcaption>A title</figcaption>"
                '<pre><code class="language-js">&lt;{{ x }}&gt;\n</code></pre></figure>'
            ),
        ),
        ("{% blockquote %}\na\n{% endblockquote %}", "<blockquote>\n<p>a</p>\n</blockquote>"),
        ("{% youtube abc %}", link("https://www.youtube.com/watch?v=abc")),
        (
            '[{% image "b/c.png" "Alt" %}](/d)',
            '<p><a href="https://example.org/d"><img src="https://example.org/b/c.png" alt="Alt"></a></p>',
        ),
        (
            "[b]({{ '/c/' | url }}) [d]({{ site.baseurl }}/e)",
            '<p><a href="https://example.org/blog/c/">b</a> <a href="https://example.org/blog/e">d</a></p>',
        ),
        ("{% raw %}{{ x }} *y*{% endraw %}", "<p>{{ x }} <em>y</em></p>"),
        ("```\n{% raw %}{{ x }}{% endraw %} {% y %}\n```", "<pre><code>{{ x }} {% y %}\n</code></pre>"),
        ("a {# hidden #} b", "<p>a  b</p>"),
        ("$$\\frac{{a}}{{b}}$$", "<p>$$\\frac{{a}}{{b}}$$</p>"),
        ("<pre>{{ x }}</pre>", "<pre>{{ x }}</pre>"),
    ],
)
def test_others(body: str, html: str) -> None:
    """Zola's, Hexo's and Eleventy's own are HTML too; nothing has to be said."""
    made, problems = render(body, "plain")
    assert (made, [p for p in problems if "gone" not in p.message]) == (html, [])


@pytest.mark.parametrize(
    ("body", "html", "named"),
    [
        ("a {{< icon >}} b", "<p>a  b</p>", "{{< icon >}}"),
        ("{{< icon />}}b", "<p>b</p>", "{{< icon />}}"),
        ("{{< box >}}in{{< /box >}}", "<p>in</p>", "its text stays"),
        (
            '{{% box title="T" %}}\n- in\n{{% /box %}}',
            "<p><strong>T</strong></p>\n<ul>\n<li>in</li>\n</ul>",
            "its text stays",
        ),
        ("{{< /box >}}a", "<p>a</p>", "ends nothing"),
        ("{{% private %}}\nsecret\n{{% /private %}}\na", "<p>a</p>", "with what it holds"),
        ('[text]({{< ref "no.md" >}}) a', "<p>text a</p>", "no post “no.md”"),
        ("<%= a %>b", "<p>b</p>", "<%= a %>"),
        ("{{ .Title }}b", "<p>b</p>", "{{ .Title }}"),
        ("{% set a = 1 %}b", "<p>b</p>", "{% set a = 1 %}"),
        ("a {{ b", "<p>a  b</p>", "never closed"),
        ("{{< youtube >}}a", "<p>a</p>", "youtube"),
    ],
)
@pytest.mark.parametrize("dialect", ["hugo", "plain"])
def test_cut_and_named(body: str, html: str, named: str, dialect: str) -> None:
    """What cannot be run is gone, and one warning names it with its line."""
    made, (problem,) = render(f"x\n\n{body}", dialect)
    assert (made, problem.code, problem.level, problem.where.line) == (
        f"<p>x</p>\n{html}",
        "shortcode",
        "warning",
        7,
    )
    assert named in problem.message


def test_each_name_once_at_its_line() -> None:
    """A name is named once for a post, at the first line where it stands, after blocks of code too."""
    _, problems = render("{{< code >}}\na\nb\n{{< /code >}}\n{{< x >}}\n{{< y >}}\n{{< x 2 >}}", "hugo")
    assert [problem.where.line for problem in problems] == [9, 10]


def test_too_many() -> None:
    """Thousands upon thousands of tags are no post: all are cut, with one warning."""
    made, (problem,) = render("{{ x }}" * 20_001, "plain")
    assert (made, problem.code) == ("", "shortcode")


def test_html_bodies() -> None:
    """In HTML no blank lines are needed round what a pair holds."""
    made, _ = render("<p>{{< box >}}\nin\n{{< /box >}} <code>{{ x }}</code></p>", "hugo", "html")
    assert made == "<p>\nin\n <code>{{ x }}</code></p>"
