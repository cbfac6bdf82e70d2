"""Which rows are of one product: what stays the same however a list writes it."""

from __future__ import annotations

from functools import cache, lru_cache

from ocop_domain.data import read_yaml
from ocop_domain.text import fold


@cache
def _forms() -> dict[str, str]:
    raw = read_yaml("legal_forms.yaml")
    return {fold(phrase): form for form, phrases in raw["forms"].items() for phrase in phrases if len(phrase) > 1}


def producer_key(name: str) -> str:
    """The legal form by its kind, then the name: "HTX Biển Nam" and "Hợp tác xã Biển Nam" are one."""
    form, bare = _divided(name)
    return f"{form}:{bare}"


def bare_name(name: str) -> str:
    """The name without its legal form, as somebody may say it: "bien nam"."""
    return _divided(name)[1]


@lru_cache(maxsize=20_000)
def _divided(name: str) -> tuple[str, str]:
    tokens, form = fold(name).split(), ""
    while tokens:
        length = next((n for n in range(min(6, len(tokens) - 1), 0, -1) if " ".join(tokens[:n]) in _forms()), 0)
        if not length:
            break
        form = form or _forms()[" ".join(tokens[:length])]
        tokens = tokens[length:]
    return form, " ".join(tokens)


def product_key(product: str, producer: str, area: str) -> str:
    """The product of this name, of this producer, in this unit."""
    return f"{area}|{producer_key(producer)}|{fold(product)}"


def certificate_key(number: str) -> str:
    """A number however it is written."""
    return fold(number).replace(" ", "")
