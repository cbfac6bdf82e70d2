"""Every kind of update that Telegram may send, put together at random: sensible ones, odd ones and broken ones.

All blocks draw from a `random.Random`: seeded in the long form, driven by hypothesis (which then shrinks) in tests.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

Json = dict[str, Any]

TEXTS: tuple[str, ...] = (
    "có", "không", "yes", "1", "2", "7", "0", "999", "trang chính", "Trang chính", "quay lại", "bỏ qua", "vì sao",
    "lưu", "xong", "gửi", "sửa 3", "sửa 99", "sửa", "đổi tên", "menu", "english", "tiếng việt", "giúp", "thêm",
    "mã ABCD-EFGH-JKLM", "mã abcdefghjklm", "code 1234-5678-9012", "1 2 3", "1,2", "xong", "giữ", "keep", "back",
    "why",
    "cà mau", "xã đất mũi", "dat mui", "huyện ngọc hiển", "tân ân tây", "xa", "x", "Phường 5", "Hà Nội",
    "mắm tôm", "tom kho", "rượu", "yến sào", "du lịch", "mam",
    "12,5", "99999999999999 đ", "1/1/2050", "600 đồng", "1000000 con", "5000000000000 kg", "7",
    "85k/hộp", "1,5 tỷ", "150tr", "0", "-5", "1.2.3,4,5", "١٢٣", "１２３", "99999999999999999999999999", "1e400", "NaN",
    "85 nghìn một hộp", "/", "//", "5 kg", "5kg/tháng", "12 tấn", "khoảng 1.200 lít", "½ kg", "²", "100%", "101%",
    "hết",
    "30/02/2020", "1/1/2020", "2020-99999999999999999999-1", "31-12-99", "99/99/9999", "0000-00-00", "1/1/1",
    "29/2/21",
    "0912345678", "+84 912 345 678", "+1 212 555 0123", "091234567890123456789", "tel:0912345678;ext=5",
    "a@b.vn", "a@b", "@", "x" * 200 + "@example.com",
    "<b>đậm</b>", "</b>", "<script>alert(1)</script>", "&lt;&amp;&#0;", "&#xD800;", "<tg-spoiler>", "{name}",
    "%s %d {0}",
    "'; DROP TABLE inbox; --", '"', "\\", "`", "$1", "?",
    "🙈🙈🙈", "👩\u200d👩\u200d👧\u200d👦", "🇻🇳", "مرحبا", "\u202eمرحبا", "שלום", "\u200b", "\u200b\u200d\ufeff",
    "\u202e\u202d", "e\u0301" * 20,
    "Z" + "\u0301" * 300, "\u0000", "a\u0000b", "\ud800", "xin \udfff chào", "\ufffe\uffff", "\U0010ffff", "\r\n\t",
    " ",
    "\n" * 50, "．．．", "﷽" * 30, "ﬃ", "İ", "ß", "ı", "Ǆ", "ẞ",
    "Hợp tác xã Tân Hưng", "Cơ sở Ba Khía Năm Căn", "làm từ tôm đất phơi nắng, không chất bảo quản", "Ấp 3",
)  # fmt: skip

COMMANDS = (
    "/start", "/menu", "/help", "/language", "/register", "/products", "/calendar", "/papers", "/queue", "/cancel",
    "/privacy", "/link",
    "/start@fake_test_bot", "/MENU", "/menu@other_bot", "/unknown", "/", "//", "/start join-", "/start link-",
    "/start join-xyz", "/start link-ABCDEFGHJKLM", "/start " + "A" * 64, "/link abc", "/menu rest of it",
    "/menu\nnew line",
    "/start join-\u0000", "/start \ud800", "/help\u200b", "/mine:5", "/queue 1",
)  # fmt: skip

BROKEN_DATA = (
    "", "|", "||", "5", "5|", "|menu", "x|menu", "-1|menu", "1|2|menu", "99999999999999999999|menu", "١|menu",
    "²|menu",
    "0|p", "0|p:", "0|p::", "0|p:x:y", "0|p:0", "0|accept", "0|accept:x", "0|accept:x:y", "0|accept:x:99999999999",
    "0|accept:x:-1", "0|accept:x:²", "0|return:a:1", "0|fix:", "0|fix:none", "0|draft:none", "0|mine:-1",
    "0|mine:999999",
    "0|mine:1:2", "0|queue:999999999", "0|area:١", "0|lang:", "0|lang:xx", "0|lang:en", "0|new", "0|consent",
    "0|link",
    "0|o:", "0|o:+", "0|o:g99", "0|o:g²", "0|o:groups", "0|o:none", "0|o:n96", "0|o:done", "0|n:", "0|n:back",
    "0|n:none",
    "0|s:", "0|s:send", "0|s:change", "0|join:x", "{\"action\":\"buy\"}", "vote_17", "\u0000", "🙈" * 16, "a" * 64,
    "0|menu:1", "0|menu:", "0|:", "0|p:\ud800",
)  # fmt: skip

JUNK_FORM = ("o:", "o:+", "o:g0", "o:g99", "o:g²", "o:groups", "o:none", "o:n96", "o:o96", "o:o964", "o:done", "o:yes",
             "o:product_name", "o:marks", "n:back", "n:skip", "n:keep", "n:why", "n:save", "n:x", "s:send",
    "s:change",
             "s:x", "o:\u0000", "o:'")  # fmt: skip

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301"
    "0100c9fe92ef0000000049454e44ae426082"
)
FILES: tuple[tuple[str, bytes], ...] = (
    ("anh.png", PNG),
    ("ảnh đẹp.jpg", b"\xff\xd8\xff\xe0" + b"0" * 30),
    ("to.pdf", b"%PDF-1.4 x"),
    ("evil.exe", b"MZ\x90\x00"),
    ("empty.png", b""),
    ("../../etc/passwd", b"RIFF0000WEBPVP8 "),
    ("\ud800.png", PNG + b"2"),
    ("a" * 300 + ".png", PNG + b"3"),
    ("<b>.png", b"GIF89a"),
)

OTHERS: Sequence[Json] = (
    {"sticker": {"file_id": "s", "file_unique_id": "u", "type": "regular", "width": 512, "height": 512,
                 "is_animated": False, "is_video": False}},
    {"location": {"latitude": 8.6, "longitude": 104.7}},
    {"venue": {"location": {"latitude": 8.6, "longitude": 104.7}, "title": "Chợ", "address": "Năm Căn"}},
    {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}},
    {"video_note": {"file_id": "v", "file_unique_id": "v", "length": 200, "duration": 3}},
    {"video": {"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": 1}},
    {"audio": {"file_id": "v", "file_unique_id": "v", "duration": 1}, "caption": "nghe này"},
    {"animation": {"file_id": "v", "file_unique_id": "v", "width": 1, "height": 1, "duration": 1},
     "document": {"file_id": "v", "file_unique_id": "v"}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {"poll": {"id": "1", "question": "?", "options": [{"text": "a",
    "voter_count": 0, "persistent_id": "1"}],
              "allows_revoting": False, "members_only": False, "total_voter_count": 0,
              "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}},
    {"new_chat_title": "x"},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {"successful_payment": {"currency": "XTR", "total_amount": 1, "invoice_payload": "x",
                            "telegram_payment_charge_id": "1", "provider_payment_charge_id": "2"}},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 5}},
    {"story": {"chat": {"id": 1, "type": "private"}, "id": 5}},
    {"hologram": {"depth": 3}},
    {},
)  # fmt: skip


def words(random: Random, extra: Sequence[str] = ()) -> str:
    """A text: a known trap, some of them together, one repeated up to Telegram's 4,096 characters."""
    way = random.randrange(10)
    if extra and way < 3:
        return random.choice(extra)
    if way < 7:
        return random.choice(TEXTS)
    if way < 9:
        return " ".join(random.choice(TEXTS) for _ in range(random.randrange(2, 5)))[:4096]
    unit = random.choice(TEXTS) or "x"
    return (unit * (4096 // len(unit) + 1))[: random.choice((4096, 4095, 1501, 1000, 201, 81))]


class Sender:
    """One person at Telegram, who makes updates: each has the fields that Telegram gives."""

    def __init__(self, number: int, language: str, random: Random, upload: Callable[[str, bytes], Json]) -> None:
        self.id = number
        self.random = random
        self.upload = upload
        self.user: Json = {"id": number, "is_bot": False, "first_name": random.choice(("Lan", "<b>", "🙈", ""))}
        if language:
            self.user["language_code"] = language
        self.chat: Json = {"id": number, "type": "private", "first_name": "Lan"}
        self.extra: Sequence[str] = ()

    def message(self, content: Json, chat: Json | None = None) -> Json:
        odd: Json = {}
        if not self.random.randrange(12):
            odd = self.random.choice(
                (
                    {"forward_origin": {"type": "hidden_user", "sender_user_name": "Ai đó", "date": 1}},
                    {"forward_origin": {"type": "from_the_future", "date": 1, "x": [1]}},
                    {"via_bot": {"id": 5, "is_bot": True, "first_name": "b"}},
                    {"reply_to_message": {"message_id": 1, "date": 0, "chat": self.chat, "text": "trước"}},
                    {"has_media_spoiler": True, "unknown_field": {"deep": [1, {"x": None}]}},
                    {
                        "entities": [
                            {"type": "bold", "offset": 0, "length": 9999},
                            {"type": "new_kind", "offset": 0, "length": 1},
                        ]
                    },
                    {"media_group_id": "5"},
                    {"sender_chat": {"id": -100, "type": "channel", "title": "K"}},
                )
            )
        number = self.random.randrange(1, 10**9)
        return {
            "message_id": number,
            "from": self.user,
            "chat": chat or self.chat,
            "date": 1645000000,
            **content,
            **odd,
        }

    def text(self, text: str) -> Json:
        return {"message": self.message({"text": text})}

    def press(self, data: str, message_id: int) -> Json:
        message: Json | None = {"message_id": message_id, "date": 1645000000, "chat": self.chat}
        if not self.random.randrange(20):
            message = {"message_id": message_id, "date": 0, "chat": self.chat}
        if not self.random.randrange(40):
            message = None
        body: Json = {"id": str(self.random.randrange(10**18)), "from": self.user, "chat_instance": "1", "data": data}
        return {"callback_query": body | ({"message": message} if message else {"inline_message_id": "x"})}

    def contact(self) -> Json:
        phone = self.random.choice(("84912345678", "+84912345678", "0912345678", "", "abc", "1" * 50, "+12125550123"))
        owner = self.random.choice(({"user_id": self.id}, {"user_id": 5}, {}))
        return {"message": self.message({"contact": {"phone_number": phone, "first_name": "Lan", **owner}})}

    def file(self) -> Json:
        name, content = self.random.choice(FILES)
        if self.random.randrange(2):
            sizes = [self.upload(name, content), self.upload(name, content)]
            return {"message": self.message({"photo": [{**s, "width": 1, "height": 1} for s in sizes]})}
        document = {**self.upload(name, content), "file_name": name}
        if not self.random.randrange(6):
            document["file_size"] = 50_000_000
        if not self.random.randrange(8):
            document["file_id"] = "gone"
        return {"message": self.message({"document": document, "caption": words(self.random)[:1000]})}

    def other(self) -> Json:
        return {"message": self.message(dict(self.random.choice(OTHERS)))}

    def edited(self) -> Json:
        return {"edited_message": {**self.message({"text": words(self.random)}), "edit_date": 1645000001}}

    def group(self) -> Json:
        chat = {"id": -100_000 - self.id % 1000, "type": self.random.choice(("group", "supergroup")), "title": "Nhóm"}
        way = self.random.randrange(4)
        if way == 0:
            return {"message": self.message({"new_chat_members": [self.user]}, chat)}
        if way == 1:
            return {"edited_message": self.message({"text": "sửa"}, chat)}
        text = self.random.choice(("chào cả nhà", "/start@fake_test_bot", "/menu", "@fake_test_bot ơi", "/register"))
        return {"message": self.message({"text": text}, chat)}

    def strange(self) -> Json:
        """Kinds that were not asked for, kinds of the future, bodies that lack what Telegram always sends."""
        return self.random.choice(
            (
                {"channel_post": {"message_id": 1, "date": 0, "chat": {"id": -1, "type": "channel"}, "text": "x"}},
                {"my_chat_member": {"chat": self.chat, "from": self.user, "date": 0}},
                {"inline_query": {"id": "1", "from": self.user, "query": "", "offset": ""}},
                {"poll_answer": {"poll_id": "1", "user": self.user, "option_ids": [0]}},
                {"hologram": {"from": self.user}},
                {},
                {"message": {"message_id": 1, "date": 0, "chat": {"id": -5, "type": "channel"}, "text": "/start"}},
                {"callback_query": {"id": "5", "from": self.user, "chat_instance": "1", "game_short_name": "g"}},
            )
        )


def encoded(random: Random, update: Json) -> bytes:
    """As JSON; lone surrogates can only come escaped."""
    if random.randrange(2):
        return json.dumps(update).encode()
    text = json.dumps(update, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(update).encode()
