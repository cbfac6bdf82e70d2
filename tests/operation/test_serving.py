"""One demonstration after the other in the same place."""

from __future__ import annotations

import pytest

from bot.commands.serving import Stop, in_turn
from bot.settings.config import Settings

FIRST = Settings(demo=True, demo_programme="camau-2022")
OTHER = Settings(demo=True, demo_programme="dakdoa-2022")


async def test_where_another_programme_cannot_be_opened_the_former_is_served_again_and_told_so() -> None:
    served: list[tuple[Settings, str]] = []

    async def serve(now: Settings, failed: str) -> Settings | None:
        served.append((now, failed))
        if now is OTHER and len(served) < 4:
            raise OSError("its folder cannot be read")
        return OTHER if len(served) < 4 else None

    await in_turn(FIRST, serve, Stop())
    assert served == [(FIRST, ""), (OTHER, ""), (FIRST, OTHER.programme_id), (OTHER, "")]


async def test_what_cannot_be_opened_first_ends_the_program() -> None:
    async def serve(now: Settings, failed: str) -> Settings | None:
        raise OSError("its folder cannot be read")

    with pytest.raises(OSError, match="cannot be read"):
        await in_turn(FIRST, serve, Stop())
