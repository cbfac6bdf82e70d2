"""Our own address, as browsers name it."""

from __future__ import annotations

from urllib.parse import urlsplit

ORIGIN = "ocop.origin"
"""Where the scope of a request keeps our own origin; "" when nobody said what it is."""
PEER = "ocop.peer"
"""Where the scope keeps who is connected: the visitor, or the proxy in front of us."""
_PORTS = {"http": 80, "https": 443}


def origin_of(url: str) -> str:
    """Scheme, host and port as a browser says them in `Origin`; "" when the URL has none."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _PORTS or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown = "" if port in {None, _PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def base_of(url: str) -> str:
    """The path that stands before all our own ones, without a slash at its end: "" or "/ocop"."""
    return urlsplit(url).path.rstrip("/")
