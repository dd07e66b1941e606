"""What the first bytes of pictures tell."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.content.media.pictures import SHORT, Picture, measure

DATA = Path(__file__).parent / "data"
KINDS = {
    ".png": "image/png", ".jpg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
    ".avif": "image/avif", ".svg": "image/svg+xml",
}  # fmt: skip
FILES = sorted(DATA.iterdir())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_measure(file: Path) -> None:
    """Every kind of picture tells what it is, and how large, within its first bytes."""
    assert measure(file.read_bytes()[:SHORT]) == Picture(KINDS[file.suffix], 120, 80)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_cut_anywhere(file: Path) -> None:
    """However little is there of a picture, nothing is said of it that is not so, and nothing is raised."""
    data = file.read_bytes()
    for length in range(len(data)):
        assert measure(data[:length]) in {
            None, Picture(KINDS[file.suffix]), Picture(KINDS[file.suffix], 120, 80)
        }  # fmt: skip


@given(st.binary(max_size=200), st.sampled_from([file.read_bytes()[:20] for file in FILES]))
def test_anything_goes(data: bytes, start: bytes) -> None:
    """Bytes of no picture, and of broken ones, are no reason to stop."""
    for one in (data, start + data):
        found = measure(one)
        assert found is None or found.type in KINDS.values()


def test_exif_is_passed_over() -> None:
    """A note that a camera left before the picture is not measured, and how it was held does not count."""
    data = (DATA / "exif.jpg").read_bytes()
    assert data.find(b"\xff\xc0") > 3000
    assert measure(data) == Picture("image/jpeg", 120, 80)


def test_jpeg_with_fill_bytes() -> None:
    """Any marker may be preceded by fill bytes, and some markers have no segment."""
    data = (DATA / "plain.jpg").read_bytes()
    assert measure(data[:2] + b"\xff\xff" + b"\xff\x01" + data[2:]) == Picture("image/jpeg", 120, 80)


def test_jpeg_without_a_frame() -> None:
    """A scan without a header before it has no size."""
    assert measure(b"\xff\xd8\xff\xda\0\4\0\0" + b"\0" * 20) == Picture("image/jpeg")
    assert measure(b"\xff\xd8\xff\xc0\0\x11\x08\0\0\0\0" + b"\0" * 20) == Picture("image/jpeg")


def test_no_size_is_none() -> None:
    """A side of nothing is not told."""
    assert measure(b"GIF89a" + struct.pack("<HH", 0, 5)) == Picture("image/gif")


def test_the_largest_of_an_avif() -> None:
    """A picture in tiles, or with a preview, is as large as its largest image."""
    data = (DATA / "plain.avif").read_bytes()
    tile = b"\0\0\0\x14ispe\0\0\0\0" + struct.pack(">II", 64, 64)
    assert measure(data[:60] + tile + data[60:]) == Picture("image/avif", 120, 80)
    assert measure(b"\0\0\0\x14ftypmif1\0\0\0\0heic") == Picture("image/heic")
    assert measure(b"\0\0\0\x14ftypisom\0\0\0\0mp42") is None


@pytest.mark.parametrize(
    ("root", "sides"),
    [
        ('<svg width="120" height="80">', (120, 80)),
        ("<svg width='120px' height=' 80.4px '>", (120, 80)),
        ('<svg width="100%" height="100%" viewBox="0 0 120 80">', (120, 80)),
        ('<svg viewBox="-5,-5,120,80" >', (120, 80)),
        ('<svg stroke-width="3" height="4">', (None, None)),
        ('<svg width="0" height="80">', (None, None)),
        ('<svg viewBox="0 0 1.2.3 80">', (None, None)),
        ("<svg>", (None, None)),
    ],
)
def test_svg(root: str, sides: tuple[int | None, int | None]) -> None:
    """A drawing has the sides that its root says, in pixels, else those of its box."""
    assert measure(root.encode()) == Picture("image/svg+xml", *sides)


@pytest.mark.parametrize(
    "before",
    ["\ufeff", "<?xml version='1.0'?>\n", "<!-- a > b -->\n<!-- --> ", "<!DOCTYPE svg PUBLIC 'a' 'b'>",
     "<!DOCTYPE svg [<!ENTITY a 'b'>]>\n"],
)  # fmt: skip
def test_svg_after_a_prolog(before: str) -> None:
    """What may stand before the root is passed over."""
    assert measure(f'{before}<svg viewBox="0 0 120 80">'.encode()) == Picture("image/svg+xml", 120, 80)


@pytest.mark.parametrize("text", ["<html><svg>", "<svgx>", "plain", "", "<!-- <svg> -->"])
def test_no_svg(text: str) -> None:
    """A page, a text or a remark is no drawing."""
    assert measure(text.encode()) is None


@pytest.mark.parametrize("part", [b"<!--a-->", b"<?x?>", b"<!DOCTYPE a>", b"<!--", b"<!DOCTYPE [", b" "])
def test_a_long_prolog_takes_no_time(part: bytes) -> None:
    """What is written to be read in a thousand ways is read in one."""
    begun = time.perf_counter()
    assert measure((part * SHORT)[:SHORT]) is None
    assert time.perf_counter() - begun < 0.5
