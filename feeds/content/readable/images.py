"""Pictures that wait for a script, that only count readers, or that readers cannot choose from. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from feeds.content.readable.rule import Rule, gate
from feeds.content.readable.srcset import candidates, choose
from feeds.content.readable.tree import Element, make

# Where lazy loaders keep the address of a picture; the second row counts only where a stand-in is shown.
_SOURCES = ("data-src", "data-lazy-src", "data-lazyload", "data-lazy-load", "data-actualsrc")
_OTHERS = ("data-original", "data-original-src", "data-lazy", "data-echo", "data-url", "data-orig-file")
_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set")
_SIZES = ("data-sizes", "data-lazy-sizes")
_STAND_IN = re.compile(
    r"(?:#|about:blank|data:image/(?:gif.{0,300}|svg.*|[a-z]+;base64,.{0,160})"
    r"|(?:.*/)?(?:blank|spacer|placeholder|loading|loader|lazy-?(?:load)?|transparent|pixel|1x1|gr[ae]y|dot)"
    r"[\w.-]*\.(?:gif|png|svg|jpe?g|webp)(?:\?.*)?)?",
    re.IGNORECASE | re.DOTALL,
)
_BLURRED = re.compile(
    r"placeholder|lqip|blur-?up|blurred|progressivemedia-thumbnail|background-image", re.IGNORECASE
)
_BLURS = ("placeholder", "lqip", "blur", "progressive", "aria-hidden")
_UNSEEN = re.compile(r"(?:display|visibility|opacity)\s*:[^;]*;?", re.IGNORECASE)
_TINY = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?(?=\s*(?:;|$))", re.IGNORECASE)
_COUNTERS = (
    r"google-analytics\.com|doubleclick\.net|googlesyndication\.com|facebook\.com/tr\b|pixel\.wp\.com|stats\.wordpress\.com"
    r"|scorecardresearch\.com|quantserve\.com|statcounter\.com|mc\.yandex\.ru|counter\.yadro\.ru|top\.mail\.ru|hm\.baidu\.com"
    r"|feeds\.feedburner\.com/~|feedsportal\.com|bat\.bing\.com|px\.ads\.linkedin\.com|analytics\.twitter\.com"
    r"|amazon-adsystem\.com/e/ir|assoc-amazon\.\w+/e/ir|goatcounter\.com/count|nr-data\.net|/(?:matomo|piwik)\.php"
)
_COUNTING = (
    "google-analytics", "doubleclick", "googlesyndication", "facebook", "pixel.wp", "stats.wordpress",
    "scorecardresearch", "quantserve", "statcounter", "mc.yandex", "counter.yadro", "top.mail", "hm.baidu",
    "feedburner", "feedsportal", "bat.bing", "px.ads", "analytics.twitter", "amazon", "goatcounter",
    "nr-data", "/matomo", "/piwik",
)  # fmt: skip
_COUNTER = re.compile(rf"(?:https?:)?//[^?#]*(?:{_COUNTERS})", re.IGNORECASE)
_PICTURES = ("img", "noscript")


def _is_address(value: str) -> bool:
    return (
        ("." in value or "/" in value) and not value.startswith("data:") and not re.search(r"[\s{}]", value)
    )


def _is_stand_in(image: Element) -> bool:
    return _STAND_IN.fullmatch(image.get("src")) is not None


def _wake(image: Element) -> bool:
    """Show a picture what it was to load; tell whether it was one that waits."""
    lazy = any("lazy" in name for name in image.classes)
    names = (*_SOURCES, *_OTHERS) if lazy or _is_stand_in(image) else _SOURCES
    source = next((value for value in map(image.get, names) if _is_address(value)), "")
    candidates = next(filter(None, map(image.get, _SETS)), "")
    sizes = next((value for value in map(image.get, _SIZES) if value and value != "auto"), "")
    if source:
        image.put("src", source)
    elif candidates and image.tag == "img" and _is_stand_in(image):
        image.put("src", None)  # one of the candidates, if readers choose
    if candidates:
        image.put("srcset", candidates)
    if sizes or image.get("sizes") == "auto":
        image.put("sizes", sizes or None)
    if (source or candidates) and image.get("style"):
        image.put("style", _UNSEEN.sub("", image.get("style")).strip() or None)
    return bool(source or candidates)


def _show(tree: Element) -> None:
    for image in tree.walk("amp-img"):
        image.rename("img")
        image.end = ""
    woken = {image for image in tree.walk("img", "source") if _wake(image)}
    found = [
        one for one in tree.walk("img", "noscript") if one.tag == "noscript" or not one.inside("noscript")
    ]
    for before, after in pairwise(found):
        if before.tag and after.tag and _in_one_box(before, after):
            _drop_twin(before, after, woken)
    for script in found:
        if script.tag == "noscript" and any(
            not _counts(one) for one in script.walk("img", "iframe", "video")
        ):
            script.unwrap()


def _drop_twin(before: Element, after: Element, woken: set[Element]) -> None:
    """Drop the one of two neighbours that only stands where the other will be seen."""
    if before.tag == after.tag == "img":
        blur = next((one for one in (before, after) if one not in woken and _is_blur(one)), None)
        if blur is not None:
            blur.drop()
    elif before.tag != after.tag:
        script, image = (before, after) if before.tag == "noscript" else (after, before)
        inner = next((one for one in script.walk("img") if not _counts(one)), None)
        if inner is not None and (
            image in woken or _is_stand_in(image) or _addresses(image) & _addresses(inner)
        ):
            box = image.parent
            (box if box is not None and box.tag == "picture" else image).drop()


def _addresses(image: Element) -> set[str]:
    return {image.get("src"), *(url for url, _ in candidates(image.get("srcset")))} - {""}


def _is_blur(image: Element) -> bool:
    marked = "data-placeholder-image" in image.attributes or image.get("aria-hidden") == "true"
    own = image.get("src").startswith("data:")
    return bool((own and (marked or _is_stand_in(image))) or _BLURRED.search(image.get("class")))


def _in_one_box(one: Element, other: Element) -> bool:
    """Tell whether two elements are close: what one stands in is at most three steps above the other."""
    return _stands_in(one, other) or _stands_in(other, one)


def _stands_in(one: Element, other: Element) -> bool:
    return one.parent in (other.parent, *other.above(3))


def _counts(image: Element) -> bool:
    """Tell whether nobody is to see a picture."""
    sizes = [image.get(name).removesuffix("px") for name in ("width", "height")]
    tiny = all(size in {"0", "1"} for size in sizes) or len(_TINY.findall(image.get("style"))) >= 2
    return tiny or _COUNTER.match(image.get("src")) is not None


def _drop_counters(tree: Element) -> None:
    for image in tree.walk("img", "amp-pixel"):
        if image.tag == "amp-pixel" or _counts(image):
            image.drop()


def _mend(tree: Element) -> None:
    for picture in tree.walk("picture"):
        sources = [one for one in picture.walk("source") if one.get("srcset") or one.get("src")]
        if sources and next(picture.walk("img"), None) is None:
            picture.children.append(
                make("img", {"src": choose(sources[-1].get("srcset") or sources[-1].get("src"))})
            )
    for source in tree.walk("source"):
        box = next(source.above(1), None)
        if box is None or box.tag not in {"picture", "video", "audio"}:
            source.drop()
        elif box.tag == "picture" and not source.get("srcset"):
            source.put("srcset", source.get("src") or None)
            source.put("src", None)
    for image in tree.walk("img"):
        if not image.get("src") and image.get("srcset"):
            image.put("src", choose(image.get("srcset")) or None)


FIRST = (
    Rule(
        name="lazy-images",
        gates=(
            gate(r"\sdata-(?:src|lazy|original|actualsrc|echo|url|orig-file|sizes|placeholder)", "data-"),
            gate(r"""\ssizes\s*=\s*["']?auto""", "auto"),
            gate(r"<noscript|<amp-img"),
            gate(rf"<img[^<>]*(?:{'|'.join(_BLURS)})", *_BLURS),
        ),
        change=_show,
    ),
    Rule(
        name="tracking-pixels",
        gates=(
            gate(
                r"""<amp-pixel|<img[^<>]*\s(?:width|height)\s*=\s*["']?[01](?:px)?["'\s/>]
                |<img[^<>]*(?:width|height)\s*:\s*[01](?:px)?\s*[;"']""",
                sign=r"""<amp-pixel|(?:width|height)\s*[=:]\s*["']?[01](?:px)?\s*["'\s/>;]""",
            ),
            gate(_COUNTERS, *_COUNTING),
        ),
        change=_drop_counters,
    ),
)
LAST = (Rule(name="pictures", gates=(gate(r"<picture|<source|<img(?![^<>]*?\ssrc\s*=)"),), change=_mend),)
