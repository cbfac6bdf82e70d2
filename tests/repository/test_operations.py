"""What the README and the page on operations say of commands, settings and files is so."""

from __future__ import annotations

import re
from typing import Any

import typer
from support.each import each
from support.places import ROOT

from bot.cli import app
from bot.settings.config import Settings

PAGES = ("README.md", "docs/operations.md")
MAPS = ("README.md", "docs/operations.md", "docs/proofs.md", "docs/reading.md", "ocop_domain/README.md")
"""Pages that send the reader to files."""
TOPS = ("bot/", "docs/", "locales/", "ocop_domain/", "tests/", "deploy/")
COMMANDS: Any = typer.main.get_command(app)
TYPED = re.compile(r"ocop-bot ((?:[a-z-]+)(?: new)?)((?: [^`\n#]*)?)")
OPTION = re.compile(r"(?<!\S)--[a-z][a-z-]+")


def _page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@each("page", PAGES)
def test_every_command_that_is_named_exists_with_its_options(page: str) -> None:
    wrong = []
    for words, rest in TYPED.findall(_page(page)):
        name, _, below = words.partition(" ")
        command = COMMANDS.commands.get(name)
        if below and hasattr(command, "commands"):
            command = command.commands.get(below)
        if command is None:
            wrong.append(f"ocop-bot {words}")
            continue
        known = {option for parameter in command.params for option in parameter.opts}
        wrong += [f"ocop-bot {words} {option}" for option in OPTION.findall(rest) if option not in known]
    assert wrong == []


@each("page", PAGES)
def test_every_setting_that_is_named_exists(page: str) -> None:
    known = {f"OCOP_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in re.findall(r"OCOP_[A-Z_]*[A-Z]", _page(page)) if name not in known} == set()


def test_every_setting_stands_in_the_table_of_the_readme() -> None:
    rows = "\n".join(line for line in _page("README.md").splitlines() if line.startswith("| `OCOP_"))
    assert [name for name in Settings.model_fields if f"`OCOP_{name.upper()}`" not in rows] == []


def test_the_page_names_files_and_figures_that_are_there() -> None:
    page = _page("docs/operations.md")
    named = re.findall(r"`(deploy/[^`]+)`", page) if (ROOT / "deploy").exists() else []
    assert [name for name in named if not (ROOT / name).exists()] == []
    program = "".join(path.read_text("utf-8") for path in (ROOT / "bot").rglob("*.py"))
    figures = re.findall(r"`(ocop_\w+?)(?:_total|_info)?`", page)  # Prometheus' client adds these endings
    assert [name for name in figures if name not in program] == []


@each("page", MAPS)
def test_every_file_that_is_named_is_there(page: str) -> None:
    """A bare file name after a path lies beside it; FEATURE stands for the name of any feature."""
    wrong = []
    for line in _page(page).splitlines():
        folder = (ROOT / page).parent
        for name in re.findall(r"`([^`\s]+)`", line):
            if name.startswith(TOPS):
                places = [ROOT / name.replace("FEATURE", feature) for feature in _features()]
                folder = ROOT / name if (ROOT / name).is_dir() else (ROOT / name).parent
            elif re.fullmatch(r"[a-z_]+\.(py|yaml|md)", name):
                places = [folder / name]
            else:
                continue
            if not any(place.exists() for place in places):
                wrong.append(name)
    assert wrong == []


def _features() -> list[str]:
    return [folder.name for folder in (ROOT / "bot" / "handlers").iterdir() if folder.is_dir()]
