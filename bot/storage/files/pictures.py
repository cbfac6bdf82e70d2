"""A picture that was sent, as it is kept: upright, and telling nothing but what it shows. Blocks: call it in a thread.

Never more than `MOST` points are decoded: a file of few bytes may claim very many.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, Any

from bot.storage.files import aside
from bot.storage.files.metadata import tells_more

MOST = 25_000_000
"""Points of a picture that are decoded at once: a hundred megabytes."""
_MOST_JPEG = 16 * MOST
"""Photos can be read at a half, a quarter or an eighth of their size."""
_CHAT = (640, 2560)
"""Points across and down of the small picture: as wide as a phone shows it, and a list may be long."""
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_ORIENTATION = 0x0112
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file came to: as it is kept, or why it is not."""

    data: bytes
    kind: str = ""
    refused: str = ""
    width: int = 0
    height: int = 0


def is_heic(data: bytes) -> bool:
    """Whether this is a photo as iPhones make them."""
    return data[4:8] == b"ftyp" and data[8:12] in HEIC


def jpeg_name(name: str) -> str:
    """What a photo is called that was made a JPEG."""
    return str(PurePath(name).with_suffix(".jpg")) if name else name


def from_heic(data: bytes) -> Looked:
    """The photo as a JPEG: made in a process of its own, for its library takes much memory and trusts what it reads."""
    made = aside.run("bot.storage.files.heic", data)
    if not made:
        return Looked(b"", refused="error.picture_broken")
    return look(made, "image/jpeg")


def look(data: bytes, kind: str) -> Looked:
    """The picture as it is kept."""
    try:
        return _look(data, kind)
    except Exception:  # a decoder that reads what strangers made fails in any way
        return Looked(b"", refused="error.picture_broken")


def _look(data: bytes, kind: str) -> Looked:
    with _opened(io.BytesIO(data), kind) as image:
        if not _readable(image):
            return Looked(b"", refused="error.picture_large")
        times = _times(image)
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        if times == 1 and not turned and not tells_more(data, kind):
            size = image.size
            _reduced(image, 8)
            image.load()  # only to see that it can be read to its end
            return Looked(data, kind, "", *size)
        made, size = _anew(image, kind, times)
        return Looked(made, kind, "", *size)


def _opened(file: IO[bytes], kind: str) -> Any:
    """The picture, with nothing read but its head."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # our own limit is lower, and is told kindly
    return Image.open(file, formats=(_FORMATS[kind],))


def _readable(image: Any) -> bool:
    """Whether it can be read within the limit. The parts of a progressive photo lie in memory as a whole."""
    in_parts = image.format in {"JPEG", "MPO"} and not image.info.get("progressive")
    return bool(image.width * image.height <= (_MOST_JPEG if in_parts else MOST))


def _times(image: Any) -> int:
    """By how much it must be made smaller."""
    return next(n for n in (1, 2, 4, 8) if image.width * image.height <= MOST * n * n)


def _reduced(image: Any, times: int) -> None:
    """Makes a photo to be read at a part of its size; other pictures are read whole."""
    if image.format in {"JPEG", "MPO"}:
        image.draft(None, (image.width // times, image.height // times))


def _anew(image: Any, kind: str, times: int) -> tuple[bytes, tuple[int, int]]:
    """The picture written anew: turned, with its colours, without anything else."""
    from PIL import ImageOps
    from PIL.JpegImagePlugin import get_sampling

    how: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
    if kind == "image/jpeg":  # as finely as it was: nothing is lost that can be seen
        how |= {"qtables": image.quantization, "subsampling": get_sampling(image)}
    if kind == "image/webp":
        how |= {"quality": 90}
    _reduced(image, times)
    image.load()
    upright = ImageOps.exif_transpose(image)
    upright.info = {name: upright.info[name] for name in ("transparency",) if name in upright.info}
    out = io.BytesIO()
    upright.save(out, _FORMATS[kind], **how)
    return out.getvalue(), upright.size


def small(data: bytes, kind: str) -> bytes:
    """The picture as a chat shows it: a JPEG of a few ten kilobytes. ValueError where it cannot be made."""
    try:
        return _small(data, kind)
    except Exception as error:  # as above: files of earlier versions were not looked at
        raise ValueError("no picture") from error


def _small(data: bytes, kind: str) -> bytes:
    from PIL import Image, ImageOps

    with _opened(io.BytesIO(data), kind) as image:
        if not _readable(image):
            raise ValueError("the picture is too large")
        image.draft("RGB", _CHAT)
        image.thumbnail(_CHAT)
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    shown = Image.new("RGB", upright.size, "white")
    shown.paste(upright, mask=upright)
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=80)
    return out.getvalue()


def size_of(file: IO[bytes], kind: str) -> tuple[int, int]:
    """Width and height as it is shown; (0, 0) where nobody can say."""
    try:
        with _opened(file, kind) as image:
            width, height = image.size
            return (height, width) if image.getexif().get(_ORIENTATION, 1) > 4 else (width, height)
    except Exception:  # as above
        return 0, 0
