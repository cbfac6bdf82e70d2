"""HTTP answers: {"ok": true, "result": ...} and refusals."""

import json

from aiohttp import web

from .errors import ApiError
from .params import Json
from .world import Call

_JSON = {"Content-Type": "application/json"}


def answer(call: Call, error: ApiError | None = None) -> web.Response:
    """What a call answers with; `error` overrides what was recorded."""
    if not call.ok:
        return error_answer(error or ApiError(call.code, call.description, **call.parameters))
    body: Json = {"ok": True, "result": call.result}
    if call.description:
        body["description"] = call.description
    return web.Response(body=json.dumps(body, ensure_ascii=False).encode(), headers=_JSON)


def error_answer(error: ApiError) -> web.Response:
    """A refusal."""
    code = error.code or 500
    body: Json = {"ok": False, "error_code": code, "description": error.description}
    headers = dict(_JSON)
    if error.parameters:
        body["parameters"] = error.parameters
        if "retry_after" in error.parameters:
            headers["Retry-After"] = str(error.parameters["retry_after"])
    return web.Response(status=code, body=json.dumps(body, ensure_ascii=False).encode(), headers=headers)
