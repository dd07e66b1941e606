"""HTML as authors and generators write it for their own pages -> HTML that looks right in any reader. Pure.

A page has scripts and styles; what subscribers read has neither. Each rule undoes one thing that needs them,
has a name, and can be turned off by it. Nothing here makes a body safe: the sanitizer does, after it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from feeds.content.readable.hosts import ENDS, odd
from feeds.content.readable.parser import INSIDE

# Tags in which no rule can find anything: as authors write them by hand, and Markdown makes them.
_HOST = rf"(?:[\w-]++\.)++(?!(?i:{'|'.join(ENDS)})\b)[^\W\d]++(?=[/?#:\"])"
_URL = rf"\"(?:(?:https?:)?//{_HOST}|mailto:|(?!https?:|//)[\w./])[^\"]*+\""
# What says how a page opens a link, or sets a text: no rule asks for it.
_OPENING = (
    r"(?: (?:title=\"[^\"]*+\"|target=\"\w++\""
    r"|rel=\"(?:(?:external|nofollow|noopener|noreferrer|sponsored|ugc)(?: |(?=\")))++\"))*+"
)
_SETTING = r"(?: style=\"(?:(?:text-align|text-indent|line-height|font-size) ?: ?[\w.%]++;? ?)++\")?"
_PLAIN = (
    r"(?:li|ul|ol|code|pre|br ?/?|blockquote|h[1-6]|hr ?/?|t[rhd]|table|thead|tbody|s|del|ins|kbd|su[bp]"
    r"|d[ltd]|q|mark|figure|figcaption|small|cite|abbr|details|summary|ruby|r[tp])>"
    rf"|p{_SETTING}>(?!\s*+(?:</p>|&nbsp;|\xa0|<!--|<(?:br|h[1-6]|div|[uo]l|table|pre|blockquote|figure)\b))"
    r"|(?:em|strong|[bi])>(?!\s*+</)"
    rf"|a href={_URL}{_OPENING}>(?!\s*+</a>)"
    rf"|img src={_URL}(?: alt=\"[^\"]++\")(?: title=\"[^\"]*+\")? ?/?>"
    r"|code class=\"language-[\w+#.-]+\">|t[hd] align=\"\w+\">|ol start=\"\d+\">"
)
# Pictures whose sizes are given: they may only count readers, and then their addresses tell so.
_PICTURES = re.compile(
    rf"(?:<img src={_URL} alt=\"[^\"]++\"(?: (?:title=\"[^\"]*+\"|(?:width|height)=\"[1-9]\d++\"))*+ ?/?>)++"
)
# What gates look for in tags of any kind (a test holds them against it; that of “toc” is as quick without a
# word). They stand here so that all rules need not be loaded to find that none of them has anything to do.
_WORDS = (
    "#", "/matomo", "/piwik", "<button", "<mjx-", "amazon", "analytics.twitter", "anchor",
    "aria-hidden", "asciinema.org/", "assistive-text", "auto", "bat.bing", "blur", "chroma",
    "clipboard", "codehilite", "content", "copy", "counter.yadro", "data-", "display", "doubleclick",
    "facebook", "feedburner", "feedsportal", "for-sr", "gist.github.com/", "goatcounter",
    "google-analytics", "googlesyndication", "hidden", "highlight", "hm.baidu", "katex", "linenos",
    "link", "lqip", "math", "mc.yandex", "name", "note", "nr-data", "octicon", "pixel.wp",
    "placeholder", "progressive", "px.ads", "quantserve", "scorecardresearch", "screen-reader",
    "sourcecode", "sr-only", "statcounter", "stats.wordpress", "toc", "toolbar", "top.mail",
)  # fmt: skip
_UNUSUAL = re.compile(rf"<(?!{_PLAIN})[A-Za-z]{INSIDE}(?:>|\Z)")


def apply(html: str, *, off: Collection[str] = ()) -> str:
    """Return the HTML of a body as readers want it, by all rules but those that are `off`.

    Where there is nothing to do it is returned as it is, to the letter.
    """
    tags = "".join(_UNUSUAL.findall(html)).lower()
    if not tags or (_PICTURES.fullmatch(tags) and not any(map(tags.__contains__, _WORDS))):
        return html
    from feeds.content.readable.parser import parse  # noqa: PLC0415 - most bodies have nothing for a rule
    from feeds.content.readable.rules import RULES  # noqa: PLC0415

    wanted = [rule for rule in RULES if rule.name not in off]
    opened = {rule.name for rule in wanted if rule.opens(html, tags)}
    tree = parse(html) if opened else None
    if tree is None:
        return html
    for rule in wanted:
        if rule.late or rule.name in opened:
            rule.change(tree)
    return tree.html()


def left_out(written: str, made: str) -> list[str]:
    """Return the addresses that `apply` has left out and that somebody may miss: hardly one meant them so."""
    return [url for url in odd(written) if f'"{url}"' not in made]
