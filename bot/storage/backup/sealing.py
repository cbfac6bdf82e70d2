"""A passphrase for an archive.

The archive is sealed by age (https://age-encryption.org), which streams, for a key made for this archive alone. That
key is sealed with the passphrase as the manual of `cryptography` does it: scrypt, then Fernet. age's own passphrases
are not used: how much work they ask for, and take, follows how fast the machine happens to be at that moment.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import pyrage
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from bot.storage.backup.archive import flushed, pieces, private, zip_at
from bot.storage.backup.manifest import BadBackup

KEY, SEALED = "key.json", "backup.age"
_WORK = {"n": 2**16, "r": 8, "p": 2}
_MOST = {"n": 2**20, "r": 16, "p": 16}
"""What somebody else's file may ask of this machine."""


def seal(plain: Path, sealed: Path, passphrase: str) -> None:
    """Writes `plain` sealed into the new file `sealed`, and opens it again to be sure."""
    identity = pyrage.x25519.Identity.generate()
    with private(sealed) as file:
        with zipfile.ZipFile(file, "w") as outer:
            outer.writestr(KEY, _sealed_key(str(identity), passphrase))
            with plain.open("rb") as source, outer.open(SEALED, "w", force_zip64=True) as target:
                pyrage.encrypt_io(source, target, [identity.to_public()])
        flushed(file)
    read, wanted = _Digest(), _Digest()
    with plain.open("rb") as source:
        for piece in pieces(source):
            wanted.write(piece)
    _open(sealed, passphrase, read)
    if read.hexdigest() != wanted.hexdigest():
        raise BadBackup("The backup could not be read back after it was sealed with the passphrase.")


def is_sealed(path: Path) -> bool:
    """Whether this backup wants a passphrase; `BadBackup` when it is none."""
    with zip_at(path) as archive:
        return {*archive.namelist()} == {KEY, SEALED}


@contextmanager
def opened(path: Path, passphrase: str, folder: Path) -> Iterator[Path]:
    """The archive to read: itself, or opened with the passphrase into `folder` for as long as this lasts."""
    if not is_sealed(path):
        yield path
        return
    if not passphrase:
        raise BadBackup("This backup has a passphrase: give it with --passphrase-file.")
    with TemporaryDirectory(dir=folder, prefix=".opened-") as own:
        plain = Path(own) / "backup.zip"
        with private(plain) as target:
            _open(path, passphrase, target)
        yield plain


def _open(path: Path, passphrase: str, target: IO[bytes] | _Digest) -> None:
    with zip_at(path) as outer:
        try:
            identity = pyrage.x25519.Identity.from_str(_key(outer.read(KEY), passphrase))
            with outer.open(SEALED) as source:
                pyrage.decrypt_io(source, target, [identity])
        except (zipfile.BadZipFile, EOFError, OSError, KeyError, pyrage.DecryptError, pyrage.IdentityError):
            raise BadBackup("This backup is damaged: what the passphrase opened cannot be read.") from None


def _sealed_key(key: str, passphrase: str) -> str:
    salt = secrets.token_bytes(16)
    token = _lock(passphrase, salt, _WORK).encrypt(key.encode())
    kept = {"kdf": "scrypt", **_WORK, "salt": base64.b64encode(salt).decode(), "fernet": token.decode()}
    return json.dumps(kept, indent=1)


def _key(kept: bytes, passphrase: str) -> str:
    try:
        found = json.loads(kept)
        work = {name: int(found[name]) for name in _WORK}
        if any(work[name] > most for name, most in _MOST.items()):
            raise ValueError
        lock = _lock(passphrase, base64.b64decode(found["salt"]), work)
        return lock.decrypt(str(found["fernet"])).decode()
    except InvalidToken:
        raise BadBackup("The passphrase does not open this backup.") from None
    except (ValueError, KeyError, TypeError):
        raise BadBackup("This backup is damaged: its key cannot be read.") from None


def _lock(passphrase: str, salt: bytes, work: dict[str, int]) -> Fernet:
    derived = Scrypt(salt=salt, length=32, **work).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


class _Digest:
    """Takes what is written and keeps only its hash."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self._digest.update(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def hexdigest(self) -> str:
        return self._digest.hexdigest()
