"""The season: who does what on which day. Everything is said and pressed; nothing is written past the conversation."""

from __future__ import annotations

import io
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from openpyxl import Workbook

from bot.app import Assistant
from bot.channels.web.demo import Window
from bot.conversations.screens import OPTION
from bot.kit.clock import VIETNAM, day_of
from bot.messages import Upload
from bot.rehearsal.season.chat import Chat, SeasonStuckError
from bot.rehearsal.season.goods import SeasonGood, goods, told_of
from ocop_domain.applications import ApplicationState, upcoming
from ocop_domain.areas import Areas
from ocop_domain.evidence import end_of_recognition
from ocop_domain.programmes import Programme
from ocop_domain.selection import What

Keep = Callable[[bytes, str], Awaitable[Upload]]
"""Keeps a file that somebody sends."""
Move = Callable[[datetime], Awaitable[None]]
"""Makes it this moment, with all that became due."""
_MORNING = time(9)
_USUAL, _LONGEST = 24, 75
"""Days that the season has lasted when it is opened."""
_LAPSES = 25
"""Days until the oldest star ends."""
_TO_THE_FAIR = 12
_LOOKS = 3
"""Times that notices are looked for until they have left."""


@dataclass(frozen=True, slots=True)
class SeasonSize:
    """How many products take which way: carried to the council, sent at the end, stopped at their plan; how many
    the council saw."""

    judged: int = 8
    waiting: int = 6
    scored: int = 3
    planned: int = 3


WHOLE, SMALL = SeasonSize(), SeasonSize(judged=2, waiting=1, scored=1, planned=1)


@dataclass
class Season:
    """The people of one season at their phones."""

    assistant: Assistant
    programme: Programme
    areas: Areas
    windows: Sequence[Window]
    keep: Keep
    move: Move
    size: SeasonSize = WHOLE
    _chats: dict[str, Chat] = field(default_factory=dict)

    def at(self, address: str) -> Chat:
        return self._chats.setdefault(address, Chat(self.assistant, address))

    def _maker(self, good: SeasonGood) -> Chat:
        """The phone of whoever makes it: one for each producer of the list."""
        return self.at(f"season-{sha256(good.producer.encode()).hexdigest()[:8]}")

    def window(self, role: str) -> Chat:
        return self.at(next(w.address for w in self.windows if w.role == role))

    @property
    def officer(self) -> Chat:
        return self.window("commune_officer")

    @property
    def staff(self) -> Chat:
        return self.at(next(w.address for w in self.windows if w.role in {"district_staff", "province_staff"}))

    @property
    def middle(self) -> Chat:
        """The producer in the middle of it."""
        return self.at(next(w.address for w in self.windows if w.id == "producer2"))

    async def after(self, days: int, began: date) -> None:
        await self.move(datetime.combine(began + timedelta(days=days), _MORNING, VIETNAM))

    async def play(self) -> None:
        """From the first idea to the week before the council."""
        began, size = day_of(self.assistant.clock()), self.size
        ends = self._ends(began)
        made = goods(self.programme, size.judged + size.planned + size.waiting + 3)
        first, others = made[: size.judged], made[size.judged :]
        planned, rest = others[: size.planned], others[size.planned :]
        await self._list_of_stars(began, ends)
        for good in (*first, *planned):
            await self._registers(self._maker(good), good)
        await self._registers(self.middle, rest[0])
        await self._registers(self.middle, rest[1])
        await self.after(2, began)
        carried = [*(self._maker(good) for good in first), self.middle]
        planning = [self._maker(good) for good in planned]
        for chat in (*carried, *planning):
            await self._agrees(chat)
        await self._returns(self.middle)
        await self._registers(self._maker(rest[2]), rest[2])
        await self.after(4, began)
        for chat in carried:
            await self._hands_in(chat)
        for chat in planning:
            await self._plans(chat)
        await self.after(6, began)
        for chat in carried[:-1]:
            await self._checks(chat)
        await self._asks_for_more(self.middle)
        await self.after((ends - began).days, began)
        await self._council(_workday(ends + timedelta(days=7)))
        for good in rest[3 : 3 + size.waiting]:
            await self._registers(self._maker(good), good)
        await self._holds_a_fair(carried)
        await self._asks_a_question()
        for window in self.windows:
            if window.id != "producer1":
                await self.at(window.address).says("/menu")

    def _ends(self, began: date) -> date:
        """The day on which the demonstration opens: something has waited too long for the commune by then."""
        step = upcoming(self.programme, ApplicationState.SENT, began + timedelta(days=2))
        last = step.last_day if step and step.last_day else began
        late = last + timedelta(days=4)
        usual = began + timedelta(days=_USUAL)
        return late if usual < late <= began + timedelta(days=_LONGEST) else usual

    # Producers

    async def _registers(self, chat: Chat, good: SeasonGood) -> None:
        await self._agreed(chat)
        await chat.says("/register")
        if await chat.offered("new"):
            await chat.presses("new")
        await chat.fills(self._answers(good))

    async def _agreed(self, chat: Chat) -> None:
        """Consent, once."""
        if (await chat.person()).consents:
            return
        await chat.says("/start")
        await chat.says("/consent")
        await chat.fills({})

    def _answers(self, good: SeasonGood) -> Mapping[str, str]:
        commune, district = self.programme.demo_commune["commune"], self.programme.demo_commune["district"]
        place = f"{commune}, {district}" if district else str(commune)
        return {
            **told_of(good),
            "producer_name": good.producer,
            "product_name": good.name,
            "product_set": good.name,
            "area": place,
            "phone": _phone(good.producer),
            "legal_form": f"{OPTION}household",
            "registration_kind": f"{OPTION}first",
        }

    async def _application(self, chat: Chat, state: str, number: int = 0) -> tuple[str, int]:
        """The id and version of an own product in this state."""
        person = await chat.person()
        own = [one for one in await self.assistant.store.applications_of(person.id) if one.state == state]
        chosen = sorted(own, key=lambda one: one.id)[number]
        return chosen.id, chosen.revision

    async def _hands_in(self, chat: Chat) -> None:
        id_, _ = await self._application(chat, "accepted")
        await chat.presses(f"handin:{id_}")
        await chat.presses_first("filenow")

    async def _plans(self, chat: Chat) -> None:
        """Its idea is chosen above, and its business plan handed in: where the programme has that step."""
        id_, _ = await self._application(chat, "accepted")
        await self.staff.presses(f"choosing1:{What.IDEA}:{id_}")
        if not await self.staff.offered("choose"):
            return
        await self.staff.presses_first("choose")
        await chat.presses(f"plan:{id_}")
        for section in [data for data, _ in (await chat.person()).choices if data.startswith("part:")][:2]:
            await chat.presses(section)
            await chat.fills({})
        await chat.presses(f"sendplan:{id_}")

    async def _asks_a_question(self) -> None:
        await self.middle.says("Cho hỏi cuối tháng này xã có mở lớp tập huấn gói bánh cho tổ em không?")
        if await self.middle.offered("inquire"):
            await self.middle.presses_first("inquire")

    # The commune

    async def _agrees(self, chat: Chat) -> None:
        id_, revision = await self._application(chat, "sent")
        await self.officer.presses(f"p:{id_}")
        await self.officer.presses(f"accept:{id_}:{revision}")

    async def _returns(self, chat: Chat) -> None:
        id_, revision = await self._application(chat, "sent")
        await self.officer.presses(f"p:{id_}")
        await self.officer.presses(f"return:{id_}:{revision}")
        reason = "Mô tả còn chung: ghi rõ làm bằng gì, mỗi tháng được bao nhiêu."
        await self.officer.fills({"marks": f"12 và 13: {reason}", "reason": reason})

    async def _checker(self, id_: str) -> Chat:
        """Who checks dossiers there, as the programme says: the commune, or the level above."""
        for chat in (self.officer, self.staff):
            await chat.presses(f"filing:{id_}")
            if await chat.offered("check") or await chat.offered("askmore"):
                return chat
        raise SeasonStuckError(f"nobody checks {id_}")

    async def _checks(self, chat: Chat) -> None:
        id_, revision = await self._application(chat, "filed")
        checker = await self._checker(id_)
        await checker.presses(f"check:{id_}:{revision}")
        if await checker.offered("whole"):
            await checker.presses_first("whole")
            await checker.fills({"whole_reason": "Đã xem bản giấy."})

    async def _asks_for_more(self, chat: Chat) -> None:
        id_, revision = await self._application(chat, "filed")
        checker = await self._checker(id_)
        await checker.presses(f"askmore:{id_}:{revision}")
        reason = "Còn thiếu hai giấy này, bổ sung trước kỳ họp Hội đồng."
        last = len([data for data, _ in (await checker.person()).choices if data.startswith(OPTION)]) - 1
        parts = f"{last - 1} và {last}: {reason}"  # the papers stand last, before the button that ends the list
        await checker.fills({"parts": parts, "supplement_reason": reason})

    # The level above

    async def _holds_a_fair(self, producers: Sequence[Chat]) -> None:
        """A fair to come, with fewer places than makers: most have answered, the last of them wait."""
        await self.staff.presses("newactivity")
        day = day_of(self.assistant.clock()) + timedelta(days=_TO_THE_FAIR)
        said = {
            "act_kind": f"{OPTION}fair",
            "act_title": "Hội chợ sản phẩm OCOP",
            "act_begins": f"{day:%d/%m/%Y} 8 giờ",
            "act_place": "Nhà văn hóa trung tâm",
            "act_places": str(len(producers) // 2),
            "act_bring": "Mẫu sản phẩm, bảng giá",
            "cast_to": f"{OPTION}producer",
        }
        await self.staff.fills(said)
        inviting = await self.staff.offered("invite")
        if not inviting:
            raise SeasonStuckError("nobody to invite to the fair")
        await self.staff.presses(inviting)
        for _ in range(_LOOKS):  # planned by one look, on its way by the next
            await self.move(self.assistant.clock())
        activity = inviting.partition(":")[2]
        for number, chat in enumerate(producers[1:]):
            await chat.presses(f"come:{activity}:{'no' if number % 3 == 2 else 'yes'}")

    async def _council(self, day: date) -> None:
        """A round next week, called; some of the sheets are in."""
        await self.staff.presses("convene")
        await self.staff.presses_first("newround")
        await self.staff.fills({"round_day": f"{day:%d/%m/%Y}", "round_place": "Hội trường Ủy ban nhân dân"})
        await self.staff.presses_first("round")
        if await self.staff.offered("callround"):
            await self.staff.presses_first("callround")
        members = [self.at(window.address) for window in self.windows if window.role == "council_member"]
        for member in members:
            for number in range(self.size.scored):
                await self._scores(member, number)

    async def _scores(self, member: Chat, number: int) -> None:
        await member.presses("judging")
        products = [data for data, _ in (await member.person()).choices if data.startswith("tojudge:")]
        if not products:
            await member.presses_first("judgelist")
            products = [data for data, _ in (await member.person()).choices if data.startswith("tojudge:")]
        _, round_id, application = products[number].split(":")
        await member.presses(f"tojudge:{round_id}:{application}")
        await member.presses(f"judgetotal:{round_id}:{application}")
        await member.fills({"round_total": str(72 + 6 * number), "round_comment": "Bao bì đẹp, cần ghi rõ hạn dùng."})

    async def _list_of_stars(self, began: date, opened: date) -> None:
        """The office imports its list; the producer in the middle has two stars in it, one that ends soon."""
        ends = opened + timedelta(days=_LAPSES)
        soon = next(day for day in _days(ends) if end_of_recognition(day) <= ends)
        held = [("Mắm cá lóc", 3, soon), ("Mật ong rừng", 4, began - timedelta(days=200))]
        rows = [(name, "Hộ kinh doanh Sáu Dừa", star, day) for name, star, day in held]
        rows.append(("Trà hoa", "Hợp tác xã Đồng Xanh", 3, began - timedelta(days=400)))
        await self.staff.sends(
            await self.keep(_workbook(rows, self._answers(SeasonGood("", ""))["area"]), "danh-sach.xlsx")
        )
        await self.staff.presses_first("takelist")
        await self.staff.presses("imported")
        for data, label in (await self.staff.person()).choices:
            if data.startswith("record:") and "Sáu Dừa" in label:
                await self._claims(data.partition(":")[2])

    async def _claims(self, producer: str) -> None:
        await self._agreed(self.middle)
        await self.middle.presses(f"claimthis:{producer}")
        await self.officer.presses("claims")
        await self.officer.presses_first("claim")
        await self.officer.presses_first("giveclaim")


def _workday(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def _phone(name: str) -> str:
    """A number of somebody's own: many with one number would be gathered in the officer's queue."""
    return f"09{int(sha256(name.encode()).hexdigest(), 16) % 10**8:08d}"


def _days(last: date) -> list[date]:
    """Days before, the latest first, three years and a little back."""
    return [last - timedelta(days=n) for n in range(1000, 1200)]


def _workbook(rows: Sequence[tuple[str, str, int, date]], place: str) -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.append(["TT", "Tên sản phẩm", "Chủ thể", "Xã, phường", "Số sao", "Ngày QĐ", "Số QĐ"])
    for number, (name, producer, star, day) in enumerate(rows, 1):
        sheet.append([number, name, producer, place, star, day, f"{100 + number}/QĐ-UBND"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
