"""Refusals, in the words Telegram uses."""


class ApiError(Exception):
    """A call is refused: what goes into error_code, description and parameters."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(text: str) -> ApiError:
    """The usual refusal: 400 Bad Request."""
    return ApiError(400, f"Bad Request: {text}")


def flood(seconds: int) -> ApiError:
    """429, with the seconds to wait in words and in parameters."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
