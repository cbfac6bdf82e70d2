"""The order of the tests: what takes longest begins first, so that all workers end together.

A worker is given the next part of all tests, and one that is done takes from the end of another's: what is long must
not wait there. The seconds are rough, and a file that is not named takes a few; nothing but the time hangs on them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import pytest

SECONDS = {
    "delivery/test_broadcast_delivery.py": 150,
    "end_to_end/test_kill.py": 120,
    "storage/test_storage_torture.py": 100,
    "end_to_end/test_rehearse_year.py": 80,
    "end_to_end/test_conversations.py": 60,
    "end_to_end/test_fuzz.py": 50,
    "storage/test_writes.py": 40,
    "papers/test_dossier_papers.py": 40,
    "storage/test_file_store.py": 40,
    "browser/test_changed_messages.py": 30,
    "browser/test_web_ways.py": 30,
    "browser/test_web_chat.py": 30,
    "end_to_end/test_rehearsal.py": 30,
    "conversations/test_engine.py": 20,
    "storage/test_backup.py": 20,
    "commands/test_cli.py": 20,
    "repository/test_wheel.py": 20,
    "channels/test_telegram_channel.py": 20,
    "domain/test_shift.py": 16,
    "channels/test_fake_telegram_parsers.py": 16,
    "storage/test_nightly.py": 14,
    "operation/test_stopping.py": 10,
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
