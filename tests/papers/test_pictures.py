"""Pictures and PDFs are looked at before they are kept."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from support import pictures

from bot.storage.files.kept import FileStore

TOLD = (b"Exif", b"eXIf", b"EXIF", b"xmpmeta", b"GPS", pictures.DEVICE.encode())
"""What stands in a file that tells more than its picture."""


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path)


async def _kept(files: FileStore, content: bytes, name: str = "x.jpg") -> tuple[bytes, str, Image.Image]:
    upload = await files.put(content, name)
    assert upload.refused == ""
    data, kind = await files.get(upload.id)
    picture = Image.open(io.BytesIO(data))
    assert (upload.width, upload.height) == picture.size, "the page is told how much room it needs"
    assert (upload.content_type, upload.size) == (kind, len(data))
    return data, kind, picture


def _top_is_red(picture: Image.Image) -> bool:
    red, _, blue = picture.convert("RGB").getpixel((picture.width // 2, 5))
    return red > 200 and blue < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "MPO"])
async def test_position_device_and_time_are_taken_out_of_a_picture(files: FileStore, kind: str) -> None:
    sent = pictures.photo(kind)
    assert any(mark in sent for mark in TOLD)
    data, _, picture = await _kept(files, sent)
    assert [mark for mark in TOLD if mark in data] == []
    assert not picture.getexif()
    assert _top_is_red(picture)


@pytest.mark.parametrize(("orientation", "size"), [(3, (120, 90)), (6, (90, 120)), (8, (90, 120))])
async def test_a_photo_stands_upright_without_its_note_on_how_the_phone_was_held(
    files: FileStore, orientation: int, size: tuple[int, int]
) -> None:
    turns = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    upright = pictures.scene(*size)
    held = io.BytesIO()
    upright.transpose(turns[orientation]).save(held, "JPEG", exif=pictures.exif(orientation))
    _, _, picture = await _kept(files, held.getvalue())
    assert picture.size == size
    assert _top_is_red(picture)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_that_tells_nothing_is_kept_as_it_came(files: FileStore, kind: str) -> None:
    sent = pictures.plain(kind)
    assert (await _kept(files, sent))[0] == sent


async def test_what_hangs_behind_a_photo_is_cut_off(files: FileStore) -> None:
    """A moving photo carries a film, and the film its position."""
    film = b"\x00\x00\x00\x18ftypmp42" + pictures.DEVICE.encode() + b"+10.7626+106.6602/" * 20
    data, _, _ = await _kept(files, pictures.plain() + film)
    assert pictures.DEVICE.encode() not in data


async def test_colours_and_transparency_stay(files: FileStore) -> None:
    out = io.BytesIO()
    glass = Image.new("RGBA", (40, 30), (10, 200, 30, 0))
    glass.save(out, "PNG", exif=pictures.exif())
    _, _, picture = await _kept(files, out.getvalue())
    assert picture.convert("RGBA").getpixel((3, 3)) == (10, 200, 30, 0)


async def test_the_same_photo_sent_twice_is_one_file(files: FileStore) -> None:
    ids = {(await files.put(pictures.photo(), name)).id for name in ("a.jpg", "b.jpg")}
    assert len(ids) == 1


async def test_a_photo_of_too_many_points_is_made_small(files: FileStore) -> None:
    """As the newest phones make them; it is read at half its size, never whole."""
    out = io.BytesIO()
    Image.new("L", (8000, 6000), 200).save(out, "JPEG", quality=20)
    _, _, picture = await _kept(files, out.getvalue())
    assert picture.size == (4000, 3000)


def test_a_small_file_with_a_huge_picture_is_refused_and_takes_no_memory(tmp_path: Path) -> None:
    (tmp_path / "bomb.png").write_bytes(pictures.bomb())
    program = (
        "import asyncio, pathlib, re, sys\n"
        "from bot.storage.files.kept import FileStore\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "async def main():\n"
        "    return await FileStore(folder / 'kept').put((folder / 'bomb.png').read_bytes(), 'x.png')\n"
        "refused = asyncio.run(main()).refused\n"
        "print(refused, re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])\n"
    )
    # The system's own figure: that of getrusage begins with what the process that started us had.
    ran = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    code, most = ran.stdout.split()
    assert code == "error.picture_large"
    assert int(most) < 130 * 1024, "kilobytes"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_a_picture_that_nobody_can_open_is_asked_for_again(files: FileStore, kind: str) -> None:
    whole = pictures.plain(kind, 400, 300)
    for broken in (whole[: len(whole) // 2], whole[:14] + b"?" * 40):
        assert (await files.put(broken, "x.jpg")).refused == "error.picture_broken"


async def test_a_photo_of_an_iphone_becomes_a_jpeg(files: FileStore) -> None:
    upload = await files.put(pictures.heic(), "IMG_1234.HEIC")
    assert (upload.refused, upload.content_type, upload.name) == ("", "image/jpeg", "IMG_1234.jpg")
    data, _ = await files.get(upload.id)
    assert [mark for mark in TOLD if mark in data] == []
    picture = Image.open(io.BytesIO(data))
    assert picture.size == (upload.width, upload.height) == (120, 90)
    assert _top_is_red(picture)


async def test_a_broken_photo_of_an_iphone_is_asked_for_again(files: FileStore) -> None:
    whole = pictures.heic()
    assert (await files.put(whole[: len(whole) // 2], "x.heic")).refused == "error.picture_broken"


@pytest.mark.parametrize(
    ("begins", "code"),
    [
        (b"II*\x00", "error.file_scan"),
        (b"MM\x00*", "error.file_scan"),
        (b"GIF89a", "error.file_gif"),
        (b"PK\x03\x04....[Content_Types].xml", "error.file_word"),
        (b"PK\x03\x04", "error.file_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "error.file_word"),
        (b"MZ\x90", "error.file_type"),
    ],
)
async def test_what_is_not_taken_is_told_how_to_be_sent_instead(files: FileStore, begins: bytes, code: str) -> None:
    assert (await files.put(begins + b"x" * 100, "x")).refused == code


# PDF


@pytest.mark.parametrize("strength", [3, 4, 6])
async def test_a_pdf_that_opens_without_a_password_is_taken(files: FileStore, strength: int) -> None:
    sent = pictures.pdf(owner="laboratory", strength=strength)
    upload = await files.put(sent, "x.pdf")
    assert upload.refused == ""
    assert (await files.get(upload.id))[0] == sent


@pytest.mark.parametrize("strength", [3, 4, 6])
async def test_a_pdf_that_asks_for_a_password_is_told(files: FileStore, strength: int) -> None:
    assert (
        await files.put(pictures.pdf(user="x", owner="y", strength=strength), "x.pdf")
    ).refused == "error.file_locked"


async def test_a_title_that_speaks_of_encryption_is_no_lock(files: FileStore) -> None:
    assert (await files.put(pictures.pdf(), "x.pdf")).refused == ""


@pytest.mark.parametrize(
    "before",
    [b"\xef\xbb\xbf", b"\r\n", b"\n\n", b"Content-Type: application/pdf\r\nX-Spam: no\r\n\r\n" + b"x" * 900],
    ids=["mark", "line", "lines", "mail"],
)
async def test_what_stands_before_a_pdf_is_no_fault(files: FileStore, before: bytes) -> None:
    upload = await files.put(before + pictures.pdf(), "x.pdf")
    assert (upload.refused, upload.content_type) == ("", "application/pdf")
    data, kind = await files.get(upload.id)
    assert kind == "application/pdf"
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert len(opened.pages) == 1


async def test_a_pdf_inside_of_something_else_is_not_taken(files: FileStore) -> None:
    for before in (b"PK\x03\x04", b"GIF89a", b"MZ\x90", b"x" * 1025):
        assert (await files.put(before + pictures.pdf(), "x.pdf")).refused


def test_nothing_heavy_is_read_before_it_is_needed() -> None:
    program = "import sys, bot.app; print([m for m in ('PIL', 'pikepdf', 'pillow_heif', 's3fs') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
