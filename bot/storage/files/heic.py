"""A photo as iPhones make them, as a JPEG. Runs in a process of its own: see `aside.py`."""

from __future__ import annotations

import io

from pillow_heif import open_heif

from bot.storage.files import aside
from bot.storage.files.pictures import MOST


def jpeg(data: bytes) -> bytes:
    """The same photo as a JPEG, upright."""
    photo = open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
    if photo.size[0] * photo.size[1] > MOST:
        raise ValueError("too many points")
    out = io.BytesIO()
    photo.to_pillow().convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


if __name__ == "__main__":
    aside.serve(jpeg)
