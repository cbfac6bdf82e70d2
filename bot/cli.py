"""The command line: run, check, prepare-demo; the rest stands in `data_apps`, `plan_apps`, `role_apps`."""

from __future__ import annotations

import asyncio
import sys
from typing import Annotated

import typer

from bot.commands import data_apps, plan_apps
from bot.commands.role_apps import mount
from bot.commands.terminal import backing_up, go, read_settings

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="The OCOP assistant. Settings come from the environment (OCOP_…): see `ocop-bot check`.",
)


@app.command()
def run() -> None:
    """Serve the web chat, and Telegram when OCOP_TELEGRAM_TOKEN is set."""
    import uvloop

    from bot.commands.serving import serve

    backing_up(serve(read_settings()), uvloop.new_event_loop)


# Commands are imported by their own functions: none waits for what another needs.
mount(app, read_settings, go)
app.add_typer(data_apps.app)
app.add_typer(plan_apps.app)


@app.command()
def check(
    file: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILE", help="Only these: programmes, files of knowledge (.yaml)"),
    ] = None,
    outside: Annotated[
        bool, typer.Option("--outside", help="Look also through OCOP_WEB_URL: what does the proxy let through?")
    ] = False,
) -> None:
    """Check the settings, the data files, the catalogues and the database; say what is wrong."""
    from bot.commands.checking import check_all, check_file

    alone = [line for name in file or () for line in check_file(name)]
    lines = alone or asyncio.run(check_all(read_settings()))
    if outside:
        from bot.commands.outside import look_outside

        async def look() -> None:
            lines.extend(await look_outside(read_settings()))

        go(look())
    for line in lines:
        # Alone, a mistake begins with its path and line, as editors expect it.
        typer.echo(line.text if alone else f"{'ok     ' if line.ok else 'PROBLEM'} {line.text}")
    if not all(line.ok for line in lines):
        raise typer.Exit(1)


@app.command("prepare-demo")
def prepare_demo() -> None:
    """Play the season with which the demonstration begins, beside the environment: once, and after each change."""
    from bot.kit.logs import log_to
    from bot.rehearsal.season.playing import prepare

    log_to(sys.stderr, "error")

    async def work() -> None:
        settings = read_settings()
        typer.echo(f"The demonstration is prepared: {(await prepare(settings)).name}")

    go(work())


if __name__ == "__main__":
    app()
