"""The command line: run, invite, check, export."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import segno
import typer

from bot.config import BadSettings, Settings, load_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The OCOP assistant. Settings come from the environment (OCOP_…): see `ocop-bot check`.",
)


def _settings() -> Settings:
    try:
        return load_settings()
    except BadSettings as error:
        typer.echo(f"Settings cannot be used:\n{error}", err=True)
        raise typer.Exit(2) from None


def _go(work: Coroutine[Any, Any, None]) -> None:
    """Runs to the end; a setting that does not fit the database is said plainly."""
    try:
        asyncio.run(work)
    except BadSettings as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None


@app.command()
def run() -> None:
    """Serve the web chat, and Telegram when OCOP_TELEGRAM_TOKEN is set."""
    import uvloop

    from bot.commands.serving import serve

    uvloop.install()
    _go(serve(_settings()))


@app.command()
def invite(
    role: Annotated[str, typer.Option(help="commune_officer, district_staff, province_staff or admin")],
    area: Annotated[str, typer.Option(help='Name or code of the unit, for instance "Xã Định Bình, TP Cà Mau"')] = "",
    days: Annotated[int, typer.Option(min=1, max=60, help="How many days the invitation holds")] = 7,
    qr: Annotated[Path | None, typer.Option(help="Also write the link as a QR code (PNG)")] = None,
) -> None:
    """Make a one-time link with which somebody takes a role."""
    from bot.commands.inviting import invite as make

    async def work() -> None:
        made = await make(_settings(), role, area, timedelta(days=days))
        typer.echo(f"{made.role} · {made.place} · {made.programme} · until {made.expires:%d/%m/%Y %H:%M}")
        typer.echo(f"Web chat:       {made.link}")
        typer.echo(f"In any chat:    /start join-{made.token}")
        segno.make(made.link).terminal(compact=True, out=sys.stdout)
        if qr:
            segno.make(made.link).save(str(qr), scale=8)
            typer.echo(f"QR code:        {qr}")

    _go(work())


@app.command()
def check() -> None:
    """Check the settings, the data files, the catalogues and the database; say what is wrong."""
    from bot.commands.checking import check_all

    settings = _settings()
    problems = 0
    for line in asyncio.run(check_all(settings)):
        problems += not line.ok
        typer.echo(f"{'ok     ' if line.ok else 'PROBLEM'} {line.text}")
    if problems:
        raise typer.Exit(1)


@app.command()
def export(
    out: Annotated[Path | None, typer.Option(help="File to write; without it to the screen")] = None,
) -> None:
    """Write all products of the programme as CSV (UTF-8, opens in Excel)."""
    from bot.commands.exporting import export as export_products

    async def work() -> None:
        text = await export_products(_settings())
        if out:
            out.write_text(text, "utf-8-sig", newline="")
            typer.echo(f"{out}: {max(text.count(chr(10)) - 1, 0)} products")
        else:
            typer.echo(text, nl=False)

    _go(work())


if __name__ == "__main__":
    app()
