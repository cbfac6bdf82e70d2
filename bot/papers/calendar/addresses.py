"""Private addresses of calendars: nobody can guess one, and a new one ends the old."""

from __future__ import annotations

import hashlib
import hmac

from ocop_domain.text import fold

_BYTES = 20


class CalendarAddresses:
    """Makes and reads the tokens; what they open is decided by who serves them."""

    def __init__(self, secret: str, base: str) -> None:
        self._secret = secret.encode()
        self._base = base.rstrip("/")

    def address(self, person: int, version: int) -> str:
        """The address to give away; "" where the program has no public one."""
        return f"{self._base}/calendar/{self.token(person, version)}.ics" if self._base else ""

    def token(self, person: int, version: int) -> str:
        return f"{person}.{version}.{self._proof(person, version)}"

    def read(self, token: str) -> tuple[int, int] | None:
        """Person and version, if the token is one of ours."""
        person, _, rest = token.partition(".")
        version, _, proof = rest.partition(".")
        if not (person.isdecimal() and version.isdecimal() and len(person) < 16 and len(version) < 10):
            return None
        own = self._proof(int(person), int(version))
        return (int(person), int(version)) if hmac.compare_digest(own, fold(proof)) else None

    def _proof(self, person: int, version: int) -> str:
        said = f"calendar:{person}:{version}".encode()
        return hmac.new(self._secret, said, hashlib.sha256).hexdigest()[: 2 * _BYTES]
