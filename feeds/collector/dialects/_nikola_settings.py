"""A Nikola site's own settings -> ours: conf.py's literals, and the .meta files. Reads those.

getnikola.com/conf.html has the settings and their defaults.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from feeds.collector.dialects import Found
from feeds.collector.dialects._header import joined, nikola_header
from feeds.collector.dialects._python_settings import Settings, load, pick
from feeds.collector.dialects._site_files import kept, says
from feeds.collector.frontmatter import Matter, parse
from feeds.collector.walk import walk
from feeds.collector.yamltext import BadMatter, Value
from feeds.model import BadSettings
from feeds.record import Record, field, replace

_FILE = "conf.py"
_COMPILERS = {
    "rest": (".rst", ".txt"), "markdown": (".md", ".mdown", ".markdown"), "html": (".html", ".htm"),
}  # fmt: skip
_MARKUPS = {"rest": "rest", "markdown": "markdown", "html": "html", "pandoc": "markdown"}
_DECISIVE = (
    "PRETTY_URLS", "STRIP_INDEXES", "TRANSLATIONS", "DEFAULT_LANG", "TRANSLATIONS_PATTERN", "USE_SLUGIFY",
    "FILE_METADATA_REGEXP", "INDEX_FILE",
)  # fmt: skip


class Place(Record, frozen=True, kw_only=True):
    """One of POSTS: files of the folder and of those below it, matching the name; where they go."""

    folder: str
    name: str
    destination: str


class Nikola(Record, frozen=True, kw_only=True):
    """What only the reading of a Nikola site needs of its settings.

    `metas` has what the .meta file beside a post says, by the path of the post without its ending;
    `alone` are the translations of posts that are not there in the site's own language.
    """

    places: tuple[Place, ...] = (Place(folder="posts", name="*.txt", destination="posts"),)
    lang: str = "en"
    prefix: str = ""
    languages: tuple[str, ...] = ()
    pattern: str = "{path}.{lang}.{ext}"
    markups: dict[str, str] = field(default_factory=lambda: _markups(_COMPILERS))
    pretty: bool = True
    strip: bool = True
    index: str = "index.html"
    slugify: bool = True
    tag_metadata: bool = True
    section_category: tuple[bool, bool, bool] = (False, False, True)
    named: str = ""
    unslugify: bool = True
    docinfo: bool = False
    markdown_meta: bool = False
    mappings: dict[str, dict[str, str]] = field(default_factory=dict)
    metas: dict[str, dict[str, Value]] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()

    def place_of(self, source: str) -> Place | None:
        """Return the first of POSTS that takes the file."""
        folder, name = posixpath.split(source)
        for place in self.places:
            below = not place.folder or folder == place.folder or folder.startswith(f"{place.folder}/")
            if below and self._fits(name, place.name):
                return place
        return None

    def _fits(self, name: str, pattern: str) -> bool:
        """Return whether a name matches, or is that of a translation of one that does."""
        original = self.original(name)
        return fnmatchcase(name, pattern) or (original is not None and fnmatchcase(original[0], pattern))

    def original(self, source: str) -> tuple[str, str] | None:
        """Return what a file is a translation of, and its language; None if its name tells of none."""
        others = [language for language in self.languages if language != self.lang]
        if not others:
            return None
        wanted = re.escape(self.pattern).replace(r"\{path\}", "(?P<path>.+?)")
        wanted = wanted.replace(r"\{ext\}", r"(?P<ext>[^./]+)").replace(
            r"\{lang\}", f"(?P<lang>{'|'.join(map(re.escape, others))})"
        )
        match = re.fullmatch(wanted, source)
        return (f"{match['path']}.{match['ext']}", match["lang"]) if match else None


def recognises(root: Path) -> bool:
    """Return whether a Nikola site lies here; Sphinx has a conf.py too."""
    conf = root / _FILE
    return says(conf, r"(?m)^(?:POSTS|PAGES)\b") and says(conf, r"(?m)^(?:SITE_URL|BLOG_TITLE)\b")


def read_settings(root: Path) -> Found:
    """Return what the site's own settings say.

    Raises:
        BadSettings: conf.py or a .meta file cannot be read, or code says how the URLs are made.
    """
    conf = _load(root)
    conf.require(*_DECISIVE)
    lang = conf.text("DEFAULT_LANG") or "en"

    def text(name: str) -> str | None:
        value = pick(conf.values.get(name), lang)
        return re.sub(r"\s+", " ", value).strip() or None if isinstance(value, str) else None

    own = _own(root, conf, lang)
    own = replace(own, alone=frozenset(_alone(root, own)))
    folders = sorted({place.folder or "." for place in own.places if (root / place.folder).is_dir()})
    author = {"name": text("BLOG_AUTHOR"), "email": text("BLOG_EMAIL")}
    settings: dict[str, dict[str, object]] = {
        "site": {
            "url": text("SITE_URL") or text("BASE_URL"), "title": text("BLOG_TITLE"),
            "description": text("BLOG_DESCRIPTION"), "language": lang,
            "timezone": text("TIMEZONE"), "author": [author] if author["name"] else None,
        },
        "posts": {"folders": folders, "future": conf.flag("FUTURE_IS_NOW", usual=False)},
        "feeds": {
            "limit": min(conf.number("FEED_LENGTH") or 0, 1000) or None,
            "tags": conf.flag("GENERATE_RSS", usual=True), **_paths(conf, lang),
        },
    }  # fmt: skip
    names = {"url": "SITE_URL", "title": "BLOG_TITLE", "description": "BLOG_DESCRIPTION",
             "language": "DEFAULT_LANG", "timezone": "TIMEZONE", "author": "BLOG_AUTHOR"}  # fmt: skip
    told = {f"site.{ours}": f"{_FILE}: {theirs}" for ours, theirs in names.items()}
    told |= {"posts.folders": f"{_FILE}: POSTS", "feeds.limit": f"{_FILE}: FEED_LENGTH"}
    return Found(settings=kept(settings), names=told, languages=own.languages, own=own)


def _load(root: Path) -> Settings:
    if not (root / _FILE).is_file():
        return Settings()
    try:
        return load((root / _FILE).read_bytes(), _FILE)
    except OSError as error:
        raise BadSettings(f"{_FILE}: cannot be read ({error.strerror}); make it readable") from None


def _own(root: Path, conf: Settings, lang: str) -> Nikola:
    compilers = {
        str(name): tuple(str(ending) for ending in endings)
        for name, endings in conf.mapping("COMPILERS").items()
        if isinstance(endings, list | tuple)
    }
    translations = conf.mapping("TRANSLATIONS")
    pretty = conf.flag("PRETTY_URLS", usual=True)
    return Nikola(
        places=tuple(_places(conf, lang)),
        lang=lang,
        prefix=str(translations.get(lang) or ""),
        languages=tuple(str(language) for language in translations),
        pattern=conf.text("TRANSLATIONS_PATTERN") or "{path}.{lang}.{ext}",
        markups=_markups(compilers or _COMPILERS),
        pretty=pretty,
        strip=conf.flag("STRIP_INDEXES", usual=True),
        index=conf.text("INDEX_FILE") or "index.html",
        slugify=conf.flag("USE_SLUGIFY", usual=True),
        tag_metadata=conf.flag("USE_TAG_METADATA", usual=True),
        section_category=(
            conf.flag("CATEGORY_DESTPATH_AS_DEFAULT", usual=False),
            conf.flag("CATEGORY_DESTPATH_TRIM_PREFIX", usual=False),
            conf.flag("CATEGORY_DESTPATH_FIRST_DIRECTORY_ONLY", usual=True),
        ),
        named=_pattern(conf.text("FILE_METADATA_REGEXP") or ""),
        unslugify=conf.flag("FILE_METADATA_UNSLUGIFY_TITLES", usual=True),
        docinfo=conf.flag("USE_REST_DOCINFO_METADATA", usual=False),
        markdown_meta="markdown.extensions.meta" in conf.texts("MARKDOWN_EXTENSIONS"),
        mappings={
            str(kind): {str(theirs): str(ours) for theirs, ours in mapping.items()}
            for kind, mapping in conf.mapping("METADATA_MAPPING").items()
            if isinstance(mapping, dict)
        },
        metas=dict(_metas(root, conf, lang)),
    )


def _markups(compilers: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {ending: _MARKUPS.get(name, "other") for name, endings in compilers.items() for ending in endings}


def _pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        said = f"“{pattern}” is no regular expression ({error})"
        raise BadSettings(f"{_FILE}: FILE_METADATA_REGEXP: {said}; mend it") from None
    return pattern


def _places(conf: Settings, lang: str) -> Iterator[Place]:
    """Yield what POSTS says; where it is code or missing, that of a new site."""
    posts = conf.values.get("POSTS")
    rows = posts if isinstance(posts, list | tuple) else ()
    if not rows:
        rows = [(f"posts/*.{ending}", "posts") for ending in ("rst", "md", "txt", "html")]
    for row in rows:
        if isinstance(row, list | tuple) and len(row) >= 2 and isinstance(row[0], str):
            folder, name = posixpath.split(row[0])
            destination = pick(row[1], lang)
            normal = posixpath.normpath(folder) if folder else ""
            yield Place(folder="" if normal == "." else normal, name=name, destination=str(destination or ""))


def _metas(root: Path, conf: Settings, lang: str) -> Iterator[tuple[str, dict[str, Value]]]:
    """Yield what each .meta file says, by its path without the ending."""
    for folder in sorted({place.folder for place in _places(conf, lang)}):
        if (root / folder).is_dir():
            for path in walk(root, folder or ".", lambda path: not posixpath.basename(path).startswith(".")):
                if path.endswith(".meta"):
                    yield path.removesuffix(".meta"), _read_meta(root / path, path)


def _alone(root: Path, own: Nikola) -> Iterator[str]:
    """Yield the translations that are the only text of their post."""
    if len(own.languages) < 2:
        return
    for place in own.places:
        for path in walk(root, place.folder or ".", lambda _: True) if (root / place.folder).is_dir() else ():
            original = own.original(path)
            if original and not (root / original[0]).is_file():
                yield path


def _read_meta(file: Path, path: str) -> dict[str, Value]:
    try:
        data = file.read_bytes()
        fields = header(data).fields
    except BadMatter as error:
        raise BadSettings(f"{path}:{error.line}:{error.column}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path}: cannot be read ({error}); save it as UTF-8") from None
    return joined(fields, ())


def header(data: bytes) -> Matter:
    """Read YAML, TOML, or Nikola's own comments at the head of a file.

    Raises:
        BadMatter: it opens as YAML or TOML and is none.
    """
    opening = data.removeprefix(b"\xef\xbb\xbf").split(b"\n", 1)[0].rstrip(b"\r")
    if opening in {b"---", b"+++"} and (matter := parse(data)).fields:
        return matter
    return nikola_header(data.decode("utf-8"))


def _paths(conf: Settings, lang: str) -> dict[str, object]:
    """Return where Nikola puts its feeds, and ours beside them."""

    def text(name: str, usual: str) -> str:
        value = pick(conf.values.get(name), lang)
        return value if isinstance(value, str) else usual

    def join(*parts: str) -> str:
        return posixpath.normpath("/".join(["", *parts])).strip("/")

    rss, atom = text("RSS_EXTENSION", ".xml"), text("ATOM_EXTENSION", ".atom")
    tag = text("TAG_PATH", "categories")
    category = text("CATEGORY_PATH", "") or tag
    prefix = text("CATEGORY_PREFIX", "cat_")
    prefix_of_lang = str(conf.mapping("TRANSLATIONS").get(lang) or "")
    main = text("ATOM_PATH", "") or text("INDEX_PATH", "")
    return {
        "paths": {
            "rss": join(prefix_of_lang, text("RSS_PATH", ""), text("RSS_FILENAME_BASE", "rss") + rss),
            "atom": join(prefix_of_lang, main, text("ATOM_FILENAME_BASE", "index") + atom),
        },
        "category_paths": {
            "rss": join(prefix_of_lang, category, f"{prefix}:slug{rss}"),
            "atom": join(prefix_of_lang, category, f"{prefix}:slug{atom}"),
            "jsonfeed": join(prefix_of_lang, category, f"{prefix}:slug.json"),
        },
        "tag_paths": {
            "rss": join(prefix_of_lang, tag, f":slug{rss}"),
            "atom": join(prefix_of_lang, tag, f":slug{atom}"),
            "jsonfeed": join(prefix_of_lang, tag, ":slug.json"),
        },
    }
