"""What a platform lacks, made up for in one place: long labels, missing buttons, long texts."""

from __future__ import annotations

from bot.messages import MAX_BUTTON, Reply, shortened


def numbered_text(reply: Reply, *, buttons: bool) -> str:
    """The text, with the choices as numbered lines where buttons are missing or too short for them."""
    if not reply.choices:
        return reply.text
    if buttons and (reply.grid or all(len(c.label) <= MAX_BUTTON for c in reply.choices)):
        return reply.text
    lines = [f"{n}. {c.label}" for n, c in enumerate(reply.choices, 1)]
    return "\n".join([reply.text, "", *lines])


def button_labels(reply: Reply) -> list[str]:
    """Labels that fit on buttons; numbered like the lines of the text when any had to be cut."""
    if reply.grid or all(len(c.label) <= MAX_BUTTON for c in reply.choices):
        return [c.label for c in reply.choices]
    numbered = [f"{n}. {c.label}" for n, c in enumerate(reply.choices, 1)]
    return [shortened(n) for n in numbered]


def parts(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` UTF-16 units, cut at paragraphs, lines or words."""
    out: list[str] = []
    while _units(text) > limit:
        end = _cut(text, limit)
        out.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*out, text] if text or not out else out


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _cut(text: str, limit: int) -> int:
    end = limit
    while _units(text[:end]) > limit:
        end -= 1
    for mark in ("\n\n", "\n", " "):
        found = text.rfind(mark, end // 2, end)
        if found > 0:
            return found
    return end
