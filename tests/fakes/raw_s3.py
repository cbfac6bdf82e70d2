"""An S3 server over https as older ones are: it knows no checksum trailers and keeps each body as it came.

`harm` is what it does to a content before it keeps it. One thread a connection; everything lies in memory.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class RawS3:
    """What the server holds, and the options that lead to it."""

    url: str
    certificate: Path
    objects: dict[str, bytes] = field(default_factory=dict)
    harm: Callable[[bytes], bytes] = lambda content: content
    etag: Callable[[bytes], str] = lambda content: hashlib.md5(content).hexdigest()
    visitors: set[object] = field(default_factory=set)
    """Connections that are open."""
    answered: int = 0
    """Requests, over whichever connection."""

    @property
    def trust(self) -> dict[str, Any]:
        """What a client needs to believe the certificate."""
        return {"client_kwargs": {"verify": str(self.certificate), "region_name": "ap-southeast-1"}}


@contextmanager
def raw_s3(folder: Path) -> Iterator[RawS3]:
    """The server, as long as it is needed."""
    certificate, key = _certificate(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    fake = RawS3(f"https://127.0.0.1:{server.server_address[1]}", certificate)
    server.fake = fake  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    """PUT, GET, HEAD and DELETE of one object; the list of a bucket."""

    protocol_version = "HTTP/1.1"

    def handle(self) -> None:
        self.fake.visitors.add(self)
        try:
            super().handle()
        finally:
            self.fake.visitors.discard(self)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None: ...

    @property
    def fake(self) -> RawS3:
        return self.server.fake  # type: ignore[attr-defined,no-any-return]

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).lstrip("/")

    def do_PUT(self) -> None:
        content = self.fake.harm(self._body())
        self.fake.objects[self.key] = content
        self._answer(200, b"", {"ETag": f'"{self.fake.etag(content)}"'})

    def do_GET(self) -> None:
        if "list-type" in self.path:
            self._list()
            return
        self._object(body=True)

    def do_HEAD(self) -> None:
        self._object(body=False)

    def do_DELETE(self) -> None:
        self.fake.objects.pop(self.key, None)
        self._answer(204)

    def _object(self, *, body: bool) -> None:
        content = self.fake.objects.get(self.key)
        if content is None:
            self._answer(404)
            return
        headers = {
            "ETag": f'"{self.fake.etag(content)}"',
            "Last-Modified": format_datetime(dt.datetime.now(dt.UTC), usegmt=True),
        }
        asked = self.headers.get("Range", "").removeprefix("bytes=")
        if not asked:
            self._answer(200, content, headers, body=body)
            return
        first, _, last = asked.partition("-")
        part = content[int(first) : int(last or len(content)) + 1]
        end = int(first) + len(part) - 1
        headers["Content-Range"] = f"bytes {first}-{end}/{len(content)}"
        self._answer(206, part, headers, body=body)

    def _list(self) -> None:
        bucket = self.key.split("/")[0]
        names = [key.removeprefix(f"{bucket}/") for key in self.fake.objects]
        entries = "".join(
            f"<Contents><Key>{name}</Key><Size>{len(self.fake.objects[f'{bucket}/{name}'])}</Size>"
            "<LastModified>2020-01-01T00:00:00.000Z</LastModified></Contents>"
            for name in names
        )
        self._answer(200, f"<ListBucketResult>{entries}</ListBucketResult>".encode(), {})

    def _body(self) -> bytes:
        """The body; its aws-chunked framing, which an older server does not know, stays in it."""
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def _answer(
        self, status: int, content: bytes = b"", headers: dict[str, str] | None = None, *, body: bool = True
    ) -> None:
        self.fake.answered += 1
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if body:
            self.wfile.write(content)


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate of this machine for an hour, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "raw-s3.crt", folder / "raw-s3.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate, secret
