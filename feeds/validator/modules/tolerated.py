"""Namespaces that people use and that have no rule here, so that no feed is told it is unknown. Pure.

Each by its own page, where it has one: its address is the namespace for the most part.
"""

from __future__ import annotations

from typing import Final

from feeds.validator.shape import Module

_RSS1: Final = "http://purl.org/rss/1.0/modules/"
_MICROSOFT: Final = "http://schemas.microsoft.com/ado/2007/08/dataservices"
_WORDPRESS: Final = "http://wordpress.org/export/"

# The namespaces of each, by the prefix that it is usually written with.
_KNOWN: Final[dict[str, tuple[str, ...]]] = {
    "acast": ("https://schema.acast.com/1.0/",),
    "activity": ("http://activitystrea.ms/spec/1.0/",),
    "anchor": ("https://anchor.fm/xmlns",),
    "arxiv": ("http://arxiv.org/schemas/atom",),
    "audio": ("http://media.tangent.org/rss/1.0/",),
    "blogger": ("http://schemas.google.com/blogger/2008", "http://schemas.google.com/blogger/2018"),
    "c": ("http://base.google.com/cns/1.0",),
    "cap": ("urn:oasis:names:tc:emergency:cap:1.1", "urn:oasis:names:tc:emergency:cap:1.2"),
    "co": (f"{_RSS1}company", f"{_RSS1}company/"),
    "context": (f"{_RSS1}context/",),
    "conversationsNetwork": ("http://conversationsnetwork.org/rssNamespace-1.0/",),
    "d": (_MICROSOFT,),
    "email": (f"{_RSS1}email/",),
    "ent": ("http://www.purl.org/NET/ENT/1.0/", "http://purl.org/NET/ENT/1.0/"),
    "excerpt": tuple(f"{_WORDPRESS}1.{minor}/excerpt/" for minor in range(3)),
    "feedburner": ("http://rssnamespace.org/feedburner/ext/1.0",),
    "feedpress": ("https://feed.press/xmlns", "http://feedpress.me/xmlns"),
    "flickr": ("urn:flickr:user", "urn:flickr:"),
    "fm": ("http://freshmeat.net/rss/fm/",),
    "foaf": ("http://xmlns.com/foaf/0.1/",),
    "g": ("http://base.google.com/ns/1.0",),
    "gd": ("http://schemas.google.com/g/2005",),
    "gml": ("http://www.opengis.net/gml",),
    "gphoto": ("http://schemas.google.com/photos/2007",),
    "hatena": ("http://www.hatena.ne.jp/info/xmlns#",),
    "image": (f"{_RSS1}image/",),
    "kml": ("http://www.opengis.net/kml/2.2", "http://earth.google.com/kml/2.1"),
    "lj": ("http://www.livejournal.org/rss/lj/1.0/",),
    "m": (f"{_MICROSOFT}/metadata",),
    "mastodon": ("http://mastodon.social/schema/1.0",),
    "math": ("http://www.w3.org/1998/Math/MathML",),
    "mi": ("http://schemas.ingestion.microsoft.com/common/",),
    "nyt": ("http://www.nytimes.com/namespaces/rss/2.0",),
    "omny": ("https://omny.fm/rss-extensions",),
    "opds": ("http://opds-spec.org/2010/catalog",),
    "ostatus": ("http://ostatus.org/schema/1.0",),
    "poco": ("http://portablecontacts.net/spec/1.0",),
    "prism": (
        "http://prismstandard.org/namespaces/basic/1.2/",
        "http://prismstandard.org/namespaces/1.2/basic/",
        "http://prismstandard.org/namespaces/basic/2.0/",
        "http://prismstandard.org/namespaces/basic/2.1/",
        "http://prismstandard.org/namespaces/basic/3.0/",
        "http://purl.org/rss/1.0/modules/prism/",
    ),
    "psc": ("http://podlove.org/simple-chapters",),
    "rawvoice": (
        "http://www.rawvoice.com/rawvoiceRssModule/",
        "http://blubrry.com/developer/rawvoice-rss/",
        "https://blubrry.com/developer/rawvoice-rss/",
    ),
    "rdfs": ("http://www.w3.org/2000/01/rdf-schema#",),
    "re": ("http://purl.org/atompub/rank/1.0",),
    "ref": (f"{_RSS1}reference/",),
    "relevance": ("http://a9.com/-/opensearch/extensions/relevance/1.0/",),
    "reqv": (f"{_RSS1}richequiv/",),
    "rss": ("http://purl.org/rss/1.0/",),
    "rss091": (f"{_RSS1}rss091#", f"{_RSS1}rss091/"),
    "schema": ("http://schema.org/", "https://schema.org/"),
    "search": (f"{_RSS1}search/",),
    "site": ("com-wordpress:feed-additions:1",),
    "snf": ("http://www.smartnews.be/snf",),
    "spotify": ("http://www.spotify.com/ns/rss", "https://www.spotify.com/ns/rss"),
    "statusnet": ("http://status.net/schema/api/1/",),
    "str": (f"{_RSS1}streaming/", "http://hacks.benhammersley.com/rss/streaming/"),
    "svg": ("http://www.w3.org/2000/svg",),
    "taxo": (f"{_RSS1}taxonomy/",),
    "thread": (f"{_RSS1}threading/",),
    "ti": (f"{_RSS1}textinput/",),
    "turbo": ("http://turbo.yandex.ru",),
    "vcard": ("http://www.w3.org/2001/vcard-rdf/3.0#", "http://www.w3.org/2006/vcard/ns#"),
    "wiki": (f"{_RSS1}wiki/",),
    "wp": tuple(f"{_WORDPRESS}1.{minor}/" for minor in range(3)),
    "xCal": ("urn:ietf:params:xml:ns:xcal",),
    "xhtml": ("http://www.w3.org/1999/xhtml",),
    "xlink": ("http://www.w3.org/1999/xlink",),
    "yandex": ("http://news.yandex.ru",),
    "yt": ("http://www.youtube.com/xml/schemas/2015", "http://gdata.youtube.com/schemas/2007"),
    "yweather": ("http://xml.weather.yahoo.com/ns/rss/1.0",),
}

MODULES: Final = tuple(
    Module(name=prefix, namespace=namespace, prefix=prefix, closed=False)
    for prefix, namespaces in _KNOWN.items()
    for namespace in namespaces
)
