"""Who answers: the dispatcher, the files it gives, and what stands behind the dashboard."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from bot.app.channels import rates_of
from bot.bootstrap import Foundation, new_id
from bot.channels.web.channel import WebChannel
from bot.dashboards import Dashboards
from bot.delivery.outbox import Outbox
from bot.dispatch.dispatcher import Dispatcher
from bot.handlers.shared.quotas import Quotas
from bot.kit.metrics import Metrics
from bot.messages import Outgoing
from bot.operation import importing
from bot.operation.watching import Alarm
from bot.papers.maker import PaperMaker
from bot.papers.photos import PhotoReader
from bot.ports.channels import Channel
from bot.storage.files.workbooks import readable
from bot.texts import REFERENCE


def dispatcher_of(
    foundation: Foundation,
    channels: Mapping[str, Channel],
    outbox: Outbox,
    metrics: Metrics,
    alarm: Alarm,
    *,
    papers: PaperMaker,
) -> Dispatcher:
    """Who answers; a fault is told to the administrators."""

    async def fault(line: str) -> None:
        await alarm(foundation.texts[REFERENCE]("alarm.fault", line=line))

    return Dispatcher(
        memory=foundation.store,
        texts=foundation.texts,
        areas=foundation.areas,
        programme=foundation.programme,
        programmes=foundation.programmes,
        clock=foundation.clock,
        new_id=new_id,
        papers=papers,
        translators={name: channel.translate for name, channel in channels.items()},
        deliver=outbox.push,
        alarm=fault,
        timed=metrics.turn,
        hours=foundation.settings.hours,
        rates=rates_of(channels),
        keeps=foundation.settings.keeps,
        largest={name: channel.capabilities.largest for name, channel in channels.items()},
        quotas=Quotas(foundation.settings.drafts_most, foundation.settings.waiting_most),
        cuts={name: channel.capabilities.heard_limit for name, channel in channels.items()},
        photos=PhotoReader(foundation.files, foundation.unasked),
    )


def papers_of(foundation: Foundation, channels: Callable[[], Mapping[str, Channel]]) -> PaperMaker:
    """What comes out as a file; `channels` are asked for when they are there."""

    def links(code: str) -> dict[str, str]:
        """The web chat first: every phone opens it."""
        served = channels()
        order = sorted(served, key=lambda name: name != WebChannel.name)
        found = {name: served[name].link(code) for name in order}
        return {name: link for name, link in found.items() if link}

    def dashboard(code: str) -> str:
        web = channels().get(WebChannel.name)
        return web.dashboard(code) if isinstance(web, WebChannel) else ""

    return PaperMaker(
        foundation.files,
        foundation.texts,
        foundation.areas,
        foundation.addresses,
        foundation.personal.export,
        links=links,
        dashboard=dashboard,
        reader=importing.by_command(foundation.settings),
        grids=readable,
        most=foundation.settings.papers_most,
    )


def desk_of(
    foundation: Foundation,
    papers: PaperMaker,
    channels: Callable[[], Mapping[str, Channel]],
    deliver: Callable[[Sequence[Outgoing]], None],
) -> Dashboards:
    """What stands behind the dashboard's pages."""

    def at(channel: str, opening: str) -> str:
        """The web chat's own address follows from that of the page."""
        served = channels().get(channel)
        return served.at(opening) if served and channel != WebChannel.name else ""

    return Dashboards(
        foundation.store,
        texts=foundation.texts,
        areas=foundation.areas,
        programme=foundation.programme,
        programmes=foundation.programmes,
        clock=foundation.clock,
        papers=papers,
        new_id=new_id,
        deliver=deliver,
        at=at,
    )
