"""All pages of the web."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.bootstrap import Foundation
from bot.channels.web.front import Front
from bot.channels.web.origins import base_of
from bot.channels.web.plain import PlainPages


def server_of(foundation: Foundation, routes: Sequence[BaseRoute]) -> Starlette:
    """All pages, behind what every request passes first."""
    settings = foundation.settings
    public = settings.web_url or ""
    plain = PlainPages(foundation.texts, base_of(public))
    front = Middleware(Front, public=public, proxies=settings.proxy_list, plain=plain, private=settings.is_demo)
    return Starlette(routes=routes, middleware=[front], exception_handlers=plain.handlers())
