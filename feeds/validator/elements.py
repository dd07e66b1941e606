"""The elements of HTML, by what a feed's reader does with them. Pure.

https://html.spec.whatwg.org/multipage/indices.html#elements-3, and the obsolete ones of its section
16.2, which readers show all the same.
"""

from __future__ import annotations

import re
from typing import Final

ACTIVE: Final = frozenset(
    re.findall(
        r"\S+",
        "applet base button datalist dialog embed fencedframe form frame frameset iframe input link meta"
        " noframes object optgroup option portal script select slot style template textarea",
    )
)
"""What acts, takes over the page, or asks for something: readers take it out, or refuse the entry."""

PAGE: Final = frozenset(("html", "head", "title", "body"))
"""What a whole page is made of."""

RAW: Final = frozenset(
    ("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp")
)
"""What holds text, in which tags are none."""

PAIRED: Final = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym address article aside audio b bdi bdo big blockquote button canvas caption center"
        " cite code data del details dfn dialog dir div dl em fieldset figcaption figure font footer form h1"
        " h2 h3 h4 h5 h6 header hgroup i ins kbd label legend main map mark math menu meter nav nobr object"
        " ol output picture pre progress q ruby s samp search section select small span strike strong sub"
        " summary sup svg table time tt u ul var video",
    )
)
"""What spills over into all that follows where it is not closed."""

VOID: Final = frozenset(
    re.findall(
        r"\S+",
        "area basefont bgsound br col embed frame hr img input keygen link meta param source track wbr",
    )
)
"""What has no end tag."""

_ENDED: Final = frozenset(
    re.findall(
        r"\S+",
        "blink body colgroup dd dt head html li listing marquee nextid optgroup option p plaintext rb rp rt"
        " rtc tbody td tfoot th thead title tr xmp image noembed noscript selectedcontent spacer multicol",
    )
)
"""What other tags may end, or what there once was."""

_DRAWN: Final = frozenset(
    re.findall(
        r"\S+",
        "animate animatemotion animatetransform circle clippath defs desc ellipse filter foreignobject g"
        " line lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect"
        " set stop switch symbol text textpath tspan use view annotation annotation-xml maction menclose"
        " merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms"
        " mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none semantics",
    )
)
"""What svg and math hold."""

KNOWN: Final = ACTIVE | PAGE | RAW | PAIRED | VOID | _ENDED | _DRAWN
"""Every name that means something; “fe…” of svg's filters are not counted."""
