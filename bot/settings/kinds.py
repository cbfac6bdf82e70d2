"""Kinds of settings: what each may look like, and what is said when it does not."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from pydantic import SecretStr

_TOKEN = re.compile(r"[0-9]+:[0-9A-Za-z_-]+")


def postgres(value: object) -> object:
    """The URL of a database, in the one spelling that all libraries know."""
    if isinstance(value, str):
        value = value.replace("postgres://", "postgresql://", 1)
        if not value.startswith("postgresql://"):
            raise ValueError("must begin with postgresql://")
    return value


def networks(value: str) -> str:
    """Addresses and networks, separated by commas."""
    for part in value.split(","):
        ip_network(part.strip())
    return value


def lower(value: object) -> object:
    """Words that may be typed in capitals too."""
    return value.lower() if isinstance(value, str) else value


def web_address(value: str) -> str:
    """An address as it stands in a browser, with nothing behind its path."""
    if re.search(r"\s", value):
        raise ValueError("has a blank in it")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must begin with https:// and a name")
    if parts.port == 0 or parts.query or parts.fragment or parts.username is not None:
        raise ValueError("must end with the name or a path: no user, no question mark, no #")
    return value


def bot_token(value: SecretStr) -> SecretStr:
    """What BotFather gives."""
    if not _TOKEN.fullmatch(value.get_secret_value()):
        raise ValueError("is no token of Telegram: BotFather gives a number, a colon and letters")
    return value


def is_local(host: str) -> bool:
    """Whether a name or address means this machine and no other."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
