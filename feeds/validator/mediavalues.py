"""Rules for the values that audio, video and pictures have: decimals, times, lengths, countries. Pure."""

from __future__ import annotations

from typing import Final

from feeds.model import Level
from feeds.patterns import compile_later
from feeds.validator.findings import Check, Fault, quoted
from feeds.validator.values import written

_DECIMAL: Final = compile_later(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
# https://www.rfc-editor.org/rfc/rfc2326#section-3.6, npt-time.
_PLAY_TIME: Final = compile_later(r"now|[0-9]+(?:\.[0-9]*)?|[0-9]+:[0-5]?[0-9]:[0-5]?[0-9](?:\.[0-9]*)?")
_UUID: Final = compile_later(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# https://www.iso.org/iso-3166-country-codes.html, the codes of two letters that are in use.
_COUNTRIES: Final = (
    "ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv "
    "bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es "
    "et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie "
    "il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly "
    "ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu "
    "nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm "
    "sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve "
    "vg vi vn vu wf ws ye yt za zm zw"
)


def decimal() -> Check:
    """Make a rule: a number of zero or more, which may have decimals."""

    def check(name: str, text: str) -> Fault | None:
        if _DECIMAL.fullmatch(text.strip()):
            return None
        message = f"{name} {quoted(text)} is no number; write digits, without a unit, such as “44.1”"
        return Fault(code="bad-number", message=message)

    return check


def limited(most: int, level: Level = "error") -> Check:
    """Make a rule: some text, of so many characters at the most."""

    def check(name: str, text: str) -> Fault | None:
        if len(text) > most:
            message = f"{name} has {len(text):,} characters; write {most:,} at the most"
            return Fault(code="too-long", message=message, level=level)
        return written(name, text)

    return check


def exactly(*allowed: str) -> Check:
    """Make a rule: one of these words; warn of another case, and take no blanks around it."""
    right = {word.lower(): word for word in allowed}
    listed = " or ".join(f"“{word}”" for word in allowed)

    def check(name: str, text: str) -> Fault | None:
        if text in allowed:
            return None
        if (meant := right.get(text.lower())) is not None:
            message = f"{name} {quoted(text)} is not in the case of the documentation; write “{meant}”"
            return Fault(code="bad-value", message=message, level="warning")
        if (meant := right.get(text.strip().lower())) is not None:
            message = f"{name} {quoted(text)} has blanks around it; write “{meant}” without them"
        else:
            message = f"{name} {quoted(text)} is not allowed; write {listed}"
        return Fault(code="bad-value", message=message)

    return check


def play_time(name: str, text: str) -> Fault | None:
    """Want RFC 2326's normal play time: a number of seconds, or hours, minutes and seconds."""
    if _PLAY_TIME.fullmatch(text):
        return None
    message = f"{name} {quoted(text)} is no time in a recording; write “65.5” or “0:01:05.5”"
    return Fault(code="bad-time", message=message)


def uuid(name: str, text: str) -> Fault | None:
    """Want a UUID, by its shape: RFC 9562."""
    if _UUID.fullmatch(text.strip()):
        return None
    message = f"{name} {quoted(text)} is no UUID; write one like “917393e3-1b1e-5cef-ace4-edaa54e1f810”"
    return Fault(code="bad-uuid", message=message)


def country(name: str, text: str) -> Fault | None:
    """Want a country by its two letters of ISO 3166, in either case."""
    if len(text) == 2 and text.lower() in _COUNTRIES.split():
        return None
    hint = "write “gb”" if text.lower() == "uk" else "write two letters such as “de”"
    message = f"{name} {quoted(text)} is no country code of ISO 3166; {hint}"
    return Fault(code="bad-value", message=message)
