"""Every official paper, filled and empty, as DOCX, PDF and pictures of its pages, to be LOOKED at: `make papers`.

Needs LibreOffice and poppler (Debian: libreoffice-writer, poppler-utils); nothing in the tests does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.dossiers import case  # noqa: E402

from bot.papers.dossier.papers import PAPERS, make_paper  # noqa: E402
from bot.papers.dossier.pdf import to_pdf  # noqa: E402

PATIENCE = 120.0
"""Seconds for one conversion."""


def main() -> int:
    folder = ROOT / "build" / "papers"
    folder.mkdir(parents=True, exist_ok=True)
    missing = [program for program in ("soffice", "pdftoppm") if not shutil.which(program)]
    if missing:
        print(f"{' and '.join(missing)} missing. Debian: sudo apt-get install libreoffice-writer poppler-utils")
        return 1
    for paper in PAPERS:
        for name in ("full", "empty"):
            file = folder / f"{paper}-{name}.docx"
            file.write_bytes(make_paper(paper, case(paper, name)))
            pdf = to_pdf(file.read_bytes(), PATIENCE)
            if pdf is None:
                print(f"{file.name}: LibreOffice did not make a PDF")
                return 1
            file.with_suffix(".pdf").write_bytes(pdf)
            subprocess.run(["pdftoppm", "-r", "60", "-png", file.with_suffix(".pdf"), file.with_suffix("")], check=True)
            pages = sorted(folder.glob(f"{file.stem}-*.png"))
            print(f"{file.relative_to(ROOT)}: {len(pages)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
