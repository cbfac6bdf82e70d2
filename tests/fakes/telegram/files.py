"""Files: stored once, named by file_id, downloaded for an hour."""

import hashlib
import io
from dataclasses import dataclass

from .errors import ApiError, bad
from .params import Json, Params, Upload

MAX_UPLOAD, MAX_PHOTO, MAX_DOWNLOAD = 50 << 20, 10 << 20, 20 << 20
LINK_LIFETIME = 3600.0
_BOXES = (90, 320, 800, 1280)


@dataclass(slots=True)
class StoredFile:
    """One file as Telegram keeps it."""

    file_id: str
    unique_id: str
    kind: str  # photo, document, sticker
    name: str
    mime: str
    content: bytes
    size: int
    width: int = 0
    height: int = 0
    link_until: float = 0.0


class FileStore:
    """All files the fake knows, by file_id."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, upload: Upload, *, size: int | None = None, width: int = 0, height: int = 0) -> StoredFile:
        """Keep a file; `size` may claim more than is stored, so that large files cost nothing in tests."""
        number = len(self.by_id) + 1
        digest = hashlib.sha256(f"{kind}{number}".encode()).hexdigest()
        prefix = {"photo": "AgACAgUAAxkB", "document": "BQACAgUAAxkB"}.get(kind, "CAACAgUAAxkB")
        file = StoredFile(
            f"{prefix}{digest[:44]}",
            f"AgAD{digest[-12:]}",
            kind,
            upload.name,
            upload.mime,
            upload.content,
            len(upload.content) if size is None else size,
            width,
            height,
        )
        self.by_id[file.file_id] = file
        return file

    def photo(self, upload: Upload) -> list[StoredFile]:
        """The sizes of a picture, smallest first; every size keeps the original bytes."""
        width, height = _dimensions(upload.content)
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad("PHOTO_INVALID_DIMENSIONS")
        boxes = [box for box in _BOXES if box < max(width, height)] + [max(width, height)]
        sizes = []
        for box in boxes[: len(_BOXES)]:
            scale = box / max(width, height)
            w, h = max(1, round(width * scale)), max(1, round(height * scale))
            sizes.append(self.add("photo", upload, width=w, height=h))
        return sizes

    def link(self, file_id: str, now: float) -> Json:
        """getFile: a path that works for an hour."""
        file = self.by_id.get(file_id)
        if file is None:
            raise bad("invalid file_id")
        if file.size > MAX_DOWNLOAD:
            raise bad("file is too big")
        file.link_until = now + LINK_LIFETIME
        suffix = "jpg" if file.kind == "photo" else file.name.rpartition(".")[2] or "bin"
        path = f"{file.kind}s/file_{list(self.by_id).index(file_id)}.{suffix}"
        self.by_path[path] = file
        return {
            "file_id": file_id,
            "file_unique_id": file.unique_id,
            "file_size": file.size,
            "file_path": path,
        }

    def download(self, path: str, now: float) -> StoredFile:
        """The file behind a link that is still good."""
        file = self.by_path.get(path)
        if file is None or file.link_until < now:
            raise ApiError(404, "Not Found")
        return file

    def sent(self, p: Params, field: str) -> Upload | StoredFile:
        """The file a send call names: an upload, attach://name or the file_id of the right kind."""
        value = p.text(field)
        upload = p.files.get(field)
        if value.startswith("attach://"):
            upload = p.files.get(value.removeprefix("attach://"))
        if upload is not None:
            return _checked(upload, field)
        if value.startswith("attach://") or not value:
            raise bad(f"there is no {field} in the request")
        if value.startswith(("http://", "https://")):
            raise bad("failed to get HTTP URL content")
        file = self.by_id.get(value)
        if file is None:
            raise bad("wrong file identifier/HTTP URL specified")
        if file.kind != field:
            raise bad(f"can't use file of type {file.kind.title()} as {field.title()}")
        return file


def _checked(upload: Upload, field: str) -> Upload:
    size = len(upload.content)
    if not size:
        raise bad("file must be non-empty")
    if size > MAX_UPLOAD:
        raise ApiError(413, "Request Entity Too Large")
    if field == "photo" and size > MAX_PHOTO:
        raise bad(f"file of size {size} bytes is too big for a photo; the maximum size is {MAX_PHOTO} bytes")
    return upload


def _dimensions(content: bytes) -> tuple[int, int]:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content)) as image:
            return image.size
    except (UnidentifiedImageError, OSError):
        raise bad("IMAGE_PROCESS_FAILED") from None


def photo_json(sizes: list[StoredFile]) -> list[Json]:
    """PhotoSize objects."""
    return [
        {
            "file_id": f.file_id,
            "file_unique_id": f.unique_id,
            "width": f.width,
            "height": f.height,
            "file_size": f.size,
        }
        for f in sizes
    ]


def document_json(file: StoredFile) -> Json:
    """A Document object."""
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": file.size,
    }
