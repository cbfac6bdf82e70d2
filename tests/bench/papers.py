"""The official papers: Mẫu 02 with all its items, and a dossier of 200 MB sent as a ZIP, which must not lie in memory.

The ZIP is made in a process of its own: only there the highest memory belongs to it alone.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.forms import AREAS, TEXTS, Filler, an_application  # noqa: E402

from bench.programs import BenchFault  # noqa: E402
from bench.table import Line  # noqa: E402
from bot.conversations.forms import FORMS  # noqa: E402
from bot.conversations.forms.plan import PLAN_FORMS  # noqa: E402
from bot.papers.dossier.model import Dossier  # noqa: E402
from bot.papers.dossier.papers import make_paper  # noqa: E402
from bot.papers.dossier.zipped import zip_dossier  # noqa: E402
from bot.storage.files.kept import FileStore  # noqa: E402
from ocop_domain.criteria.load import load_criteria  # noqa: E402
from ocop_domain.evidence import KINDS, Paper  # noqa: E402
from ocop_domain.plan import load_plan  # noqa: E402
from ocop_domain.programme_files import load_programme  # noqa: E402

PROGRAMME = "vietnam-2027"
SET = "s08"
ITEMS = 32
"""Prepared food from the waters: one of the longest sheets."""
FILES = 20
"""Scans of the largest size that is taken; together 200 MB."""
_SCAN = 10 * 1024 * 1024


def measure(folder: Path, *, rounds: int) -> list[Line]:
    """Milliseconds of one paper, and MB and seconds of one large ZIP."""
    dossier = filled()
    papers = [_timed(lambda: make_paper("mau-02", dossier)) for _ in range(5 * rounds)]
    scans = asyncio.run(_scans(folder))
    zips = [_zipped(folder, scans) for _ in range(rounds)]
    size = f"{zips[0]['size'] / 1e6:,.0f} MB"
    return [
        Line(f"Mẫu 02 with {ITEMS} items", papers, "ms", most=1000),
        Line("dossier as a ZIP, memory it takes", [z["memory"] for z in zips], "MB", most=200, digits=1, note=size),
        Line("dossier as a ZIP, time", [z["seconds"] for z in zips], "s", digits=1, note=size),
    ]


def filled() -> Dossier:
    """A dossier with every answer, every item scored, and a paper of every kind."""
    random, criteria = Random(1), load_criteria("26-2026").set(SET)
    if len(criteria.items) != ITEMS:
        raise BenchFault(f"{SET} has {len(criteria.items)} items, {ITEMS} expected")
    programme = load_programme(PROGRAMME)
    registered = dict(Filler.opens(FORMS["filing"]).fills().draft.answers) | {"product_set": SET}
    plan = {s.id: dict(Filler.opens(PLAN_FORMS[f"plan_{s.id}"]).fills().draft.answers) for s in load_plan().sections}
    return Dossier(
        application=an_application(
            programme=PROGRAMME, answers=registered, form="filing", form_version=FORMS["filing"].version
        ),
        programme=programme,
        areas=AREAS,
        t=TEXTS["vi"],
        day=programme.demo_date,
        plan=plan,
        criteria=criteria,
        answers={item.code: random.choice(item.points) for item in criteria.items},
        papers=[Paper(str(n), 1, kind, f"Giấy {n}", f"{n}/2026") for n, kind in enumerate(KINDS)],
    )


def _timed(what) -> float:  # type: ignore[no-untyped-def]
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1000


async def _scans(folder: Path) -> list[str]:
    """Files as people have sent them, where files are kept; not made by the process whose memory is measured."""
    files, random = FileStore(folder), Random(1)
    return [(await files.put(b"%PDF-1.7\n" + random.randbytes(_SCAN - 9), "scan.pdf")).id for _ in range(FILES)]


def _zipped(folder: Path, scans: list[str]) -> dict[str, float]:
    command = [sys.executable, __file__, str(folder), json.dumps(scans)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise BenchFault(ran.stderr.strip().splitlines()[-1])
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


async def _zip(folder: Path, scans: list[str]) -> dict[str, float]:
    """Makes the ZIP as the chat does: from disk to disk."""
    files, dossier = FileStore(folder), filled()
    make_paper("mau-02", dossier)  # what the libraries take once is not the ZIP's
    before, began = _highest(), time.perf_counter()
    chunks = zip_dossier(dossier, [(f"giay-{n}.pdf", files.pieces(scan)) for n, scan in enumerate(scans)])
    made = await files.put_stream(chunks, "ho-so.zip", 1 << 30)
    took = time.perf_counter() - began
    if made.refused or made.size < FILES * _SCAN:
        raise BenchFault(f"the ZIP has {made.size:,} bytes {made.refused}")
    return {"memory": (_highest() - before) / 1e6, "seconds": took, "size": made.size}


def _highest() -> int:
    """The most memory that this program ever took. Not `ru_maxrss`: that one also counts who started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) * 1024


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_zip(Path(sys.argv[1]), json.loads(sys.argv[2])))))
