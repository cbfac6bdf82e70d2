"""The scripts and styles of the page hold to what phones of 2020 understand: Chromium 80 and Safari 13.1.

What is only guarded (`if (dialog.showModal)`) is tried without it in tests/browser/test_web_ways.py.
"""

from __future__ import annotations

import re

from support.each import each

from bot.channels.web.page import STATIC

FORBIDDEN = {
    r"^(?!.*\basync\b)\S.*\bawait\b|^await\b": "await at the top of a module (Chrome 89, Safari 15)",
    r"\.at\(": "Array.at (Chrome 92, Safari 15.4)",
    r"(?:\?\?|\|\||&&)=": "assignment by ??=, ||=, &&= (Chrome 85, Safari 14)",
    r"\.replaceAll\(": "String.replaceAll (Chrome 85, Safari 13.1)",
    r"\.replaceChildren\(": "Element.replaceChildren (Chrome 86, Safari 14)",
    r"\bstructuredClone\(": "structuredClone (Chrome 98, Safari 15.4)",
    r"\brandomUUID\(": "randomUUID (Chrome 92, Safari 15.4, https only)",
    r"\bObject\.(?:hasOwn|groupBy)\b": "Object.hasOwn, groupBy (Chrome 93, Safari 15.4)",
    r"\.(?:findLast|findLastIndex|toSorted|toReversed|toSpliced|with)\(": "array methods of 2022 and 2023",
    r"\bPromise\.(?:any|withResolvers|try)\b": "Promise.any (Chrome 85, Safari 14)",
    r"(?:^|[\s.])#\w+\s*(?:=|;|\(|\.)": "private fields (Safari 14.1)",
    r"^  (?:static )?\w+(?: = .*)?;$(?=\n\s*constructor)": "fields of classes (Safari 14.1)",
    r"\bstatic\s*\{": "static blocks (Chrome 94, Safari 16.4)",
    r"\(\?<[=!]": "looking behind in patterns (Safari 16.4)",
    r"/[a-z]*[dv][a-z]*\.(?:exec|test)\(": "flags d, v of patterns",
    r"\b\d+_\d+\b": "numbers with _ (Chrome 75, Safari 13)",
    r"\bimport\s.*\bwith\s*\{": "import attributes",
    r"\bimport\.meta\.resolve\b": "import.meta.resolve",
    r"\bscrollend\b|\bcheckVisibility\b|\binert\b|\bpopover\b": "interfaces of 2022 and 2023",
}
STYLES = {
    r":(?:has|is|where)\(": "selectors that drop the whole rule (Chrome 88, Safari 14)",
    r"(?<!@supports )\((?:width|height)\s*[<>]": "ranges in media queries (Chrome 104, Safari 16.4)",
    r"\binset:": "inset (Chrome 87, Safari 14.1)",
    r"\baspect-ratio:": "aspect-ratio (Chrome 88, Safari 15)",
    r"\bclamp\(": "clamp (Safari 13.1)",
    r"color-mix\(|oklch\(|light-dark\(": "colours of 2023",
    r"@(?:layer|container|scope)\b": "rules that are dropped whole",
    r"overflow:\s*\w+\s+\w+": "overflow in two words (Safari 16)",
    r"^\s+&": "nesting",
}
GUARDED = {
    "showModal": r"if \(dialog\.showModal\) dialog\.showModal\(\)",
    "AbortSignal.timeout": r"if \(AbortSignal\.timeout\) return AbortSignal\.timeout\(",
    "ResizeObserver": r"if \(window\.ResizeObserver\) new ResizeObserver\(",
    "visualViewport": r"const seen = window\.visualViewport;\n  if \(!seen\) return;",
    "createImageBitmap": r"try \{\n\s+picture = await createImageBitmap\(",
    "scrollTo({": r'if \("scrollBehavior" in .* this\.log\.scrollTo\(\{',
}
"""What is newer, and what stands around it: without it something else is done."""


def code(name: str) -> str:
    """A file without its comments and quoted words."""
    text = (STATIC / name).read_text("utf-8")
    text = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.DOTALL)
    return re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)


def scripts() -> list[str]:
    return sorted(path.name for path in STATIC.glob("*.js"))


def found(text: str, patterns: dict[str, str]) -> list[str]:
    return [why for pattern, why in patterns.items() if re.search(pattern, text, re.MULTILINE)]


@each("name", scripts())
def test_a_script_says_nothing_that_phones_of_2020_do_not_know(name: str) -> None:
    assert found(code(name), FORBIDDEN) == []


@each("name", sorted(path.name for path in STATIC.glob("*.css")))
def test_a_style_hides_nothing_from_phones_of_2020(name: str) -> None:
    text = code(name)
    assert found(text, STYLES) == []
    for line, before in zip(text.splitlines()[1:], text.splitlines(), strict=False):
        if "dvh" in line and "@supports" not in line:
            assert "vh" in before or "body {" in before, "a height of its own for browsers that do not know dvh"
    assert text.count("dvh") <= 2


def test_what_is_newer_stands_behind_a_question() -> None:
    text = "\n".join((STATIC / name).read_text("utf-8") for name in scripts())
    for name, guard in GUARDED.items():
        uses = text.count(f"{name}(" if name.isidentifier() else name)
        assert re.search(guard, text), name
        assert uses <= 2, f"{name}: used elsewhere too"


@each(
    "line",
    [
        "const state = await opened();",
        "await opened();",
        "x = list.at(-1);",
        "item.order ??= 1;",
        'text.replaceAll("a", "b");',
        "box.replaceChildren(icon);",
        "  #secret = 1;",
        "crypto.randomUUID();",
        "found = /(?<=a)b/.exec(x);",
        "list.findLast(f);",
    ],
)
def test_the_list_finds_what_it_forbids(line: str) -> None:
    assert found(line, FORBIDDEN)


def test_the_word_for_the_oldest_browsers_is_written_for_them() -> None:
    """old.js must be understood by browsers that understand nothing else of ours."""
    text = code("old.js")
    assert found(text, FORBIDDEN) == []
    assert not re.search(r"=>|`|\b(?:const|let|class|import|export|async|await)\b|\?\.|\?\?|\.\.\.", text)
    document = (STATIC / "index.html").read_text("utf-8")
    assert document.index("old.js") < document.index('type="module"'), "it listens before anything can fail"
