"""The dossier of a product as its producer works on it: what is there, what is missing."""

from __future__ import annotations

from bot.handlers.dossier import contents
from bot.handlers.dossier.hand_in import LABELS
from bot.handlers.evidence import checklist
from bot.handlers.plan import sections, support
from bot.handlers.registration import correct
from bot.handlers.shared.naming import called
from bot.handlers.shared.paging import SHOWN
from bot.handlers.turn import Turn
from bot.messages import Choice, Reply
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.evidence import Standing, Wanted


async def which(turn: Turn) -> None:
    """The dossier of the only product; of several first which one."""
    applications = await turn.reads.applications_over_years(turn.person.id)
    open_ = [one for one in applications if one.open and one.owner == turn.person.id]
    if len(open_) == 1:
        await show(turn, open_[0].id)
    elif open_:
        choices = tuple(Choice(f"dossier:{one.id}", called(turn.t, one)) for one in open_[:SHOWN])
        turn.say(Reply(turn.t("dossier.which"), choices=choices, nav=(turn.button("mine", "menu.mine"),)))
    else:
        register = turn.button("register", f"menu.register_{turn.programme.form}")
        turn.tell("dossier.none", register, turn.button("menu", "menu.back"))


async def show(turn: Turn, application_id: str) -> None:
    """How far the dossier is, part by part."""
    application = await sections.own_application(turn, application_id)
    if application is None:
        return
    t, held = turn.t, await contents.now(turn, application)
    done, all_ = contents.progress(turn, held)
    kept = held.sheets
    wanted = contents.wanted(turn, held)
    there = sum(not w.lacking for w in wanted)
    lines = [
        t("dossier.state", state=t(f"state.{application.state}")),
        t("dossier.plan", done=done, all=all_),
        t("dossier.score", total=kept[0].total, star=kept[0].star) if kept else t("dossier.no_score"),
        t("dossier.papers", there=there, all=len(wanted)),
    ]
    if must := contents.must(turn, held):
        lines.append(must)
    newest = next(iter(await turn.reads.submissions_of(application.id)), None)
    if newest:
        lines.append(t("filing.last", day=t.day(newest.contents.day), number=newest.number))
    choices = (
        [turn.button(f"supplement:{application.id}", "dossier.supplement_button")]
        if application.state is ApplicationState.SUPPLEMENT
        else []
    )
    choices += [
        turn.button(f"plan:{application.id}", "plan.open"),
        turn.button(f"evidence:{application.id}", "dossier.evidence"),
        turn.button(f"score:{application.id}", "score.open"),
        turn.button(f"print:{application.id}", "dossier.print"),
    ]
    if label := LABELS.get(application.state):
        choices.append(turn.button(f"handin:{application.id}", label))
    nav = correct.way_out(turn, application) if application.state is ApplicationState.FILED else []
    nav += [turn.button(f"filing:{application.id}", "filing.open")] if newest else []
    nav += [turn.button(f"p:{application.id}", "product.open"), turn.button("mine", "menu.mine")]
    turn.say(Reply("\n".join(lines), t("dossier.title", product=called(t, application)), tuple(choices), tuple(nav)))


def _kind(turn: Turn, wanted: Wanted) -> str:
    return turn.t(f"q.paper_kind.option.{wanted.kind}")


async def evidence(turn: Turn, application_id: str) -> None:
    """The papers that the dossier wants: there, running out, missing."""
    application = await sections.own_application(turn, application_id)
    if application is None:
        return
    t, held = turn.t, await contents.now(turn, application)
    wanted = contents.wanted(turn, held)
    star = checklist.wished_star(application, held.plan)
    groups = (
        (t("dossier.required"), [w for w in wanted if w.required]),
        (t("dossier.for_star", star=star), [w for w in wanted if w.for_star and not w.required]),
        (t("dossier.more_points"), [w for w in wanted if not w.for_star and not w.required]),
    )
    lines = ["\n".join([heading, *(_line(turn, w) for w in some)]) for heading, some in groups if some]
    first_missing = next((w for w in wanted if w.standing is Standing.MISSING and w.required), None)
    if first_missing:
        lines += support.lines(turn, first_missing.kind, turn.programme_of(application), 1)
    nav = (turn.button(f"dossier:{application.id}", "menu.dossier"), turn.button("papers", "menu.papers"))
    turn.say(Reply("\n\n".join(lines), t("dossier.evidence"), tuple(_to_do(turn, application, wanted)), nav))


def _to_do(turn: Turn, application: Application, wanted: list[Wanted]) -> list[Choice]:
    """What is missing, the most needed first, and what runs out; a tap begins the paper, or opens it."""
    ending = [w.paper for w in wanted if w.paper and w.standing is not Standing.THERE][:2]
    lacking = [w for w in wanted if w.standing is Standing.MISSING]
    lacking.sort(key=lambda w: (not w.required, not w.for_star, -len(w.proves)))
    room = 5 - len(ending)
    choices = [
        Choice(f"addpaper:{w.kind}:{application.id}", turn.t("dossier.add", paper=_kind(turn, w)))
        for w in lacking[:room]
    ]
    choices += [Choice(f"paper:{p.id}", checklist.title(turn, p)) for p in ending]
    return [*choices, turn.button(f"newpaper:{application.id}", "paper.new")]


def _line(turn: Turn, wanted: Wanted) -> str:
    """How it stands with a kind of paper; what it proves stands on the paper's own page."""
    mark = turn.t(f"dossier.mark.{wanted.standing}")
    end = f" ({wanted.paper.expires:%d/%m/%Y})" if wanted.paper and wanted.paper.expires else ""
    return f"{mark} {_kind(turn, wanted)}{end}"
