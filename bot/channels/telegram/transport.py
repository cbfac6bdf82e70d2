"""HTTP for python-telegram-bot through aiohttp: three to five times less CPU than its default."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData


class NotSentError(NetworkError):
    """The request never left: nothing was delivered, and it is safe to try again."""


@dataclass(frozen=True, slots=True)
class PlainTransport:
    """Parameters that are JSON already: building the library's objects for a keyboard costs more than sending it."""

    parameters: dict[str, Any]
    contains_files: bool = False


class AiohttpRequest(BaseRequest):
    """One connection pool for one bot, from the first request until it is shut down, which is for ever."""

    def __init__(self, *, connections: int = 64, read_timeout: float = 20) -> None:
        self._connections = connections
        self._read_timeout = read_timeout
        self._session: aiohttp.ClientSession | None = None
        self._ended = False

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ttl_dns_cache=300),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        self._ended = True
        if self._session:
            await self._session.close()

    async def call(self, url: str, *, read_timeout: float | None = None, **parameters: Any) -> Any:
        """Calls one method of the Bot API with plain values; its result as plain JSON, its errors as the library's."""
        given = {name: value for name, value in parameters.items() if value is not None}
        # The request layer of the library hands its data through to `do_request` below unread.
        return await self.post(
            url, cast(RequestData, PlainTransport(given)), read_timeout=read_timeout or self._read_timeout
        )

    async def do_request(  # noqa: PLR0917 - the signature is python-telegram-bot's
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._ended:  # a pool that is opened now would be closed by nobody
            raise NotSentError("not sent: the program stops")
        await self.initialize()
        assert self._session is not None
        read = read_timeout if isinstance(read_timeout, int | float) else self._read_timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=10, sock_read=read)
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=timeout) as response:
                if response.status == HTTPStatus.GATEWAY_TIMEOUT:
                    # The proxy passed it on and waited in vain, as we would have: it may have been carried out.
                    raise TimedOut("the gateway had no answer in time")
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(f"not sent: {type(error).__name__}") from error
        except TimeoutError as error:
            raise TimedOut("no answer in time") from error
        except aiohttp.ClientError as error:
            # The connection broke after the request had left: whether it was carried out, nobody knows.
            raise TimedOut(f"connection lost: {type(error).__name__}") from error


def _body(request_data: RequestData | PlainTransport | None) -> Any:
    if not request_data:
        return None
    if isinstance(request_data, PlainTransport):
        return aiohttp.JsonPayload(request_data.parameters)
    if not request_data.contains_files:
        return request_data.json_parameters
    # Without quote_fields=False Vietnamese file names arrive percent-encoded.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form
