"""HTML -> plain text, and plain text cut to a length where a reader of any script would cut it. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from html import unescape

from feeds.patterns import compile_later

# A tag as the sanitizer writes it (quotes are double, `>` stands raw in them), or as authors do.
_TAG = re.compile(r"<(?:/?[A-Za-z]|!--)(?:\"[^\"]*\"|'[^']*'|[^\"'>])*>")
_BREAKING = re.compile(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|"
    r"header|hr|li|main|nav|ol|p|pre|section|summary|table|td|th|tr|ul)\b", re.IGNORECASE
)  # fmt: skip
_LONGEST = len("</blockquote>")
# What stands in a player is for those who have none, and a link with such a sign in the place of one.
_EMBEDDED = compile_later(
    r"<(?P<tag>audio|video)\b.*?(?:</(?P=tag)>|\Z)"
    r"|<a href=\"[^\"]*\">(?:<img[^<>]*><br>)?[▶↗](?: [^<]*)?(?:</a>|\Z)",
    re.DOTALL,
)
_MARKS = ("▶", "↗", "<audio", "<video")
_JOINER = "\u2060"
_REFERENCE = compile_later(r"&(?=#?[A-Za-z0-9]+;)")
_REFERRED = compile_later(r"[;\s]")
_SPACES = re.compile(r"[ \t\n\r\f\v\u00a0\u2028\u2029]+")
# Closing marks must not begin a line (UAX 14, classes CL, CP, EX, IS; JLREQ 3.1.7).
_NO_BREAK_BEFORE = frozenset("!%),.:;?]}»’”…、。〉》」』】〕〗〙〟ー！），．：；？］｝～")
_NO_BREAK_AFTER = frozenset("([{«‘“〈《「『【〔〖〘〝（［｛")
_ELLIPSIS = "…"


def from_html(html: str) -> str:
    """Return the text of HTML on one line, blocks parted by a blank."""
    return _on_one_line(_without_tags(html))


def begin(html: str, length: int) -> str:
    """Return what `shorten` makes of the text of HTML, without a look at all the rest of it."""
    pieces: list[str] = []
    enough = length + length // 4  # as blanks and references become shorter
    last = found = 0
    for tag in _TAG.finditer(html, 0, html.rfind(">") + 1):  # where no more tag ends, none is looked for
        pieces.append(html[last : tag.start()])
        found += tag.start() - last
        last = tag.end()
        if _breaks(tag[0][:_LONGEST]):
            pieces.append(" ")
        if found > enough:
            text = "".join(pieces)
            if any(mark in html[: tag.end()] for mark in _MARKS):  # what is embedded may end anywhere
                break
            # a reference that goes on behind would be another one
            if "&" not in text or _REFERRED.search(text, text.rfind("&")):
                line = _on_one_line(text)
                if len(line) > length:
                    return shorten(line, length)
            enough = 2 * found
    return shorten(from_html(html), length)


def _without_tags(html: str) -> str:
    if any(mark in html for mark in _MARKS):
        html = _EMBEDDED.sub("", html)
    head, end, tail = html.rpartition(">")  # where no more tag ends, none is looked for
    return _TAG.sub(lambda tag: " " if _breaks(tag[0][:_LONGEST]) else "", head + end) + tail


@lru_cache(maxsize=1_024)
def _breaks(tag: str) -> bool:
    """Tell by how a tag begins whether words before and behind it are apart: there are few that do."""
    return _BREAKING.match(tag) is not None


def _on_one_line(text: str) -> str:
    text = unescape(text)
    line = text.replace("\n", " ")
    if not line.isprintable():
        return _SPACES.sub(" ", text).strip()
    while "  " in line:  # the only white space in it is blanks, in which Python looks sooner
        line = line.replace("  ", " ")
    return line.strip()


def from_author(text: str) -> str:
    """Return a title or description as plain text: markup off, entities resolved once."""
    if "<" in text:
        text = _known().sub(lambda tag: " " if _breaks(tag[0][:_LONGEST]) else "", text)
    return _SPACES.sub(" ", unescape(text)).strip()


def as_it_stands(text: str) -> str:
    """Return a text that speaks of tags or references so that no reader takes it for HTML, and drops them.

    RSS does not say whether a title is text or HTML. A word joiner, which nobody sees, ends what would be
    markup: that it is none is then certain in every format and reader.
    """
    if "&" in text and ";" in text:
        text = _REFERENCE.sub(f"&{_JOINER}", text)
    return _taken().sub(f"<{_JOINER}", text) if "<" in text else text


@cache
def _known() -> re.Pattern[str]:
    """Return what alone is markup in an author's text; `Vec<T>` and `a < b` are what they look like."""
    return re.compile(
        r"</?(?:address|article|aside|blockquote|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|"
        r"main|nav|ol|p|pre|section|table|tbody|td|th|thead|tr|ul|a|abbr|b|bdi|bdo|big|br|cite|code|del|dfn|em|"
        r"font|i|img|ins|kbd|mark|q|rp|rt|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)"
        r"(?:\s(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)?/?>",
        re.IGNORECASE,
    )  # fmt: skip


@cache
def _taken() -> re.Pattern[str]:
    """Return what readers take for markup, where they take a text for HTML: the known elements."""
    return re.compile(
        r"<(?=/?(?:a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blockquote|body|br|button|"
        r"canvas|caption|center|cite|code|col|colgroup|data|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|"
        r"fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6r]|head|header|hgroup|html|i|iframe|img|input|"
        r"ins|kbd|label|legend|li|link|main|map|mark|math|menu|meta|meter|nav|nobr|noscript|object|ol|optgroup|option|"
        r"output|p|param|picture|pre|progress|q|r[pt]|ruby|s|samp|script|search|section|select|slot|small|source|span|"
        r"strike|strong|style|sub|summary|sup|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|"
        r"u|ul|var|video|wbr)(?:[\s/][^<>]*)?>)",
        re.IGNORECASE,
    )


def shorten(text: str, length: int) -> str:
    """Return at most `length` characters, the last one `…` where something was cut.

    Words stay whole: it is cut at a blank, or beside a wide character (Chinese, Japanese) where no
    closing mark would begin the rest. One word that is longer than that is cut between graphemes.
    """
    if len(text) <= length:
        return text
    ends = range(length - 1, length // 2, -1)
    end = next((n for n in ends if _may_break(text, n)), None)
    if end is None:
        end = next((n for n in ends if not _joins(text, n)), length - 1)
    return text[:end].rstrip(" ,;:、，；：-–—") + _ELLIPSIS


def _may_break(text: str, end: int) -> bool:
    before, after = text[end - 1], text[end]
    if after == " " or before == " ":
        return True
    if after in _NO_BREAK_BEFORE or before in _NO_BREAK_AFTER or _joins(text, end):
        return False
    return _is_wide(before) or _is_wide(after)


def _is_wide(char: str) -> bool:
    """Return whether a character stands for a word or syllable of its own; Hangul is set in words."""
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


def _joins(text: str, end: int) -> bool:
    """Return whether the letters on both sides are one on the screen (UAX 29, rules GB6 to GB13, roughly)."""
    before, after = text[end - 1], text[end]
    return (
        unicodedata.combining(after) != 0
        or unicodedata.category(after) in {"Mn", "Me", "Mc"}
        or after in "\u200d\ufe0e\ufe0f"
        or "\U000e0020" <= after <= "\U000e007f"  # the letters of a flag such as Wales's
        or ("\u1100" <= before <= "\u11ff" and "\u1160" <= after <= "\u11ff")  # Hangul, letter by letter
        or before == "\u200d"
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or (_is_flag(after) and _count_flags(text, end) % 2 == 1)
    )


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _count_flags(text: str, end: int) -> int:
    """Return how many letters of flags stand before: two of them are one flag."""
    start = end
    while start and _is_flag(text[start - 1]):
        start -= 1
    return end - start
