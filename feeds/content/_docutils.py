"""docutils, tamed: no file, no clock, no settings of the machine, nothing kept from one post to the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import docutils  # type: ignore[import-untyped] # it has no types
from docutils import frontend, nodes, utils
from docutils.parsers import rst  # type: ignore[import-untyped]
from docutils.parsers.rst import directives, roles  # type: ignore[import-untyped]
from docutils.parsers.rst.directives import images  # type: ignore[import-untyped]
from docutils.readers import standalone  # type: ignore[import-untyped]
from docutils.transforms import writer_aux  # type: ignore[import-untyped]
from docutils.writers import html5_polyglot  # type: ignore[import-untyped]

from feeds.content import players

# What docutils, or a role or directive of its own, may raise for a text that is wrong enough.
FAULTS = (
    docutils.ApplicationError, ArithmeticError, AssertionError, AttributeError, LookupError,
    NotImplementedError, RecursionError, RuntimeError, TypeError, ValueError,
)  # fmt: skip

# docutils.sourceforge.io/docs/user/config.html
_SETTINGS = {
    "file_insertion_enabled": False,  # include, csv-table :file:, raw :url: read nothing
    "raw_enabled": True,
    "report_level": 5,
    "halt_level": 6,
    "warning_stream": False,
    "traceback": False,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "sectsubtitle_xform": False,
    "initial_header_level": "2",
    "syntax_highlight": "none",
    "math_output": "LaTeX",
    "smart_quotes": False,
    "toc_backlinks": False,
    "strip_comments": True,
    "embed_stylesheet": False,
    "stylesheet": None,
    "stylesheet_path": None,
    "language_code": "en",
    "line_length_limit": 200_000,  # a paragraph of Chinese is often one line
}
_UNKNOWN = re.compile(r"Unknown (?P<kind>directive type|interpreted text role) \"(?P<name>[^\"]+)\"")
_DISABLED = re.compile(r"\"(?P<name>[^\"]+)\" directive disabled|ignoring \"(?P<ignored>[^\"]+)\" directive")
# What stands for markup that leads nowhere: :role:`words`, `words`:role:, `words <target>`_, words_
_PROBLEMATIC = re.compile(
    r"(?::[\w:.+-]+:)?`(?P<words>[^`]*?)(?:\s*<[^<>`]*>)?`(?::[\w:.+-]+:|_{1,2})?|(?P<word>\w[\w.:+-]*?)__?"
)
_VIDEOS = {"youtube": "https://www.youtube.com/watch?v=", "vimeo": "https://vimeo.com/",
           "gist": "https://gist.github.com/"}  # fmt: skip


def render(text: str, title: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the HTML of a text without its title, and what was left out: line and message."""
    _register()
    settings = frontend.get_default_settings(standalone.Reader, rst.Parser, html5_polyglot.Writer)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    document = utils.new_document("post", settings)
    messages: list[Any] = []
    document.reporter.attach_observer(messages.append)
    parser = rst.Parser()
    try:
        parser.parse(text, document)
    finally:
        roles._roles.clear()  # what `.. role::` defined would hold for the next post too
    _drop_title(document, title)
    _mend_substitutions(document)
    reader = standalone.Reader(parser=parser)
    document.transformer.populate_from_components((reader, parser, _Writer()))
    document.transformer.apply_transforms()
    _drop_messages(document)
    translator = _Translator(document)
    document.walkabout(translator)
    return "".join(translator.fragment).strip(), _tell(messages)


def _drop_title(document: Any, title: str) -> None:
    """Take out a first heading that is the title, and the list of fields at its foot."""
    index = document.first_child_not_matching_class(nodes.PreBibliographic)
    if index is None or not isinstance(document[index], nodes.section):
        return
    section = document[index]
    if not title or section[0].astext().split() != title.split():
        return
    children = section.children[1:]
    first = next((c for c in children if not isinstance(c, nodes.PreBibliographic)), None)
    document[index : index + 1] = [
        c for c in children if c is not first or not isinstance(c, nodes.field_list)
    ]


def _mend_substitutions(document: Any) -> None:
    """Leave the words of a substitution inside another that is not defined: docutils stops at one."""
    for definition in document.substitution_defs.values():
        for node in list(definition.findall(nodes.substitution_reference)):
            if node["refname"].lower() not in document.substitution_names:
                node.parent.replace(node, nodes.Text(node.astext()))


def _drop_messages(document: Any) -> None:
    """Take out what docutils says of the text, and leave the words of what it could not read."""
    for node in list(document.findall(nodes.system_message)):
        node.parent.remove(node)
    for node in list(document.findall(nodes.problematic)):
        words = node.astext()
        match = _PROBLEMATIC.fullmatch(words)
        words = (match["words"] or match["word"] or "") if match else words
        node.parent.replace(node, nodes.Text(words))


def _tell(messages: list[Any]) -> list[tuple[int, str]]:
    """Return what was lost, each thing once: the line where it is first, and how often it is there."""
    found: dict[str, list[int]] = {}
    for message in messages:
        said = message.children[0].astext() if message.children else ""
        told = _words(said, message["level"])
        if told:
            found.setdefault(told, []).append(message.get("line") or 1)
    times = {told: f" ({len(lines)} times)" if len(lines) > 1 else "" for told, lines in found.items()}
    return sorted((min(lines), told.replace("\0", times[told])) for told, lines in found.items())


def _words(said: str, level: int) -> str | None:
    """Return docutils' message as ours; None if nothing is lost. A NUL marks where a count goes."""
    if match := _UNKNOWN.search(said):
        if match["kind"].startswith("directive"):
            mend = "write it otherwise, or take the bodies from the built site"
            return f"the directive “{match['name']}” is not known here and is left out\0; {mend}"
        mend = "only its words are kept\0; write it otherwise, or take the bodies from the built site"
        return f"the role “{match['name']}” is not known here, and {mend}"
    if level >= 2 and (match := _DISABLED.search(said)):
        name = match["name"] or match["ignored"]
        return f"“{name}” reads a file, which no body may do, and is left out\0; write its text into the post"
    if level >= 3:
        return f"{' '.join(said.split())}\0; mend the markup"
    return None


class _Options(dict[str, Callable[[str | None], str | None]]):
    """Takes every option: Pelican, Nikola and Sphinx each have others for a block of code."""

    def __missing__(self, name: str) -> Callable[[str | None], str | None]:
        return lambda value: value


class _Code(rst.Directive):  # type: ignore[misc] # it has no types
    """A block of code in a language."""

    optional_arguments = 1
    option_spec = _Options({"class": lambda value: value})
    has_content = True

    def run(self) -> list[Any]:
        code = "\n".join(self.content)
        language = self.arguments[0] if self.arguments else ""
        return [nodes.literal_block(code, code, classes=["code"], language=language)] if code else []


class _Link(rst.Directive):  # type: ignore[misc] # it has no types
    """A video or a snippet of another site: a link to it, since a feed shows no frames."""

    required_arguments = 1
    optional_arguments = 9
    option_spec = _Options({"width": lambda value: value})
    has_content = True

    def run(self) -> list[Any]:
        made = players.player(self.name, self.arguments[0]) if players.host_of(self.name) else None
        if made:
            return [nodes.raw("", made, format="html")]
        url = _VIDEOS[self.name] + self.arguments[0]
        return [nodes.paragraph("", "", nodes.reference("", url, refuri=url))]


class _Thumbnail(images.Figure):  # type: ignore[misc] # it has no types
    """Nikola's picture that opens a bigger one."""

    option_spec = _Options(images.Figure.option_spec)


class _Date(rst.Directive):  # type: ignore[misc] # it has no types
    """The day on which the text is read, which would make other bytes every day."""

    optional_arguments = 1
    has_content = True

    def run(self) -> list[Any]:
        raise self.error("the day of the build is no content of a post")


class _Writer(html5_polyglot.Writer):  # type: ignore[misc] # it has no types
    """Leaves what docutils says of a text to us."""

    def get_transforms(self) -> list[Any]:
        """Return what makes the document ready for HTML."""
        return [writer_aux.Admonitions]


class _Translator(html5_polyglot.HTMLTranslator):  # type: ignore[misc] # it has no types
    """Writes code as CommonMark's readers do, and nothing for style sheets."""

    def visit_literal_block(self, node: Any) -> None:
        """Open a block of code, its language as a class."""
        if "code" in node["classes"] or node.get("language"):
            others = (name for name in node["classes"] if name != "code")
            language = node.get("language") or next(others, "")
            mark = f' class="language-{self.attval(language)}"' if language else ""
            self.body.append(f"<pre><code{mark}>")
        else:
            self.body.append("<pre>")

    def depart_literal_block(self, node: Any) -> None:
        """Close it."""
        coded = "code" in node["classes"] or node.get("language")
        self.body.append("</code></pre>\n" if coded else "</pre>\n")

    def visit_literal(self, node: Any) -> None:
        """Write code in a line."""
        self.body.append(f"<code>{self.encode(node.astext())}</code>")
        raise nodes.SkipNode


def _register() -> None:
    """Put our directives in place of docutils' own, and beside them."""
    ours = {"code": _Code, "code-block": _Code, "sourcecode": _Code, "thumbnail": _Thumbnail, "date": _Date}
    for name, directive in (ours | dict.fromkeys(_VIDEOS, _Link)).items():
        directives.register_directive(name, directive)
