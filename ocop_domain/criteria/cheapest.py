"""The cheapest choice of one option per group that gains enough points: exact, by dynamic programming.

Cheapest means: least effort; then the shortest longest-lead (steps run side by side, so the longest is what one
waits for); then the fewest steps. Two passes keep this exact: the first finds the least effort and, for it, the
shortest lead; the second leaves out what takes longer and finds the fewest steps. One pass over all three would not
do: a plan thrown away for its longer lead may be the one with fewer steps, once another step makes that lead
unavoidable anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_NEVER = 1 << 60
_WIDE = 1 << 20  # wider than any sum of days or steps


@dataclass(frozen=True, slots=True)
class ItemOption:
    """One way to leave a group of items: `moves` are (item, points to reach); gain in points, effort, days, steps."""

    gain: int
    effort: int
    lead: int
    moves: tuple[tuple[str, int], ...]


def choose(groups: Sequence[Sequence[ItemOption]], gain: int) -> list[ItemOption] | None:
    """One option of every group that together gain at least `gain`; None when no choice does. No gain is negative."""
    first = _least(groups, gain, lead_first=True)
    if first is None:
        return None
    longest = max((option.lead for option in first), default=0)
    in_time = [[option for option in group if option.lead <= longest] for group in groups]
    return _least(in_time, gain, lead_first=False)


def _least(groups: Sequence[Sequence[ItemOption]], gain: int, *, lead_first: bool) -> list[ItemOption] | None:
    """Least effort, ties by the longest lead or by the number of steps."""
    if any(not group for group in groups):
        return None
    # What every option of a group gains anyway is taken off first: fewer states.
    sure = [min(option.gain for option in group) for group in groups]
    need = max(0, gain - sum(sure))
    best = [0] + [_NEVER] * need
    trail: list[list[tuple[int, ItemOption] | None]] = []
    for group, base in zip(groups, sure, strict=True):
        new = [_NEVER] * (need + 1)
        came: list[tuple[int, ItemOption] | None] = [None] * (need + 1)
        states = [(have, cost) for have, cost in enumerate(best) if cost < _NEVER]
        for option in group:
            more = option.gain - base
            price, second = option.effort * _WIDE, option.lead if lead_first else len(option.moves)
            for have, cost in states:
                reached = min(have + more, need)
                if lead_first:
                    waited = cost & (_WIDE - 1)
                    total = cost + price + (second - waited if second > waited else 0)
                else:
                    total = cost + price + second
                if total < new[reached]:
                    new[reached] = total
                    came[reached] = (have, option)
        best = new
        trail.append(came)
    if best[need] >= _NEVER:
        return None
    chosen: list[ItemOption] = []
    at = need
    for came in reversed(trail):
        step = came[at]
        assert step is not None
        at, option = step
        chosen.append(option)
    return chosen[::-1]
