"""A Liquid template -> its tags and the text between them, in linear time and balanced. Pure.

python-liquid's own lexer looks for every missing end up to the end of the text, and its parser drops
all that follows a block which is never closed. Here such a tag is noted, and cut alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import Literal, TypeAlias

from feeds.record import Record

Note: TypeAlias = Callable[[str, int, str], None]
BLOCKS = frozenset(
    ("if", "unless", "case", "for", "tablerow", "capture", "ifchanged", "highlight")
)  # fmt: skip
# A tag inside a block -> the blocks that it may stand in.
_INNER = {"else": ("if", "unless", "case", "for"), "elsif": ("if", "unless"), "when": ("case",)}
_OPEN = re.compile(r"\{\{-?|\{%-?")
_TAG = re.compile(r"\s*(?P<name>#|\w+)\s*(?P<rest>.*)", re.DOTALL)
# What these two hold is no template.
_ENDS = {name: re.compile(rf"\{{%-?\s*end{name}\s*(-?)%\}}") for name in ("raw", "comment")}


class Piece(Record, frozen=True):
    """A piece of a template: a tag's name and what follows it, an output's expression, or text."""

    kind: Literal["text", "tag", "output"]
    start: int
    name: str
    value: str


def split(source: str, note: Note) -> list[Piece]:
    """Return the pieces of a template. `note` hears of each tag that is cut: name, offset, why."""
    return _Splitter(source, note).pieces()


class _Splitter:
    """Goes through a template once; an end that is not there is looked for once."""

    def __init__(self, source: str, note: Note) -> None:
        self.source, self.note = source, note
        self.found: list[Piece] = []
        self.missing: set[str] = set()
        self.last = 0  # up to here the template is read
        self.strips = False  # whether the last tag takes the white space after it

    def pieces(self) -> list[Piece]:
        while opener := _OPEN.search(self.source, self.last):
            closer = "}}" if opener[0].startswith("{{") else "%}"
            end = -1 if closer in self.missing else self.source.find(closer, opener.end())
            self.text(opener.start(), strips=end >= 0 and opener[0].endswith("-"))
            if end < 0:
                self.missing.add(closer)
                self.note(opener[0], opener.start(), f"{opener[0]} is never closed, so it is cut")
                self.last, self.strips = opener.end(), False
                continue
            inner = self.source[opener.end() : end]
            self.last, self.strips = end + 2, inner.endswith("-")
            inner = inner.removesuffix("-")
            if closer == "}}":
                self.found.append(Piece("output", opener.end(), "", inner.strip()))
            else:
                self.tag(opener.start(), inner)
        self.text(len(self.source))
        return self.found

    def text(self, end: int, *, strips: bool = False) -> None:
        """Take the text up to a tag, which may take the white space before it."""
        part = self.source[self.last : end]
        part = part.lstrip() if self.strips else part
        part = part.rstrip() if strips else part
        if part:
            self.found.append(Piece("text", self.last, "", part))

    def tag(self, start: int, inner: str) -> None:
        match = _TAG.fullmatch(inner)
        if match is None:
            self.note("{% %}", start, "{% %} has no name, so it is cut")
            return
        name = match["name"]
        if name not in _ENDS:
            self.found.append(Piece("tag", start, name, match["rest"].strip()))
            return
        end = None if name in self.missing else _ENDS[name].search(self.source, self.last)
        if end is None:
            self.missing.add(name)
            self.note(name, start, f"{{% {name} %}} is never closed, so it is cut")
            return
        if name == "raw":
            self.found.append(Piece("text", self.last, "raw", self.source[self.last : end.start()]))
        self.last, self.strips = end.end(), bool(end[1])


def balance(pieces: list[Piece], known: Container[str], note: Note) -> list[Piece]:
    """Return the pieces without tags that nobody knows, and without blocks that are not whole.

    What an unknown block holds stays.
    """
    ends = {piece.name for piece in pieces if piece.kind == "tag" and piece.name.startswith("end")}
    kept: list[Piece | None] = []
    blocks: list[int] = []  # where in `kept` the blocks stand that are open
    for piece in pieces:
        name = piece.name
        if piece.kind != "tag" or name == "#":
            kept += [piece] if name != "#" else []
        elif name in BLOCKS:
            blocks.append(len(kept))
            kept.append(piece)
        elif name.startswith("end") and name[3:] in BLOCKS:
            _close(piece, kept, blocks, note)
        elif name in _INNER:
            if blocks and _name(kept, blocks[-1]) in _INNER[name]:
                kept.append(piece)
            else:
                note(name, piece.start, f"{{% {name} %}} stands in no block that it belongs to")
        elif name in known:
            kept.append(piece)
        elif not (name.startswith("end") and name[3:]):
            what = (
                "it and its end are cut, what is between them stays" if f"end{name}" in ends else "it is cut"
            )
            note(name, piece.start, f"{{% {name} %}} is a tag that we do not know; {what}")
    for open_block in blocks:
        _drop(kept, open_block, note)
    return [piece for piece in kept if piece is not None]


def _name(kept: list[Piece | None], index: int) -> str:
    piece = kept[index]
    return piece.name if piece else ""


def _close(piece: Piece, kept: list[Piece | None], blocks: list[int], note: Note) -> None:
    """Close the nearest open block of the name; blocks inside it that are still open go."""
    if not any(_name(kept, index) == piece.name[3:] for index in blocks[-30:]):
        note(piece.name, piece.start, f"{{% {piece.name} %}} ends nothing")
        return
    while _name(kept, blocks[-1]) != piece.name[3:]:
        _drop(kept, blocks.pop(), note)
    blocks.pop()
    kept.append(piece)


def _drop(kept: list[Piece | None], index: int, note: Note) -> None:
    piece = kept[index]
    if piece is not None:
        note(piece.name, piece.start, f"{{% {piece.name} %}} is never closed")
        kept[index] = None
