"""Which buttons a role meets on its way from the menu: read from the source of the handlers, for every state at once.

A screen that only some state shows (a returned dossier, a closed round) is on the map too, as no played year would have
all of them. A step leads from a button to the buttons that its action draws, or what it calls draws; whoever may not
press one does not go through it.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import bot.handlers
from bot.conversations.form import Form
from bot.handlers.registry import BUTTONS, SENT
from bot.handlers.shared.policy import Policy, Side
from ocop_domain.rights import SPECS, Act, Role

PRODUCER = "producer"
_ROOT = Path(bot.handlers.__path__[0])
_PRODUCERS_ACTS = frozenset({Act.EDIT, Act.SEE, Act.SCORE, Act.PRINT})
"""What the owner may do with the own."""
_MENUS = {"_producers", "_first_contact", "_officials", "all_choices", "choices", "_menu"}
"""What draws the menus themselves: of each role its own is the beginning."""
_ASKED = ("bot.handlers.knowledge.door", "answer")
"""What answers a question that somebody types."""
_PRODUCERS_MENU = ("register", "mine", "calendar", "star", "support", "help", "language", "producers")


def may_press(role: str, policy: Policy) -> bool:
    """Whether a button is one of this role's; "producer" is who holds none."""
    producers = {Side.PRODUCER, Side.OWN_PHONE, Side.DATA}
    if role == PRODUCER:
        return policy.side is not Side.OFFICE and (policy.act is None or policy.act in _PRODUCERS_ACTS)
    if policy.side in producers:
        return False
    return policy.act is None or policy.act in SPECS[Role(role)].acts


@cache
def reached(role: str) -> frozenset[str]:
    """The names of all buttons that a role meets, beginning at its menu and at the answer to a question."""
    menu = _PRODUCERS_MENU if role == PRODUCER else (*SPECS[Role(role)].menu, "help", "language")
    begins = [*menu, *_drawn("bot.handlers.menu", "show"), *_drawn(*_ASKED)]
    found: set[str] = set()
    waiting = [name for name in begins if may_press(role, BUTTONS[name].policy)]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        action = BUTTONS[name].action
        after = _drawn(action.__module__, action.__name__)
        waiting += [one for one in after if one not in found and may_press(role, BUTTONS[one].policy)]
    return frozenset(found)


@cache
def _drawn(module: str, function: str) -> frozenset[str]:
    """What a function draws, or anything that it calls."""
    seen: set[tuple[str, str]] = set()
    names: set[str] = set()
    waiting = [(module, function)]
    while waiting:
        at = waiting.pop()
        if at in seen or at not in _functions():
            continue
        seen.add(at)
        own, calls = _functions()[at]
        names |= own
        waiting += calls
    return frozenset(names)


@cache
def _functions() -> Mapping[tuple[str, str], tuple[frozenset[str], tuple[tuple[str, str], ...]]]:
    """Each function of the handlers with the buttons that it draws itself and the functions that it names."""
    found = {}
    for path in sorted(_ROOT.rglob("*.py")):
        if path.name == "registry.py":
            continue
        name = ".".join(("bot.handlers", *path.relative_to(_ROOT).with_suffix("").parts)).removesuffix(".__init__")
        module = importlib.import_module(name)
        tree = ast.parse(path.read_text("utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name not in _MENUS:
                found[name, node.name] = (frozenset(_buttons(node)), tuple(_called(node, module)))
    return found


def _buttons(node: ast.AST) -> Iterator[str]:
    """Names that stand where a button's data stand: alone in a call, or before a colon."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call):
            given = [*part.args, *(keyword.value for keyword in part.keywords)]
            texts = [one.value for one in given if isinstance(one, ast.Constant)]
            yield from (text for text in texts if isinstance(text, str) and text in BUTTONS)
        elif isinstance(part, ast.JoinedStr) and part.values and isinstance(part.values[0], ast.Constant):
            yield from _head(str(part.values[0].value))
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield from _head(part.value)


def _head(text: str) -> Iterable[str]:
    head, colon, _ = text.partition(":")
    return (head,) if colon and head in BUTTONS else ()


def _called(node: ast.AST, module: ModuleType) -> Iterator[tuple[str, str]]:
    """The functions that are named in it; of a form what happens when it is sent."""
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            yield from _target(vars(module).get(part.id))
        elif isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name):
            owner = vars(module).get(part.value.id)
            yield from _target(getattr(owner, part.attr, None) if isinstance(owner, ModuleType) else None)


def _target(value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, FunctionType):
        yield value.__module__, value.__name__
    elif isinstance(value, Form) and value.id in SENT:
        sent: Callable[..., Any] = SENT[value.id]
        yield sent.__module__, sent.__name__
    elif isinstance(value, Mapping):
        for one in value.values():
            if isinstance(one, FunctionType | Form):
                yield from _target(one)
