"""A bare client for tests that look at the bytes: no library between them and the fake."""

import io
import json
from typing import Any, Self

import aiohttp

from .params import Json
from .server import Server


class RawApi:
    """`await api("sendMessage", chat_id=1, text="x")` answers with the whole JSON body."""

    def __init__(self, tg: Server, token: str | None = None) -> None:
        self.base = f"{tg.api_url}/bot{token or tg.token}"
        self.session = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.session.close()

    async def __call__(self, method: str, **params: Any) -> Json:
        async with self.session.post(f"{self.base}/{method}", json=params) as answer:
            return _checked(await answer.json(), answer.status)

    async def form(self, method: str, **params: Any) -> Json:
        """The same with a form; bytes are uploaded as files, everything else is text or JSON."""
        form = aiohttp.FormData()
        for name, value in params.items():
            if isinstance(value, bytes):
                form.add_field(name, io.BytesIO(value), filename=f"{name}.bin")
            else:
                form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        async with self.session.post(f"{self.base}/{method}", data=form) as answer:
            return _checked(await answer.json(), answer.status)

    async def refusal(self, method: str, **params: Any) -> str:
        """The description of a refusal."""
        answer = await self.form(method, **params)
        assert not answer["ok"], f"{method} was expected to be refused: {answer}"
        return str(answer["description"])


def _checked(body: Json, status: int) -> Json:
    assert body["ok"] == (status == 200), f"{status} does not fit {body}"
    assert body["ok"] or body["error_code"] == status
    return body
