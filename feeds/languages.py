"""Language tags, and the languages and countries of two letters: ISO 639-1 and ISO 3166-1. Pure.

https://www.rfc-editor.org/rfc/rfc5646, https://www.iso.org/iso-639-language-code and
https://www.iso.org/iso-3166-country-codes.html
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from feeds.patterns import compile_later


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LANGUAGES: Final = _words(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de "
    "dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia "
    "id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo "
    "lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl "
    "ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk "
    "tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)

COUNTRIES: Final = _words(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS "
    "BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE "
    "EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM "
    "HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC "
    "LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA "
    "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW "
    "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO "
    "TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
)

REGIONS: Final = COUNTRIES | _words("AC AN BU CP CQ CS DD DG EA EU EZ FX IC NT SU TA TP UN YD YU ZR")
"""All that the registry of subtags has: countries that were, and some that ISO 3166 only keeps free, too."""

MEANT: Final = {
    "al": "sq", "at": "de-AT", "au": "en-AU", "by": "be", "cn": "zh-CN", "cz": "cs", "dk": "da",
    "gb": "en-GB", "ge": "ka", "gr": "el", "hk": "zh-HK", "il": "he", "ir": "fa", "jp": "ja", "kz": "kk",
    "mx": "es-MX", "nz": "en-NZ", "pk": "ur", "rs": "sr", "sp": "es", "tw": "zh-TW", "ua": "uk",
    "us": "en-US", "vn": "vi",
}  # fmt: skip
"""What is meant by countries that people write where a language must stand."""

# Section 2.1. A language of more than three letters is allowed, but none was ever registered.
_TAG: Final = compile_later(
    r"(?P<language>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?",
    re.IGNORECASE | re.ASCII,
)
_PRIVATE: Final = compile_later(r"AA|Q[M-Z]|X[A-Z]|ZZ")


@lru_cache(maxsize=256)
def language_tag(text: str) -> str | None:
    """Return a language tag (RFC 5646), None if it is none; `zh_CN` is zh-CN.

    Its language and its country must be ones that there are, as far as they have two letters.
    """
    language, dash, region = text.partition("-")
    if language in LANGUAGES and (region in REGIONS or not dash):
        return text  # as nearly all are
    found = _TAG.fullmatch(text.replace("_", "-"))
    if found is None or (len(found["language"]) == 2 and found["language"].lower() not in LANGUAGES):
        return None
    region = (found["region"] or "").upper()
    known = len(region) != 2 or region in REGIONS or _PRIVATE.fullmatch(region)
    return found[0] if known else None


def meant_by(text: str) -> str:
    """Return what to write in the place of what is no tag."""
    meant = MEANT.get(text.lower())
    return f"write {meant}" if meant else "write one like zh-CN"
