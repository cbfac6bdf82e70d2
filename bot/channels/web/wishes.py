"""What a browser wishes: languages and encodings, by the weight that it gives to each (RFC 9110, 12.4.2)."""

from __future__ import annotations

from collections.abc import Container, Iterator


def weights(header: str) -> Iterator[tuple[str, float]]:
    """The names of a header with their weights; a weight that cannot be read is 0."""
    for part in header.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if name:
            yield name, _weight(parameters)


def _weight(parameters: list[str]) -> float:
    given = [one.removeprefix("q=") for one in parameters if one.startswith("q=")]
    if not given:
        return 1.0
    try:
        weight = float(given[0])
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def takes_gzip(header: str) -> bool:
    """Whether `Accept-Encoding` allows gzip."""
    named = dict(weights(header))
    return named.get("gzip", named.get("*", 0.0)) > 0


def wished_language(header: str, spoken: Container[str], otherwise: str) -> str:
    """The language of `Accept-Language` that is wished most among those `spoken`; `vi-VN` is Vietnamese too."""
    best, most = otherwise, 0.0
    for name, weight in weights(header):
        language = name.partition("-")[0]
        if language in spoken and weight > most:
            best, most = language, weight
    return best
