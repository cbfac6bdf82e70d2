"""Pictures and PDFs as phones and laboratories make them."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

DEVICE = "Nokia 1280"
PLACE = {1: "N", 2: (8.0, 36.0, 12.0), 3: "E", 4: (104.0, 43.0, 30.0)}
"""8°36'12" N, 104°43'30" E: somebody's assistant."""
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>8,36.2N</exif:GPSLatitude></x:xmpmeta>'


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes into a photo: where, with what, when, and how it was held."""
    told = Image.Exif()
    told[0x0110], told[0x0132], told[0x0112] = DEVICE, "2026:11:30 08:00:00", orientation
    told.get_ifd(0x8825).update(PLACE)
    return told


def scene(width: int, height: int) -> Image.Image:
    """Red above, blue below: it shows how it is turned."""
    picture = Image.new("RGB", (width, height), "blue")
    picture.paste("red", (0, 0, width, height // 2))
    return picture


def photo(kind: str = "JPEG", width: int = 120, height: int = 90, *, orientation: int = 1) -> bytes:
    """A photo with all that phones tell of it."""
    out = io.BytesIO()
    told = exif(orientation)
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_itxt("XML:com.adobe.xmp", XMP.decode())
        words.add_text("Comment", DEVICE)
        scene(width, height).save(out, "PNG", exif=told, pnginfo=words)
    elif kind == "WEBP":
        scene(width, height).save(out, "WEBP", exif=told, xmp=XMP)
    elif kind == "MPO":
        second = scene(width, height)
        scene(width, height).save(out, "MPO", save_all=True, append_images=[second], exif=told)
    else:
        scene(width, height).save(out, "JPEG", exif=told, xmp=XMP, comment=DEVICE)
    return out.getvalue()


def plain(kind: str = "JPEG", width: int = 120, height: int = 90) -> bytes:
    """A picture that tells nothing but itself."""
    out = io.BytesIO()
    scene(width, height).save(out, kind)
    return out.getvalue()


def heavy(width: int = 400, height: int = 300) -> bytes:
    """A PNG of a hundred kilobytes: noise cannot be packed."""
    out = io.BytesIO()
    Image.effect_noise((width, height), 80).save(out, "PNG")
    return out.getvalue()


def bomb(side: int = 16_000) -> bytes:
    """A PNG of few bytes and very many points."""
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(side + 1)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    parts = ((b"IHDR", header), (b"IDAT", body), (b"IEND", b""))
    chunks = (struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def heic(width: int = 120, height: int = 90) -> bytes:
    """What an iPhone makes."""
    import pillow_heif

    out = io.BytesIO()
    made = pillow_heif.from_pillow(scene(width, height))
    made.save(out, quality=80, exif=exif().tobytes())
    return out.getvalue()


def pdf(*, user: str = "", owner: str = "", strength: int = 4) -> bytes:
    """A page; with an owner's password it opens for everybody, with a user's password for nobody else."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.docinfo["/Title"] = "Giấy kiểm nghiệm /Encrypt 5 0 R"
        newer = strength > 3
        closed = pikepdf.Permissions(extract=False)
        lock = pikepdf.Encryption(owner=owner, user=user, R=strength, metadata=newer, aes=newer, allow=closed)
        made.save(out, encryption=lock if user or owner else False)
    return out.getvalue()
