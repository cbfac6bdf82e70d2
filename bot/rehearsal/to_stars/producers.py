"""A producer on the way: registers, hands in the plan when the idea was chosen, and the dossier in its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from bot.conversations.screens import OPTION
from bot.rehearsal.season.chat import Chat
from bot.rehearsal.to_stars.cast import PlayedProduct
from bot.rehearsal.to_stars.house import PlayedHouse
from ocop_domain.applications import Application, ApplicationState
from ocop_domain.selection import Pick, What, chooser

CHOSEN = frozenset({Pick.CHOSEN, Pick.CONDITIONAL})


class PlayedProducer:
    """One producer with all its products."""

    def __init__(self, house: PlayedHouse, address: str, products: Sequence[PlayedProduct]) -> None:
        self._house = house
        self._products = tuple(products)
        self._sent: set[int] = set()
        self._phone = _phone(address)
        self.chat: Chat = house.at(address)

    async def registers(self, due: Sequence[PlayedProduct]) -> int:
        """Sends each product that is due and was not sent; returns how many."""
        waiting = [one for one in self._products if one in due and one.number not in self._sent]
        for one in waiting:
            await self._agreed()
            await self.chat.says("/register")
            if await self.chat.offered("new"):
                await self.chat.presses("new")
            await self.chat.fills(self._answers(one))
            if await self.chat.offered("newproduct"):
                await self.chat.presses_first("newproduct")
            self._sent.add(one.number)
        return len(waiting)

    async def _agreed(self) -> None:
        """Consent, once."""
        if not (await self.chat.person()).consents:
            await self.chat.says("/start")
            await self.chat.says("/consent")
            await self.chat.fills({})

    def _answers(self, one: PlayedProduct) -> Mapping[str, str]:
        answers = {
            "producer_name": one.producer,
            "product_name": one.name,
            "product_set": f"{OPTION}{one.set_id}",
            "area": f"{OPTION}{self._house.place_of(one.commune)}",
            "phone": self._phone,
            "legal_form": f"{OPTION}{one.legal_form}",
            "registration_kind": f"{OPTION}{'upgrade' if one.star else 'first'}",
            "material_origin": f"{OPTION}commune",
            "material_share": "80",
        }
        if one.address:
            answers["address"] = one.address
        if one.star:
            answers |= {"current_star": f"{OPTION}{one.star}", "certificate_date": f"15/12/{one.recognised}"}
        return answers

    async def goes_on(self, applications: Sequence[Application], may_file: Sequence[str]) -> None:
        """Corrects nothing, hands in each plan whose idea was chosen, and each dossier whose time has come."""
        for one in applications:
            if one.state is not ApplicationState.ACCEPTED or one.closed:
                continue
            if await self._hands_in_plan(one):
                continue
            if one.id in may_file and await self._plan_stands(one):
                await self.chat.presses(f"handin:{one.id}")
                await self.chat.presses_first("filenow")

    async def _hands_in_plan(self, one: Application) -> bool:
        """Whether the plan went up just now, or waits for its answer."""
        said = await self._house.assistant.store.selections_of(one.id)
        idea, plan = said.get(What.IDEA), said.get(What.PLAN)
        if idea is None or idea.outcome not in CHOSEN:
            return False
        if plan is None:
            await self.chat.presses(f"plan:{one.id}")
            await self.chat.presses(f"sendplan:{one.id}")
            await self.chat.presses(f"sendplan:{one.id}:empty")
        return plan is None or plan.outcome is Pick.SENT

    async def _plan_stands(self, one: Application) -> bool:
        """Whether nothing has to be chosen any more before the dossier."""
        programme = self._house.programmes.find(one.programme)
        if programme is None or not chooser(programme):
            return True
        plan = (await self._house.assistant.store.selections_of(one.id)).get(What.PLAN)
        return plan is not None and plan.outcome in CHOSEN


def _phone(name: str) -> str:
    """A number of somebody's own: many with one number would be gathered in the officer's queue."""
    return f"09{int(sha256(name.encode()).hexdigest(), 16) % 10**8:08d}"
