"""How pages of the dashboard look: templates beside this module, and the numbers that a chart is drawn with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import Response

from bot.handlers.dashboard.overview import NAME as FIRST
from bot.handlers.dashboard.page import Bar, Link
from bot.messages import shortened
from bot.texts import Translator

if TYPE_CHECKING:
    from jinja2 import Environment

ROOT = "/dashboard"
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_WIDE, _TALL, _BAR = 320, 34, 10
"""A chart's width, the height of one entry, and of its bar."""
_LETTERS = 40
"""Letters of a label over a bar: the whole stands in the table."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One bar of a chart, in the units of the drawing."""

    label: str
    shown: str
    y: int
    width: int
    goal: int


@dataclass(frozen=True, slots=True)
class Look:
    """What every page needs: where it is served, which version of the styles, in whose words."""

    base: str
    version: str
    t: Translator


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = Path(__file__).parent / "templates"
    made = Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.globals |= {"drawn": drawn, "height": lambda bars: len(bars) * _TALL, "wide": _WIDE, "thick": _BAR}
    return made


def shown(look: Look, template: str, status: int = 200, **given: Any) -> Response:
    """A page; nothing in it runs, and it is framed nowhere."""
    body = _templates().get_template(template).render(look=look, t=look.t, root=look.base + ROOT, **given)
    response = Response(body, status, media_type="text/html")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "same-origin"  # with none a browser does not say whose form it sends
    response.headers.add_vary_header("Accept-Language")
    return response


def addresses(base: str) -> Callable[[Link], str]:
    """What a link to another page is, below our own path."""

    def address(link: Link) -> str:
        path = "" if link.page == FIRST else f"/{link.page}"
        query = urlencode(link.query)
        return f"{base}{ROOT}{path}?{query}" if query else f"{base}{ROOT}{path}"

    return address


def drawn(bars: Sequence[Bar]) -> list[Drawn]:
    """Bars to one measure: the longest takes the whole width."""
    most = max((max(bar.value, bar.goal) for bar in bars), default=0) or 1
    return [
        Drawn(_short(bar.label), bar.shown, n * _TALL, _wide(bar.value, most), _wide(bar.goal, most))
        for n, bar in enumerate(bars)
    ]


def _wide(value: int, most: int) -> int:
    return round(value * _WIDE / most)


def _short(label: str) -> str:
    return shortened(label, _LETTERS)
