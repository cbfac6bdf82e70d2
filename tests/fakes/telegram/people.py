"""The users' side: people who write, tap, block; groups they meet in."""

from collections.abc import Sequence
from typing import Any

from .acts import chat_member, content_message, edited, press
from .files import document_json, photo_json
from .params import Json, Upload
from .screen import ChatView, Shown, show
from .spans import finish
from .world import Chat, Press, World


class Group(ChatView):
    """A group or supergroup with the bot in it."""


class User(ChatView):
    """A person, and the private chat with the bot."""

    def __init__(self, world: World, info: Json, chat: Chat) -> None:
        super().__init__(world, chat)
        self.info = info

    async def start(self, payload: str = "") -> int:
        """Open the chat: /start, with the payload of a deep link."""
        return await self.send(f"/start {payload}".strip())

    async def send(self, text: str, *, group: Group | None = None, reply_to: Shown | None = None) -> int:
        """Write a text; its message_id."""
        plain, entities = finish(text, [])
        content: Json = {"text": plain, **({"entities": entities} if entities else {})}
        return self._post(content, group, reply_to)

    async def write(self, text: str, *, cut: int = 4096) -> list[int]:
        """Write a text of any length: the app sends a long one in parts, cut at a blank where it finds one in time."""
        sent = []
        while text:
            at = text.rfind(" ", 0, cut) if cut < len(text) and cut < 4096 else cut
            sent.append(await self.send(text[:at].strip()))
            text = text[at:].strip()
        return sent

    async def send_command(self, name: str, arguments: str = "", *, group: Group | None = None) -> int:
        """Write a command."""
        return await self.send(f"/{name.lstrip('/')} {arguments}".strip(), group=group)

    async def press(self, wanted: str | int = 0, message: Shown | None = None, *, group: Group | None = None) -> str:
        """Tap a button by label, data or position: of `message` as it looked then, else the newest that fits.

        A button of the reply keyboard is found too: its text (or the contact) is sent.
        """
        view = group or self
        if message is None and isinstance(wanted, str) and wanted in view.keyboard:
            return await self._press_key(view, wanted)
        candidates = [message] if message is not None else [m for m in reversed(view.screen) if m.from_bot and m.rows]
        if isinstance(wanted, int):
            candidates = candidates[:1]
        for shown in candidates:
            button = shown.find(wanted)
            if button is not None:
                assert button.data is not None, f"{button.label} opens a link, it sends nothing"
                view.acted()
                return press(self.world, self.info, view.chat, shown.message_id, button.data)
        raise AssertionError(f"no button {wanted!r}; shown: {[m.buttons for m in candidates[:3]]}, {view.keyboard}")

    def can_press(self, wanted: str | int) -> bool:
        """Whether the chat shows such a button."""
        if isinstance(wanted, str) and wanted in self.keyboard:
            return True
        for message in reversed(self.chat.messages.values()):
            if message.by_bot and "reply_markup" in message.data:
                if show(self.world, message).find(wanted) is not None:
                    return True
                if isinstance(wanted, int):
                    return False
        return False

    async def contact(self, *, own: bool = True, phone: str = "84912345678") -> int:
        """Share a contact: the own one, or somebody else's."""
        contact: Json = {"phone_number": phone, "first_name": self.info["first_name"]}
        contact |= {"user_id": self.info["id"]} if own else {"first_name": "Somebody", "user_id": 5_999_999_999}
        return self._post({"contact": contact})

    async def photo(self, content: bytes, caption: str = "") -> int:
        """Send a picture."""
        sizes = self.world.files.photo(Upload("photo.jpg", content, "image/jpeg"))
        return self._post({"photo": photo_json(sizes), **({"caption": caption} if caption else {})})

    async def album(self, pictures: Sequence[bytes], caption: str = "") -> list[int]:
        """Send several pictures at once: a message each, of one group; the first has the caption."""
        group = {"media_group_id": str(next(self.world.press_ids))}
        sent = []
        for content in pictures:
            sizes = self.world.files.photo(Upload("photo.jpg", content, "image/jpeg"))
            words = {"caption": caption} if caption and not sent else {}
            sent.append(self._post({"photo": photo_json(sizes), **group, **words}))
        return sent

    async def document(
        self,
        name: str,
        content: bytes,
        mime: str = "application/octet-stream",
        *,
        size: int | None = None,
        caption: str = "",
    ) -> int:
        """Send a file; `size` pretends that it is larger."""
        file = self.world.files.add("document", Upload(name, content, mime), size=size)
        return self._post({"document": document_json(file), **({"caption": caption} if caption else {})})

    async def sticker(self, emoji: str = "👍") -> int:
        """Send a sticker."""
        file = self.world.files.add("sticker", Upload("sticker.webp", b"RIFF", "image/webp"), width=512, height=512)
        sticker = {
            "file_id": file.file_id,
            "file_unique_id": file.unique_id,
            "file_size": file.size,
            "emoji": emoji,
        }
        kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._post({"sticker": sticker | kind})

    async def location(self, latitude: float = 21.0285, longitude: float = 105.8542) -> int:
        """Send a place."""
        return self._post({"location": {"latitude": latitude, "longitude": longitude}})

    async def forward(self, text: str, *, origin: "User | None" = None) -> int:
        """Forward a text of somebody."""
        sender = origin.info if origin else {"id": 5_999_999_998, "is_bot": False, "first_name": "Author"}
        date = int(self.world.clock())
        return self._post({"text": text, "forward_origin": {"type": "user", "sender_user": sender, "date": date}})

    async def edit(self, message_id: int, text: str) -> None:
        """Change an own message."""
        self.acted()
        edited(self.world, self.chat, message_id, text)

    async def block(self) -> None:
        """Stop the bot."""
        chat_member(self.world, self.info, self.chat, blocked=True)

    async def unblock(self) -> None:
        """Restart the bot."""
        chat_member(self.world, self.info, self.chat, blocked=False)

    async def send_raw(self, update: Json) -> int | None:
        """Any update: {kind: body}; its update_id is added."""
        self.acted()
        ((kind, body),) = ((k, v) for k, v in update.items() if k != "update_id")
        return self.world.updates.push(kind, body, self.chat.id)

    @property
    def presses(self) -> list[Press]:
        """All taps so far, with the bot's answers."""
        return [p for p in self.world.presses.values() if p.user_id == self.info["id"]]

    @property
    def unanswered_presses(self) -> list[Press]:
        """Taps whose button still shows the clock."""
        return [p for p in self.presses if not p.answered]

    async def _press_key(self, view: ChatView, label: str) -> str:
        keys: list[dict[str, Any]] = [b for row in (view.chat.keyboard or {})["keyboard"] for b in row]
        key = next(b for b in keys if b["text"] == label)
        if (view.chat.keyboard or {}).get("one_time_keyboard"):
            view.chat.keyboard = None
        if key.get("request_contact"):
            return str(await self.contact())
        if key.get("request_location"):
            return str(await self.location())
        return str(await self.send(label, group=view if isinstance(view, Group) else None))

    def _post(self, content: Json, group: Group | None = None, reply_to: Shown | None = None) -> int:
        view = group or self
        view.acted()
        if reply_to is not None:
            content = {"reply_to_message": reply_to.raw, **content}
        return content_message(self.world, self.info, view.chat, content)
