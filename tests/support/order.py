"""The order of the tests: what takes longest begins first, so that all workers end together.

A worker is given the next part of all tests, and one that is done takes from the end of another's: what is long must
not wait there. The seconds are rough, and a file that is not named takes a few; nothing but the time hangs on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest

SECONDS = {
    "end_to_end/test_conversations.py": 120,
    "browser/test_web_chat.py": 60,
    "delivery/test_broadcast_delivery.py": 42,
    "conversations/test_engine.py": 40,
    "end_to_end/test_kill.py": 40,
    "browser/test_web_ways.py": 33,
    "channels/test_proxies.py": 31,
    "handlers/test_dossier_walk.py": 31,
    "papers/test_dossier_papers.py": 28,
    "storage/test_upgrade.py": 26,
    "end_to_end/test_fuzz.py": 25,
    "storage/test_migrations.py": 25,
    "commands/test_cli_programmes.py": 24,
    "end_to_end/test_season.py": 24,
    "handlers/test_council_rounds.py": 23,
    "commands/test_cli.py": 22,
    "end_to_end/test_rehearse_stars.py": 22,
    "handlers/test_personal_data.py": 22,
    "domain/test_shift.py": 21,
    "repository/test_catalogues.py": 21,
    "handlers/test_wallet.py": 20,
    "reminders/test_reminders.py": 20,
    "storage/test_storage_torture.py": 20,
    "handlers/test_queues.py": 19,
    "storage/test_file_store.py": 19,
    "end_to_end/test_rehearse_year.py": 17,
    "browser/test_demo_clock.py": 15,
    "browser/test_dashboard_by_keyboard.py": 14,
    "end_to_end/test_years_in_one_database.py": 12,
    "papers/test_score_card.py": 13,
    "repository/test_every_turn_answers.py": 13,
}


def longest_first(items: Sequence[pytest.Item], workers: int) -> list[pytest.Item]:
    """The same tests: each worker's part begins with its share of the long files, whole; the rest as they were."""
    files: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        files[_file(item)].append(item)
    loads, shares = [0] * workers, [list[pytest.Item]() for _ in range(workers)]
    for name in sorted(files.keys() & SECONDS.keys(), key=lambda name: (-SECONDS[name], name)):
        least = loads.index(min(loads))
        loads[least] += SECONDS[name]
        shares[least] += files.pop(name)
    rest = [item for name in files for item in files[name]]
    size, found = len(items) // workers, list[pytest.Item]()
    for share in shares:
        room = max(0, size - len(share))
        found += [*share, *rest[:room]]
        rest = rest[room:]
    return found + rest


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0].removeprefix("tests/")
