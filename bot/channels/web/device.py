"""What kind of phone a browser runs on, as far as it says: for the list in which people find their own."""

from __future__ import annotations

_SIGNS = (("ipad", "ipad"), ("iphone", "iphone"), ("ipod", "iphone"))
_COMPUTERS = ("windows", "macintosh", "x11", "cros", "linux")


def device_of(agent: str) -> str:
    """A word for the User-Agent of a browser: android, android_tablet, iphone, ipad, computer; "" when it is none.

    For example "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 … Mobile Safari/537.36" is an android.
    """
    said = agent.casefold()
    for sign, kind in _SIGNS:
        if sign in said:
            return kind
    if "android" in said:
        return "android" if "mobile" in said else "android_tablet"
    return "computer" if any(sign in said for sign in _COMPUTERS) else ""
