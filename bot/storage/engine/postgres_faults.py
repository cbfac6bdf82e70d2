"""PostgreSQL's errors in plain words: of a moment in which it is away, and of a start that cannot be."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import asyncpg

from bot.handlers.services import DatabaseDown
from bot.ports.database import UnusableDatabase

URL = "OCOP_DATABASE_URL"
DIRECT = "OCOP_DATABASE_DIRECT_URL"
_AWAY = (
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.ProtocolError,
)
"""What is the server's or the network's, not the statement's: the same statement may work later."""


def told(error: Exception, patience: float) -> Exception:
    """The error for one who waits: `DatabaseDown` where the server is away, ill or full, else itself."""
    if isinstance(error, TimeoutError):
        return DatabaseDown(f"it does not answer (waited {patience:g} seconds)")
    if isinstance(error, OSError):
        return DatabaseDown("it is not reached")
    if isinstance(error, _AWAY) and not isinstance(error, ValueError):  # asyncpg's own word for a wrong argument
        return DatabaseDown(_line(error))
    return error


def unusable(error: Exception, url: str, setting: str) -> UnusableDatabase:
    """Why nothing can begin with the database at `url`; the password is never told."""
    return UnusableDatabase(f"{setting}: {_why(error, url)}")


def _why(error: Exception, url: str) -> str:
    if isinstance(error, asyncpg.InvalidPasswordError):
        return f"PostgreSQL refuses the user or the password ({_line(error)})."
    if isinstance(error, asyncpg.InvalidCatalogNameError):
        return f"PostgreSQL has no such database ({_line(error)}). Make it first: CREATE DATABASE … ENCODING 'UTF8'."
    if isinstance(error, asyncpg.InsufficientPrivilegeError):
        return f"the user lacks a right ({_line(error)}). Its owner gives it with GRANT."
    if isinstance(error, TimeoutError | OSError):
        return f"no PostgreSQL answers at {_place(url)}."
    if isinstance(error, asyncpg.ClientConfigurationError | ValueError):
        return f"this is no address of a database ({_line(error)})."
    return f"PostgreSQL says: {_line(error)}."


def _line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__


def _place(url: str) -> str:
    parts = urlsplit(url)
    socket = parse_qs(parts.query).get("host", [""])[0]
    return parts.netloc.rpartition("@")[2] or socket or "localhost"
