"""Scripted conversations: many people at once, each waiting for the bot before the next step."""

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .params import Json
from .people import User
from .stats import percentiles

if TYPE_CHECKING:
    from .fake import FakeTelegram


@dataclass(slots=True)
class Outcome:
    """What came of a run."""

    finished: int = 0
    failures: list[str] = field(default_factory=list)
    step_seconds: list[float] = field(default_factory=list)
    talk_seconds: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def report(self) -> Json:
        """As JSON."""
        steps = len(self.step_seconds)
        return {
            "finished": self.finished,
            "failed": len(self.failures),
            "failures": self.failures[:10],
            "steps": steps,
            "seconds": round(self.seconds, 3),
            "steps_per_second": round(steps / self.seconds, 1) if self.seconds else 0,
            "step_ms": percentiles(self.step_seconds),
            "conversation_ms": percentiles(self.talk_seconds),
        }


async def run_script(
    tg: "FakeTelegram", talks: list[list[Any]], *, concurrency: int = 32, patience: float = 30.0
) -> Outcome:
    """Play each list of steps in a new private chat, up to `concurrency` chats at a time.

    A step is a text, {"text": ...}, {"press": position, label or data} or {"contact": true}; it ends when
    the bot has sent or edited `news` messages in that chat (1 unless given) and the latest contains `expect`.
    """
    outcome = Outcome()
    gate = asyncio.Semaphore(concurrency)

    async def play(number: int, steps: list[Any]) -> None:
        async with gate:
            user = tg.user(f"Person {number}")
            began = time.perf_counter()
            try:
                for step in steps:
                    outcome.step_seconds.append(await _step(user, step, patience))
            except AssertionError as failed:
                outcome.failures.append(f"chat {user.id}: {failed}")
            else:
                outcome.finished += 1
                outcome.talk_seconds.append(time.perf_counter() - began)

    began = time.perf_counter()
    await asyncio.gather(*(play(n, steps) for n, steps in enumerate(talks)))
    outcome.seconds = time.perf_counter() - began
    return outcome


async def _step(user: User, step: Any, patience: float) -> float:
    if isinstance(step, str):
        step = {"text": step}
    wanted = step.get("press")
    if wanted is not None:
        await user.wait(lambda _view: user.can_press(wanted), patience)
    began = time.perf_counter()
    if wanted is not None:
        await user.press(wanted)
    elif step.get("contact"):
        await user.contact()
    else:
        await user.send(step["text"])
    await user.wait(int(step.get("news", 1)), patience)
    if "expect" in step:
        await user.wait(str(step["expect"]), patience)
    return time.perf_counter() - began
