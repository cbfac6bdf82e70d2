"""The assistant rules that no other tool watches."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from support.each import each
from support.places import ROOT

CARD = {"bot", "ocop_domain", "locales", "tests", "pyproject.toml", "README.md"}
BESIDES = {"Makefile", "CHANGELOG.md", "LICENSE", "requirements.lock", "requirements-dev.lock", "docs", "deploy"}
DOMAIN_MAY_IMPORT = {"ocop_domain", "holidays", "phonenumbers", "pydantic", "pydantic_core", "rapidfuzz", "yaml"}


def tracked() -> list[Path]:
    """Every file that git knows; without git, in a source archive, all that .gitignore does not name."""
    git = ["git", "ls-files"] if shutil.which("git") else ["false"]
    listed = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines() if listed.returncode == 0 else _walked(ROOT)
    return [Path(name) for name in names if (ROOT / name).is_file()]


def _walked(folder: Path) -> list[str]:
    ignored = (ROOT / ".gitignore").read_text().split()
    found = []
    for here, folders, files in os.walk(folder):
        place = Path(here).relative_to(folder)
        names = {name: f"/{place / name}" for name in (*folders, *files)}
        left_out = {n for n, path in names.items() if _matches(n, ignored) or _matches(path, ignored) or n == ".git"}
        folders[:] = [n for n in folders if n not in left_out]
        found += [str(place / n) for n in files if n not in left_out]
    return found


def _matches(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name, pattern.rstrip("/")) for pattern in patterns)


def test_a_source_archive_holds_the_same_files_as_git_knows() -> None:
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        return  # this is a source archive
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    known = {name for name in listed.stdout.splitlines() if (ROOT / name).is_file()}
    others = ["git", "ls-files", "--others", "--exclude-standard"]
    unknown = subprocess.run(others, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert set(_walked(ROOT)) - set(unknown) == known


def test_the_top_level_holds_what_the_card_names_and_little_else() -> None:
    names = {p.parts[0] for p in tracked()}
    assert {n for n in names if not n.startswith(".")} <= CARD | BESIDES


SEARCH = Path("knowledge/index.py")
"""The one place with SQLite in the domain: its full text search, over a table in memory."""


def test_the_domain_imports_a_short_list_of_pure_libraries() -> None:
    for path in (ROOT / "ocop_domain").rglob("*.py"):
        if path.name == "generate.py":
            continue  # makes a data file when its source changes; the domain does not import it
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = (
                [a.name for a in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for module in modules:
                top = module.split(".")[0]
                assert top in DOMAIN_MAY_IMPORT or top in sys.stdlib_module_names, f"{path.name} imports {module}"
                assert top not in {"asyncio", "socket", "urllib", "http"}, f"{path.name} imports {module}"
                assert top != "sqlite3" or path.relative_to(ROOT / "ocop_domain") == SEARCH, path


@each("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_has_a_hash_for_every_pin_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    pins = re.split(r"\n(?=\S)", text.strip())
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)


def test_no_file_holds_a_secret_or_the_path_of_a_machine() -> None:
    token = re.compile(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b")
    homes = re.compile(r"[\"'\s(=:]/(?:home|root|Users)/")
    for path in tracked():
        if path.suffix in {".png", ".lock", ".ttf", ".otf", ".docx"}:
            continue
        text = (ROOT / path).read_text("utf-8")
        assert not homes.search(text), path
        found = [t for t in token.findall(text) if "fakes" not in path.parts]
        assert not found, path


def test_every_package_says_what_it_is_for() -> None:
    for path in (*(ROOT / "bot").rglob("*.py"), *(ROOT / "ocop_domain").rglob("*.py")):
        if path.name != "__init__.py" or path.read_text().strip():
            assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), path


def test_a_class_has_a_name_of_its_own() -> None:
    """Migrations stand apart: they import nothing, and keep what was."""
    seen: dict[str, int] = {}
    code = [path for path in tracked() if path.suffix == ".py" and path.parts[0] in {"bot", "ocop_domain"}]
    for path in (path for path in code if "migrations" not in path.parts):
        for node in ast.parse((ROOT / path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                seen[node.name] = seen.get(node.name, 0) + 1
    assert {name for name, count in seen.items() if count > 1} == set()
