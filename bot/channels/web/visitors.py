"""Whose address counts: the visitor's own, also when a proxy stands between."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from starlette.requests import Request

_HOUSEHOLD = 64
"""Bits that one line of a provider shares; the other half a phone may choose anew at any moment."""


def visitor_of(request: Request) -> str:
    """The address that limits go by: what a known proxy says (`OCOP_PROXIES`), else who is connected."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, _HOUSEHOLD), strict=False))
