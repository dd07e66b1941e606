"""The title and the docinfo of a reStructuredText document -> Matter. Pure, and without docutils.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#document-structure: the title is
the one section of the whole document, the docinfo a list of fields right below it. Comments, and what
defines something, may stand before either.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from feeds.collector.dialects._header import BOM, Pairs, rows
from feeds.collector.frontmatter import Matter
from feeds.record import Record

# "In general, any non-alphanumeric printable 7-bit ASCII character"
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*")
_FIELD = re.compile(r":(?![: ])(?P<name>(?:[^:\\]|\\.|:(?!(?:[ `]|$)))*(?<! )):(?: +|$)(?P<value>.*)")
_MARKUP = re.compile(r"\.\.(?: +(?P<text>.*))?$")
# A directive, a target, a footnote or a substitution: anything but a comment.
_DEFINES = re.compile(r"[\w.+:-]+ ?::(?:\s|$)|_[^ ].*:|__:|\[.+\] |\|.+\| ")
_TARGET = r"(?:\s*(?:<|&lt;)[^<>`]*?(?:>|&gt;))?"
_INLINE = re.compile(
    r"``(?P<literal>.+?)``"
    rf"|:(?P<role>[a-zA-Z][\w:.+-]*):`(?P<interpreted>[^`]+?){_TARGET}`"
    rf"|`(?P<reference>[^`]+?){_TARGET}`__?(?!\w)"
    r"|`(?P<cite>[^`]+?)`"
    r"|(?<![\w*])\*\*(?=\S)(?P<strong>.+?)(?<=\S)\*\*(?!\w)"
    r"|(?<![\w*])\*(?=[^\s*])(?P<em>.+?)(?<=\S)\*(?![\w*])"
    r"|(?<![\w|])\|(?=\S)(?P<substitution>[^|]+?)(?<=\S)\|_{0,2}(?!\w)"
    r"|(?<!\w)(?P<word>[A-Za-z0-9]+(?:[-.:+_][A-Za-z0-9]+)*)__?(?!\w)"
    r"|\\(?P<escaped>\S)"
    r"|\\(?P<gap>\s|$)"
)
# What Pelican's writer makes of some of it.
_TAGS = {"cite": "<cite>{}</cite>", "strong": "<strong>{}</strong>", "em": "<em>{}</em>", "gap": "",
         "literal": '<tt class="docutils literal">{}</tt>'}  # fmt: skip


class _Heading(Record, frozen=True, kw_only=True):
    """A section's title, the line it stands in, and the line after its adornment, both from 0."""

    text: str
    line: int
    end: int


def rest_header(text: str) -> Matter:
    """Read the title, as HTML, and the fields below it, as text; names of fields are in lower case.

    If something is defined before the title, the body starts with the first character all the same,
    and whoever renders it leaves the title and the fields out.
    """
    marked = len(text) - len(text.removeprefix(BOM))
    ends = [*rows(text, marked)]
    lines = [row.rstrip("\r\n").expandtabs(8).rstrip() for row in ends]
    pairs = Pairs()
    line, defines = _skip_markup(lines, 0)
    heading = _heading(lines, line)
    if heading:
        line, more = _skip_markup(lines, heading.end)
        subtitle = _heading(lines, line)
        if subtitle and _is_field(lines, below := _skip_markup(lines, subtitle.end)[0]):
            line = below
        defines = defines or more
    line = _read_fields(lines, line, pairs)
    if heading and "title" not in pairs.values:
        pairs.add("title", as_html(heading.text), heading.line + 1, 1)
    start = 0 if defines or not pairs.values else marked + sum(len(row) for row in ends[:line])
    return pairs.matter(text, start)


def _skip_markup(lines: list[str], line: int) -> tuple[int, bool]:
    """Return the first line that is neither blank nor explicit markup, and whether that defines something."""
    defines = False
    while line < len(lines):
        match = _MARKUP.match(lines[line])
        if match:
            defines = defines or _DEFINES.match(match["text"] or "") is not None
            line += 1
            while line < len(lines) and (not lines[line] or lines[line].startswith(" ")):
                line += 1
        elif lines[line]:
            break
        else:
            line += 1
    return line, defines


def _heading(lines: list[str], line: int) -> _Heading | None:
    """Return the heading that starts in a line: a title with its underline, or between two lines."""
    if line + 1 >= len(lines):
        return None
    first, second = lines[line], lines[line + 1]
    third = lines[line + 2] if line + 2 < len(lines) else ""
    if _ADORNMENT.fullmatch(first) and second and third == first and _fits(first, second.strip()):
        return _Heading(text=second.strip(), line=line + 1, end=line + 3)
    if first[:1].strip() and _ADORNMENT.fullmatch(second) and _fits(second, first):
        return _Heading(text=first, line=line, end=line + 2)
    return None


def _fits(adornment: str, title: str) -> bool:
    """Return whether the line is as long as the title; from four characters on docutils takes any."""
    return len(adornment) >= min(4, _width(title))


def _width(text: str) -> int:
    """Return how many columns a text is wide: Chinese letters take two."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) != 0 for char in text)


def _is_field(lines: list[str], line: int) -> bool:
    return line < len(lines) and _FIELD.match(lines[line]) is not None


def _read_fields(lines: list[str], line: int, pairs: Pairs) -> int:
    """Read a list of fields; return the line after it."""
    end = line
    while line < len(lines):
        match = _FIELD.match(lines[line])
        if match is None:
            break
        value, row = [match["value"]], line
        line += 1
        while line < len(lines) and (not lines[line] or lines[line].startswith(" ")):
            value.append(lines[line].strip())
            line += 1
        pairs.add(_key(match["name"]), plain("\n".join(value).strip()), row + 1, match.start("value") + 1)
        end = line
    return end


def _key(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name).strip().lower()


def plain(text: str) -> str:
    """Return the words of a text with inline markup."""
    return _INLINE.sub(lambda match: match[match.lastgroup or 0] if match.lastgroup != "gap" else "", text)


def as_html(text: str) -> str:
    """Return a text with inline markup as HTML, an @ hidden from robots as docutils does."""

    def tag(match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        if kind == "interpreted":
            return f'<span class="{match["role"]}">{match[kind]}</span>'
        return _TAGS.get(kind, "{}").format(match[kind])

    return _INLINE.sub(tag, escape(text).replace("&#x27;", "'").replace("@", "&#64;"))
