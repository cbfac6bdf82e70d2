"""The command line about plans, criteria and questions: nothing of it needs a running assistant."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.terminal import go, read_settings, unusable

app = typer.Typer()

ScoreFile = Annotated[
    typer.FileBinaryRead,
    typer.Argument(
        metavar="FILE", help='{"decision": "26/2026", "set": "s01", "answers": {"1.1": 3}}, "-" reads stdin'
    ),
]

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON")]

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y"]


@app.command()
def score(file: ScoreFile, as_json: AsJson = False) -> None:
    """Score a file of answers: points, stars, what holds it back, what is still open."""
    from bot.commands.scoring import UnusableFile, score_file

    try:
        typer.echo(score_file(file.read(), as_json=as_json))
    except UnusableFile as error:
        unusable(error)


@app.command()
def path(
    file: ScoreFile,
    *,
    target: Annotated[int, typer.Option(help="Stars to reach")],
    today: Annotated[datetime | None, typer.Option(formats=DAY_FORMATS, help="The day the work starts")] = None,
    by: Annotated[datetime | None, typer.Option(formats=DAY_FORMATS, help="The day it must be done")] = None,
    margin: Annotated[int, typer.Option(help="Points to aim at above the least")] = 0,
    without: Annotated[list[str] | None, typer.Option(metavar="CODE", help="Items that cannot be changed")] = None,
    more: Annotated[list[str] | None, typer.Argument(metavar="CODE", hidden=True)] = None,
    as_json: AsJson = False,
) -> None:
    """Find the cheapest way from a file of answers to a star."""
    from bot.commands.scoring import UnusableFile, path_file

    if more and not without:
        raise typer.BadParameter(f"what is {' '.join(more)}? Items to leave out come after --without")
    codes = [code for given in [*(without or []), *(more or [])] for code in given.split(",") if code]
    try:
        found = path_file(
            file.read(),
            target,
            as_json=as_json,
            today=today.date() if today else None,
            by=by.date() if by else None,
            margin=margin,
            without=codes,
        )
        typer.echo(found)
    except UnusableFile as error:
        unusable(error)


programme_app = typer.Typer(no_args_is_help=True, help="Make programmes.")

app.add_typer(programme_app, name="programme")


@programme_app.command()
def new(
    year: Annotated[int, typer.Option(help="Year in which the new one begins")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="File to write, ending in .yaml")],
    *,
    unit: Annotated[
        str,
        typer.Option("--for", metavar="UNIT", help='Whose plan it is, for instance "Tỉnh Cà Mau": a plan to fill in'),
    ] = "",
    source: Annotated[
        str, typer.Option("--from", metavar="PROGRAMME", help="Plan to start from, by id or file: its dates move along")
    ] = "",
    new_id: Annotated[
        str, typer.Option("--id", help="Id of the new one; without it the old one with its years moved")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists")] = False,
) -> None:
    """Make a plan to edit: a new one on top of the law (--for), or an older one with its dates moved (--from)."""
    from bot.commands.programmes import UnusableProgramme, new_plan, new_programme

    if bool(unit) == bool(source):
        raise typer.BadParameter("give either --for or --from")
    make, start = (new_plan, unit) if unit else (new_programme, source)
    try:
        typer.echo("\n".join(make(start, year, out, new_id=new_id, force=force)))
    except UnusableProgramme as error:
        unusable(error)


@app.command()
def calendar(
    programme: Annotated[
        str, typer.Argument(metavar="PROGRAMME", help="Id of a programme, or a file ending in .yaml")
    ] = "",
    *,
    unit: Annotated[
        str,
        typer.Option("--for", metavar="UNIT", help="Instead of one programme: all of a unit in --year"),
    ] = "",
    role: Annotated[str, typer.Option(help="Only duties of this role, for instance commune_officer")] = "",
    year: Annotated[int | None, typer.Option(help="Only duties with something in this year")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the duties of a programme: who must do what by when, and the working day that is announced."""
    from bot.commands.programmes import UnusableProgramme, calendar_of
    from bot.commands.programmes import calendar as shown
    from bot.settings.plans import programmes_of

    if bool(programme) == bool(unit):
        raise typer.BadParameter("give either PROGRAMME or --for")
    if unit and (year is None or as_json):
        raise typer.BadParameter("--for needs --year, and prints a table")
    try:
        if unit and year is not None:
            typer.echo(calendar_of(programmes_of(read_settings()), unit, year, role=role))
            return
        typer.echo(shown(programme, role=role, year=year, as_json=as_json))
    except UnusableProgramme as error:
        unusable(error)


@app.command()
def sets(
    names: Annotated[list[str], typer.Argument(metavar="NAME", help="What producers call their products")],
    *,
    programme: Annotated[
        str, typer.Option(metavar="ID", help="A programme, by id or file; without it the law in force today")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show which product sets a producer is offered who types a name, the best first."""
    from bot.commands.product_sets import sets_of
    from bot.commands.programmes import UnusableProgramme
    from bot.kit.clock import day_of, system_clock

    try:
        typer.echo(sets_of(names, programme, day_of(system_clock()), as_json=as_json))
    except UnusableProgramme as error:
        unusable(error)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question in one's own words")] = "",
    *,
    file: Annotated[Path | None, typer.Option(help="Many: a YAML or JSON list of {id, q, programme}")] = None,
    programme: Annotated[str, typer.Option(help="Id of a programme; without it the one that leads in --area")] = "",
    role: Annotated[str, typer.Option(help="Who asks: producer, commune, district, province")] = "",
    area: Annotated[str, typer.Option(help='Where, for instance "Xã Đất Mũi, Tỉnh Cà Mau"')] = "",
    day: Annotated[datetime | None, typer.Option(formats=DAY_FORMATS, help="On which day; today without it")] = None,
    as_json: AsJson = False,
) -> None:
    """Ask as in the chat: the answer, where it was taken from, and how sure it is. Needs no database."""
    from bot.commands import asking
    from bot.kit.clock import day_of, system_clock
    from bot.settings.plans import programmes_of

    if bool(question.strip()) == bool(file):
        raise typer.BadParameter("give either a question or --file")
    try:
        asker = asking.Asking(programmes_of(read_settings()), day_of(system_clock()))
        if file:
            found = asking.answers(asker, asking.read_questions(file))
            typer.echo(asking.as_json(found) if as_json else "\n\n".join(map(asking.as_text, found)))
            return
        shape = asker.ask(question, programme, role, area, day.date() if day else None)
    except asking.UnusableQuestion as error:
        unusable(error)
    typer.echo(asking.as_json(shape) if as_json else asking.as_text(shape))


@app.command()
def rehearse(
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help="Id of a programme, or a file ending in .yaml")],
    *,
    products: Annotated[
        Path | None, typer.Option(help="List of products (CSV: district, subject, product, address)")
    ] = None,
    upgrades: Annotated[Path | None, typer.Option(help="List of recognised products that want to rise")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=DAY_FORMATS, help="First day")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=DAY_FORMATS, help="Last day")] = None,
    seed: Annotated[int, typer.Option(help="Other people with each number")] = 0,
    chatter: Annotated[
        bool, typer.Option("--chatter", help="People also ask, thank, mistype and go back; it comes to the same")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print a line of JSON for each reminder, then one with the counts")
    ] = False,
) -> None:
    """Play a programme's year in a database of its own: who is told what when, from the first idea to the stars.

    Nothing real is touched.
    """
    from bot.commands.rehearsing import rehearse as play
    from bot.kit.logs import log_to

    log_to(sys.stderr, "error")

    async def work() -> None:
        text = await play(
            read_settings(),
            programme,
            products=products,
            upgrades=upgrades,
            first=first.date() if first else None,
            last=last.date() if last else None,
            seed=seed,
            chatter=chatter,
            as_json=as_json,
        )
        typer.echo(text)

    go(work())
