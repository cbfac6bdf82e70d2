"""What the page is told: who it is, its texts, its chats; then what is new."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.demo import Demo
from bot.channels.web.events import EventStream, Listeners
from bot.channels.web.guard import Refused, sealed
from bot.channels.web.limits import Buckets
from bot.channels.web.ports import Message, Messages
from bot.channels.web.saying import MAX_TEXT
from bot.channels.web.sessions import Seat, Sessions, slow_down
from bot.channels.web.visitors import visitor_of
from bot.channels.web.wishes import wished_language
from bot.kit.clock import Clock
from bot.texts import REFERENCE, Texts

PAGE = 50
"""Messages of a chat that are shown at once."""
_BATCH = 100


def language_of(request: Request, texts: Texts) -> str:
    """The language that the browser wishes most among those that we speak."""
    return wished_language(request.headers.get("accept-language", ""), texts.languages, REFERENCE)


def shown(message: Message) -> dict[str, Any]:
    """A message as the page reads it."""
    return {**message.payload, "id": message.id, "from": "me" if message.direction == "in" else "us", "at": message.at}


class PageState:
    """Reads for the page."""

    def __init__(
        self,
        *,
        messages: Messages,
        texts: Texts,
        clock: Clock,
        sessions: Sessions,
        listeners: Listeners,
        reading: Buckets,
        demo: Demo | None,
        max_upload: int,
    ) -> None:
        self._messages = messages
        self._texts = texts
        self._clock = clock
        self._sessions = sessions
        self._listeners = listeners
        self._reading = reading
        self._demo = demo
        self._max_upload = max_upload
        self._page_texts = {
            language: {k: v for k, v in texts[language].texts.items() if k.startswith("web.")}
            for language in texts.languages
        }

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/state", sealed(self.state)),
            Route("/api/history", sealed(self.history)),
            Route("/api/events", sealed(self.events)),
            Route("/api/news", sealed(self.news)),
        ]

    async def language(self, request: Request, seat: Seat) -> str:
        """The person's language; a newcomer's is the browser's."""
        return await self._messages.language(seat.address) or language_of(request, self._texts)

    async def state(self, request: Request) -> Response:
        """All that the page needs to begin. Gives a newcomer a session."""
        try:
            seats = await self._sessions.enter(request)
        except Refused as refused:  # the page has no texts yet
            refused.text = refused.text or self._texts[language_of(request, self._texts)](refused.key)
            raise
        slow_down(self._reading, seats[0])
        # Asked before the chats are read: what comes in between is told twice rather than never.
        after = await self._messages.newest([s.address for s in seats])
        response = JSONResponse(
            {
                "after": after,
                "windows": [await self._window(request, seat) for seat in seats],
                "demo": self._demo.about(self._texts) if self._demo else None,
                "texts": self._page_texts,
                "ended": seats[0].ended,
                "limits": {"text": MAX_TEXT, "file": self._max_upload},
            }
        )
        self._sessions.keep(response, seats)
        return response

    async def _window(self, request: Request, seat: Seat) -> dict[str, Any]:
        return {
            "id": seat.window,
            "role": seat.role,
            "tag": seat.tag,
            "language": await self.language(request, seat),
            **await self._page(seat),
        }

    async def _page(self, seat: Seat, before: int = 0) -> dict[str, Any]:
        found = await self._messages.latest(seat.address, PAGE + 1, before)
        if found and not before:
            await self._messages.taken([seat.address], found[-1].id, self._clock())
        return {"messages": [shown(m) for m in found[-PAGE:]], "earlier": len(found) > PAGE}

    async def history(self, request: Request) -> Response:
        """The page of messages before one."""
        seat = await self._sessions.one_of(request)
        slow_down(self._reading, seat)
        return JSONResponse(await self._page(seat, _number(request.query_params.get("before", ""))))

    async def news(self, request: Request) -> Response:
        """What came after a message: for pages whose live messages somebody holds back on the way."""
        seats = {s.address: s for s in await self._sessions.all_of(request)}
        slow_down(self._reading, next(iter(seats.values())))
        found = await self._news(request, seats, _number(request.query_params.get("after", "0")))
        day = self._demo.days(self._texts) if self._demo else None
        return JSONResponse({"news": [{"id": number, "event": event} for number, event in found], "day": day})

    async def _news(
        self, request: Request, seats: Mapping[str, Seat], after: int
    ) -> Sequence[tuple[int, dict[str, Any]]]:
        found = await self._messages.since(list(seats), after, _BATCH)
        if found:
            await self._messages.taken(list({m.address for m in found}), found[-1].id, self._clock())
        speaks = {a: await self.language(request, seats[a]) for a in {m.address for m in found}}
        return [
            (m.id, {"w": seats[m.address].window, "language": speaks[m.address], "message": shown(m)}) for m in found
        ]

    async def events(self, request: Request) -> Response:
        """Live messages; in the demonstration one connection serves all windows, for browsers allow but six."""
        seats = {s.address: s for s in await self._sessions.all_of(request)}
        addresses = list(seats)
        visitor = visitor_of(request)
        self._listeners.check(addresses, visitor)
        after = _number(request.headers.get("last-event-id") or request.query_params.get("after", "0"))

        async def news(after: int) -> Sequence[tuple[int, str]]:
            return [(number, json.dumps(event)) for number, event in await self._news(request, seats, after)]

        return EventStream(self._listeners, addresses, after, news=news, day=self._day, visitor=visitor)

    def _day(self) -> str:
        """The day of the demonstration; the real one everybody knows."""
        return json.dumps(self._demo.days(self._texts), ensure_ascii=False) if self._demo else ""


def _number(raw: str) -> int:
    if not raw.isdecimal() or len(raw) > 18:
        raise Refused(400, "web.not_understood")
    return int(raw)
