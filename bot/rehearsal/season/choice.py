"""Another programme for the demonstration: each has a folder of its own, and waits there to be chosen again."""

from __future__ import annotations

from collections.abc import Callable

from bot.channels.web.demo import Choosing
from bot.settings.config import Settings
from ocop_domain.law import laws
from ocop_domain.programme_files import all_plans, all_programmes, load_programme

_OTHERS = "demonstrations"


def offer(choosing: Choosing, now: Settings, first: Settings, follow: Callable[[Settings], None]) -> None:
    """Lets the page choose among the plans that ship, and the law of today.

    A demonstration in a database of its own, or of a plan of one's own, stays as it is.
    """
    if now.database_url or now.programme_id not in all_programmes():
        return
    ids = dict.fromkeys([*all_plans(), laws()[-1].id, now.programme_id])
    choosing.now, choosing.programmes = now.programme_id, {id_: load_programme(id_).name for id_ in ids}
    choosing.choose = lambda chosen: follow(settings_of(first, chosen))


def settings_of(first: Settings, programme: str) -> Settings:
    """The demonstration of a programme: the one with which the program was started has the usual folder."""
    if programme == first.programme_id:
        return first
    folder = first.data / _OTHERS / programme
    chosen = {"demo_programme": programme, "data": folder, "programmes": first.programmes_folder}
    return first.model_copy(update=chosen)
