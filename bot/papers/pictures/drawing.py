"""A page of words and shapes: laid out first as marks with their boxes, then painted as a PNG.

Whatever lays out a page only adds marks; that nothing is cut off or covered can be seen from the boxes alone.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Literal

from PIL import Image, ImageDraw, ImageFont

Face = Literal["plain", "bold", "title"]
_FILES: dict[Face, str] = {"plain": "NotoSans-Regular.ttf", "bold": "NotoSans-Bold.ttf", "title": "NotoSerif-Bold.ttf"}
_COLOURS = 48
_FINE = 4  # shapes are drawn this much larger and scaled down, for smooth edges


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels from `left`, `top` up to but not including `right`, `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    def inset(self, by: int) -> Box:
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Font:
    """A face in a size."""

    face: Face
    size: int

    @property
    def line(self) -> int:
        """The height of a line."""
        return self.above + math.ceil(self.size * 0.25)

    @property
    def above(self) -> int:
        """The part of a line above the base line: room for a capital with two marks."""
        return math.ceil(self.size * 1.06)

    def width(self, text: str) -> int:
        return _width(self.face, self.size, text)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `box` is its line."""

    box: Box
    text: str
    font: Font
    colour: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled area with round corners."""

    box: Box
    colour: str
    radius: int = 0


@dataclass(frozen=True, slots=True)
class Star:
    """A five-pointed star; `inner` fills it inside an edge of `colour`."""

    box: Box
    colour: str
    inner: str = ""


@dataclass(frozen=True, slots=True)
class Cross:
    """A small cross on a disc: something is missing."""

    box: Box
    colour: str
    ground: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A check mark: something is done."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A triangle that fills the box, pointing right or left: it goes on there."""

    box: Box
    colour: str
    right: bool = True


Mark = Words | Panel | Star | Cross | Tick | Arrow


@dataclass
class Canvas:
    """Marks in the order of painting; a page grows downwards: `at` is where the next one goes."""

    width: int
    ground: str
    at: int = 0
    marks: list[Mark] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return Box(0, 0, self.width, self.at)

    @property
    def texts(self) -> list[str]:
        """Every line of text, in the order of reading."""
        return [mark.text for mark in self.marks if isinstance(mark, Words)]

    def words(self, text: str, font: Font, colour: str, left: int, right: int, *, align: str = "left") -> None:
        """Text between `left` and `right`, on as many lines as it takes; moves `at` below it."""
        lines = wrapped(drawable(text), font, right - left)
        if align == "centre" and len(lines) > 1:
            # A centred sentence is parted where it pauses.
            lines = [
                line for part in re.split(r"(?<=[:;]) ", " ".join(lines)) for line in wrapped(part, font, right - left)
            ]
        for line in lines:
            wide = font.width(line)
            start = {"left": left, "right": right - wide, "centre": (left + right - wide) // 2}[align]
            self.marks.append(Words(Box(start, self.at, start + wide, self.at + font.line), line, font, colour))
            self.at += font.line


def wrapped(text: str, font: Font, width: int) -> list[str]:
    """Lines no wider than `width`, of about the same length; a word that is wider is broken."""
    if font.width(text) <= width:
        return [text] if text else []
    words = [(part, font.width(part)) for word in text.split() for part in _broken(word, font, width)]
    blank = font.width(" ")
    lines = _filled(words, blank, width)
    # As narrow as the number of lines allows: no word stands alone on the last one.
    narrow, wide = width // 2, width
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        narrow, wide = (narrow, middle) if len(_filled(words, blank, middle)) == len(lines) else (middle, wide)
    return _filled(words, blank, wide)


def _filled(words: Sequence[tuple[str, int]], blank: int, width: int) -> list[str]:
    lines: list[str] = []
    used = width
    for word, wide in words:
        if used + blank + wide <= width:
            lines[-1] += f" {word}"
            used += blank + wide
        else:
            lines.append(word)
            used = wide
    return lines


def _broken(word: str, font: Font, width: int) -> Iterator[str]:
    while len(word) > 1 and font.width(word) > width:
        cut = max(1, bisect_right(range(len(word)), width, key=lambda n: font.width(word[:n])) - 1)
        yield word[:cut]
        word = word[cut:]
    yield word


@lru_cache(maxsize=512)
def drawable(text: str) -> str:
    """The text composed, blanks single, without what our fonts have no letter for (people type pictures in names)."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(c if _has(c) else " " for c in composed).split())


@cache
def _has(letter: str) -> bool:
    if not letter.isprintable():
        return False
    font, none = loaded("plain", 24), loaded("plain", 24).getmask("\uffff")
    mask = font.getmask(letter)
    return letter == " " or mask.size != none.size or bytes(mask) != bytes(none)


@lru_cache(maxsize=4096)
def _width(face: Face, size: int, text: str) -> int:
    return math.ceil(loaded(face, size).getlength(text))


@cache
def loaded(face: Face, size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("bot.papers").joinpath("fonts", _FILES[face])) as path:
        return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def painted(page: Canvas) -> bytes:
    """The page as PNG."""
    image = Image.new("RGB", (page.width, page.at), page.ground)
    draw = ImageDraw.Draw(image)
    for mark in page.marks:
        match mark:
            case Words():
                face = loaded(mark.font.face, mark.font.size)
                draw.text((mark.box.left, mark.box.top + mark.font.above), mark.text, mark.colour, face, anchor="ls")
            case Panel():
                _paint_panel(image, draw, mark)
            case Star():
                _paint_star(image, mark)
            case Cross():
                _paint_cross(image, draw, mark)
            case Tick():
                image.paste(mark.colour, (mark.box.left, mark.box.top), _tick(mark.box.right - mark.box.left))
            case Arrow():
                size = (mark.box.right - mark.box.left, mark.box.bottom - mark.box.top)
                image.paste(mark.colour, (mark.box.left, mark.box.top), _arrow(size, mark.right))
    out = io.BytesIO()
    # Few colours are in it: a palette makes a third of the size. Their edges to the ground need some more.
    few = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _paint_panel(image: Image.Image, draw: ImageDraw.ImageDraw, panel: Panel) -> None:
    box = panel.box
    wide, high = box.right - box.left, box.bottom - box.top
    r = min(panel.radius, wide // 2, high // 2)
    if wide > 2 * r:
        draw.rectangle((box.left + r, box.top, box.right - r - 1, box.bottom - 1), panel.colour)
    if r:
        if high > 2 * r:
            draw.rectangle((box.left, box.top + r, box.right - 1, box.bottom - r - 1), panel.colour)
        disc = _disc(r)
        for left, x in ((0, box.left), (r, box.right - r)):
            for top, y in ((0, box.top), (r, box.bottom - r)):
                image.paste(panel.colour, (x, y), disc.crop((left, top, left + r, top + r)))


def _paint_star(image: Image.Image, star: Star) -> None:
    size = star.box.right - star.box.left
    image.paste(star.colour, (star.box.left, star.box.top), _star(size))
    if star.inner:
        edge = max(2, size // 14)
        # The centre of a star lies below the middle of its box: the smaller one is moved down with it.
        image.paste(star.inner, (star.box.left + edge, star.box.top + edge + edge // 6), _star(size - 2 * edge))


def _paint_cross(image: Image.Image, draw: ImageDraw.ImageDraw, cross: Cross) -> None:
    box = cross.box
    size = box.right - box.left
    image.paste(cross.ground, (box.left, box.top), _disc(size // 2))
    a = size * 0.32
    for x1, x2 in ((box.left + a, box.right - a), (box.right - a, box.left + a)):
        draw.line((x1, box.top + a, x2, box.bottom - a), cross.colour, max(2, size // 9))


@cache
def _disc(radius: int) -> Image.Image:
    side = 2 * radius * _FINE
    mask = Image.new("L", (side, side))
    ImageDraw.Draw(mask).ellipse((0, 0, side - 1, side - 1), 255)
    return mask.reduce(_FINE)


@cache
def _star(size: int) -> Image.Image:
    side = size * _FINE
    mask = Image.new("L", (side, side))
    middle, outer = side / 2, side / 2
    down = outer * (1 - math.cos(math.pi / 5)) / 2
    points = []
    for corner in range(10):
        reach = outer if corner % 2 == 0 else outer * 0.47
        angle = math.pi / 5 * corner
        points.append((middle + reach * math.sin(angle), middle + down - reach * math.cos(angle)))
    ImageDraw.Draw(mask).polygon(points, 255)
    return mask.reduce(_FINE)


@cache
def _tick(size: int) -> Image.Image:
    side = size * _FINE
    mask = Image.new("L", (side, side))
    points = [(round(x * side), round(y * side)) for x, y in ((0.12, 0.54), (0.40, 0.80), (0.88, 0.24))]
    ImageDraw.Draw(mask).line(points, 255, side // 6, joint="curve")
    return mask.reduce(_FINE)


@cache
def _arrow(size: tuple[int, int], right: bool) -> Image.Image:
    wide, high = size[0] * _FINE, size[1] * _FINE
    mask = Image.new("L", (wide, high))
    tip, base = (wide - 1, 0) if right else (0, wide - 1)
    ImageDraw.Draw(mask).polygon([(base, 0), (tip, high // 2), (base, high - 1)], 255)
    return mask.reduce(_FINE)
