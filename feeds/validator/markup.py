"""HTML in a feed's content: what readers take out, cannot resolve, or show wrongly. Pure.

https://html.spec.whatwg.org/multipage/syntax.html; RFC 4287 section 3.1.1.2: "HTML markup within
SHOULD be such that it could validly appear directly within an HTML <DIV> element", and 8.1, 8.2.

It looks at every entry of every feed that is built, so it goes by the cheapest way that can tell:
the names of the tags in one search, the attributes only where there are any, and each text once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from feeds.patterns import compile_later
from feeds.validator import attributes
from feeds.validator.elements import ACTIVE, KNOWN, PAGE, PAIRED, RAW
from feeds.validator.findings import Fault, quoted
from feeds.validator.kept import kept
from feeds.validator.plaintext import REFERENCE, is_reference

_NAMES: Final = re.compile(r"<(/?[A-Za-z][A-Za-z0-9:-]*+>?|!--)")
# Those in which nothing but the name stands are left out.
_TAGS: Final = re.compile(
    r"<[A-Za-z][A-Za-z0-9:-]*+(?!>)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)(>?)"
)  # fmt: skip
_COMMENT: Final = compile_later(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CODE: Final = compile_later(r"<(/?)(?:code|kbd|pre|samp|textarea|tt|var)\b[^<>]*>", re.IGNORECASE)
_ESCAPED: Final = compile_later(
    r"&lt;(a|b|blockquote|div|em|h[1-6]|i|li|ol|p|span|strong|table|ul)(?: (?:(?!&[lg]t;)[^<])*+)?&gt;",
    re.IGNORECASE,
)
_TWICE: Final = re.compile(REFERENCE.replace("&", "&amp;", 1))


def faults(text: str) -> tuple[Fault, ...]:
    """Return what is wrong with a text that is HTML: at most one fault of each kind."""
    return _judged(text) if "<" in text or "&" in text else ()


# The same body stands in RSS, Atom and JSON Feed, one after the other.
@kept(128, longest=65_536)
def _judged(text: str) -> tuple[Fault, ...]:
    return tuple(_look(text))


def _look(text: str) -> Iterator[Fault]:
    counts = Counter(_NAMES.findall(text))
    if "!--" in counts:
        text = _COMMENT.sub("", text)
        counts = Counter(_NAMES.findall(text))
    names: dict[str, int] = {}
    attributed = False
    for written, count in counts.items():
        name, bare = _FORMS.get(written) or _form(written)
        attributed = attributed or not bare
        names[name] = names.get(name, 0) + count
    if attributed:
        tags = _TAGS.findall(text)
        yield from attributes.look("\n".join([inside for inside, _ in tags if inside]))
        if any(not end for _, end in tags):
            yield _broken("has a tag that does not end; write “&lt;” for a “<” that begins none")
    yield from elements(names)
    if "&" in text and ("&amp;" in text or (not names and "&lt;" in text)):
        yield from _escaped_twice(text, bool(names))


def _form(written: str) -> tuple[str, bool]:
    """Return the name of a tag, `/name` for an end tag, and whether nothing but it is in the tag."""
    name = written.rstrip(">").lower()
    return name, name != written.lower() or name[0] == "/"


_FORMS: Final = {one: _form(one) for name in KNOWN for one in (name, f"/{name}", f"{name}>", f"/{name}>")}
"""Those of the names that there are: they need not be worked out each time."""

_QUIET: Final = (KNOWN - ACTIVE - PAGE - RAW) | {f"/{name}" for name in KNOWN}


def elements(names: Mapping[str, int]) -> Iterator[Fault]:
    """Yield what is wrong with the names of tags, `/name` for an end tag, and how often each stands."""
    if _QUIET.issuperset(names):
        yield from _unbalanced(names)
        return
    opened = {name for name in names if name[0] != "/"}
    if active := sorted(ACTIVE & opened):
        message = f"The text holds {_tags(active)}, which readers take out, or refuse the entry for"
        yield Fault(code="unsafe-markup", message=f"{message}; leave it out", level="warning")
    if page := sorted(PAGE & opened):
        yield _broken(f"holds {_tags(page)}, as if it were a page of its own; write what stands in its body")
    elif strange := sorted(name for name in opened - KNOWN if name.isalnum() and not name.startswith("fe")):
        yield _broken(f"holds {_tags(strange)}, which is no element of HTML; write “&lt;” for its “<”")
    elif RAW.isdisjoint(opened):
        yield from _unbalanced(names)


def _unbalanced(names: Mapping[str, int]) -> Iterator[Fault]:
    """Tell of the first element of which there are not as many ends as beginnings."""
    for name in names:
        bare = name.removeprefix("/")
        if bare in PAIRED and (more := names.get(bare, 0) - names.get(f"/{bare}", 0)):
            if more > 0:
                reason = f"does not close <{bare}>, so that it spills over into what follows; write </{bare}>"
            else:
                reason = f"closes <{bare}> more often than it opens it; leave out </{bare}>"
            yield _broken(reason)
            return


def _escaped_twice(text: str, marked: bool) -> Iterator[Fault]:
    """Tell of markup and characters that a reader shows as code, outside of what is code."""
    found = None
    if not marked and (tag := _ESCAPED.search(text)) and f"&lt;/{tag[1].lower()}&gt;" in text.lower():
        found = tag[0]
    elif _TWICE.search(text):
        references = _TWICE.finditer("".join(_prose(text)))
        found = next((one[0] for one in references if is_reference(one[1])), None)
    if found is not None:
        message = f"The text is escaped twice: {quoted(found)} is shown as it stands"
        yield Fault(code="double-escaped", message=f"{message}; escape it once", level="warning")


def _prose(text: str) -> Iterator[str]:
    """Yield the text outside of code, where escapes are meant as they stand."""
    depth = start = 0
    for tag in _CODE.finditer(text):
        if tag[1]:
            depth = max(depth - 1, 0)
            start = tag.end()
        else:
            if depth == 0:
                yield text[start : tag.start()]
            depth += 1
    if depth == 0:
        yield text[start:]


def _broken(reason: str) -> Fault:
    return Fault(code="broken-html", message=f"The text {reason}", level="info")


def _tags(names: Iterable[str]) -> str:
    """Write names as tags, not too many of them."""
    shown = [f"<{name[:40]}>" for name in names]
    return ", ".join(shown[:3]) + (f" and {len(shown) - 3} more" if len(shown) > 3 else "")
