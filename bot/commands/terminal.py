"""What every command needs at the terminal: settings, a run to its end, and what is wrong said in plain words."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn

import typer

from bot.ports.database import UnusableDatabase
from bot.settings.config import BadSettings, Settings, load_settings

_DISK = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk is full for this user",
    errno.EROFS: "the disk may only be read",
}
"""What an error of a file says of the disk."""


def read_settings() -> Settings:
    """Those of the environment; what cannot be used is said."""
    try:
        return load_settings()
    except BadSettings as error:
        typer.echo(f"Settings cannot be used:\n{error}", err=True)
        raise typer.Exit(2) from None


def go(work: Coroutine[Any, Any, None], loops: Callable[[], asyncio.AbstractEventLoop] | None = None) -> None:
    """Runs to the end; a setting that does not fit, or a database that cannot be used, is said plainly."""
    try:
        with asyncio.Runner(loop_factory=loops) as runner:
            runner.run(work)
    except BadSettings as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except UnusableDatabase as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except BrokenPipeError:
        raise  # whoever read along has left: typer ends without a word
    except OSError as error:
        from bot.handlers.services import DatabaseDown

        if isinstance(error, DatabaseDown):
            typer.echo(f"The database does not work: {error}.", err=True)
            raise typer.Exit(1) from None
        if words := _DISK.get(error.errno or 0):
            typer.echo(f"OCOP_DATA: {words}: {error.filename or 'nothing can be written'}.", err=True)
            raise typer.Exit(1) from None
        typer.echo(_named(error), err=True)
        raise typer.Exit(2) from None


def _named(error: OSError) -> str:
    """A folder that may not be written has a name; what has none is a server that does not answer."""
    if error.filename:
        return f"OCOP_DATA: {error.filename}: {error.strerror}. Choose a folder that this user may write to."
    return f"OCOP_DATABASE_URL, OCOP_FILES_URL: a server does not answer: {error}."


def backing_up(work: Coroutine[Any, Any, None], loops: Callable[[], asyncio.AbstractEventLoop] | None = None) -> None:
    """What is wrong with a backup, or with the copy before an upgrade, is one plain line."""
    from bot.commands.upgrading import UpgradeFailed
    from bot.storage.backup.manifest import BadBackup

    try:
        go(work, loops)
    except (BadBackup, UpgradeFailed) as error:
        unusable(error)


def unusable(error: Exception) -> NoReturn:
    """What is wrong with a file or a word of the command is one line."""
    typer.echo(str(error), err=True)
    raise typer.Exit(2)
