"""The command line about roles and accounts: give, list, take away, give back."""

from __future__ import annotations

import sys
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.kit.clock import VIETNAM
from bot.settings.config import Settings
from ocop_domain.rights import Role

Go = Callable[[Coroutine[Any, Any, None]], None]
_ROLES = f"One of {', '.join(Role)}"
Days = Annotated[int, typer.Option(min=1, max=60, help="How many days the invitation holds")]
Json = Annotated[bool, typer.Option("--json", help="For programs")]


def mount(app: typer.Typer, settings: Callable[[], Settings], go: Go) -> None:
    """Adds the commands to the program; `go` runs one and says plainly what does not fit."""
    _invite(app, settings, go)
    _invite_many(app, settings, go)
    _roles(app, settings, go)
    _agencies(app, settings, go)
    _invitations(app, settings, go)
    _recover(app, settings, go)


def _invite(app: typer.Typer, settings: Callable[[], Settings], go: Go) -> None:
    @app.command()
    def invite(
        role: Annotated[str, typer.Option(help=_ROLES)],
        area: Annotated[
            str, typer.Option(help='Name or code of the unit, for instance "Xã Đất Mũi, Tỉnh Cà Mau"')
        ] = "",
        days: Days = 7,
        qr: Annotated[Path | None, typer.Option(help="Also write the link as a QR code (PNG)")] = None,
        whom: Annotated[str, typer.Option("--for", help="For whom it is: only written down")] = "",
        until: Annotated[
            datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of the role; without it, no end")
        ] = None,
        agency: Annotated[
            str, typer.Option(help="The agency for which the role speaks, for instance so-cong-thuong")
        ] = "",
    ) -> None:
        """Make a one-time link with which somebody takes a role."""
        import segno

        from bot.commands.inviting import invite as make

        async def work() -> None:
            last = until.date() if until else None
            made = await make(settings(), role, area, timedelta(days=days), whom=whom, until=last, agency=agency)
            ends = f"{made.expires.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
            typer.echo(f"{made.role} · {made.place} · until {ends}, Vietnam's time")
            typer.echo(f"Web chat:       {made.link}")
            typer.echo(f"In any chat:    /start join-{made.token}")
            segno.make(made.link).terminal(compact=True, out=sys.stdout)
            if qr:
                segno.make(made.link).save(str(qr), scale=8)
                typer.echo(f"QR code:        {qr}")

        go(work())


def _agencies(app: typer.Typer, settings: Callable[[], Settings], go: Go) -> None:
    @app.command()
    def agencies(
        out: Annotated[Path | None, typer.Option(help="Write all agencies, to be filled in: CSV or XLSX")] = None,
        in_: Annotated[Path | None, typer.Option("--in", help="Take a filled in table: all rows or none")] = None,
    ) -> None:
        """Where to ask the agencies of the plans: write a table, or take one that was filled in."""
        from bot.commands.agencies import agencies as work

        async def run() -> None:
            for line in await work(settings(), out=out, taken=in_):
                typer.echo(line)

        go(run())


def _invite_many(app: typer.Typer, settings: Callable[[], Settings], go: Go) -> None:
    @app.command("invite-many")
    def invite_many(
        table: Annotated[Path, typer.Argument(metavar="FILE", help="XLSX: one unit a row, in column 2 for whom")],
        out: Annotated[Path, typer.Option(help="Folder for the links, the QR sheet and the texts to forward")],
        role: Annotated[str, typer.Option(help=_ROLES)] = Role.COMMUNE_OFFICER.value,
        days: Days = 14,
    ) -> None:
        """Make one-time links for many units at once: all, or none when a row is not clear."""
        from bot.commands.inviting_many import LINKS, MESSAGES, SHEET
        from bot.commands.inviting_many import invite_many as make

        async def work() -> None:
            made = await make(settings(), table, out, role, timedelta(days=days))
            typer.echo(f"{len(made)} invitations: {out / LINKS}, {out / SHEET}, {out / MESSAGES}")

        go(work())


def _roles(app: typer.Typer, settings: Callable[[], Settings], go: Go) -> None:
    @app.command()
    def roles(
        past: Annotated[bool, typer.Option("--past", help="Those that have ended")] = False, as_json: Json = False
    ) -> None:
        """List who holds what, since when, by whose invitation."""
        from bot.commands import roles as commands

        async def work() -> None:
            typer.echo(await commands.roles(settings(), past=past, as_json=as_json))

        go(work())

    role_app = typer.Typer(no_args_is_help=True, help="Take roles away.")
    app.add_typer(role_app, name="role")

    @role_app.callback()
    def role() -> None:
        """Take roles away."""

    @role_app.command()
    def remove(
        person: Annotated[int, typer.Argument(help="The number that `ocop-bot roles` shows")],
        role: Annotated[str, typer.Argument(help=_ROLES)],
        area: Annotated[str, typer.Option(help="Which unit, where the person holds the role in several")] = "",
    ) -> None:
        """Take a role away at once; the person is told."""
        from bot.commands import roles as commands

        async def work() -> None:
            typer.echo(await commands.remove(settings(), person, role, area))

        go(work())


def _invitations(app: typer.Typer, settings: Callable[[], Settings], go: Go) -> None:
    @app.command()
    def invitations(
        everything: Annotated[bool, typer.Option("--all", help="Also those that were taken or are over")] = False,
        as_json: Json = False,
    ) -> None:
        """List the invitations that can still be taken."""
        from bot.commands import roles as commands

        async def work() -> None:
            typer.echo(await commands.invitations(settings(), everything=everything, as_json=as_json))

        go(work())

    invitation_app = typer.Typer(no_args_is_help=True, help="Take invitations back.")
    app.add_typer(invitation_app, name="invitation")

    @invitation_app.callback()
    def invitation() -> None:
        """Take invitations back."""

    @invitation_app.command()
    def cancel(id_: Annotated[str, typer.Argument(metavar="ID", help="As `ocop-bot invitations` shows it")]) -> None:
        """Take back an invitation that nobody has taken."""
        from bot.commands import roles as commands

        async def work() -> None:
            typer.echo(await commands.cancel(settings(), id_))

        go(work())


def _recover(app: typer.Typer, settings: Callable[[], Settings], go: Go) -> None:
    @app.command()
    def recover(
        who: Annotated[str, typer.Argument(help='A name, a phone number, or "#number" where several are meant')],
        checked: Annotated[str, typer.Option(help="How you made sure who it is: kept, never a phone number alone")],
    ) -> None:
        """Make a one-time code for somebody who lost the phone: officials, and places without an officer."""
        from bot.commands.recovering import recover as make

        async def work() -> None:
            made = await make(settings(), who, checked)
            until = f"{made.expires.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
            typer.echo(f"{made.who} · until {until}, Vietnam's time")
            typer.echo(f"On the new phone, in any chat:  mã {made.code}")
            typer.echo("The new phone works at once. Former phones may only look, and may object for 72 hours.")

        go(work())
