"""setWebhook, deleteWebhook, getWebhookInfo."""

import re
from urllib.parse import urlsplit

from .delivery import Delivery, Target
from .errors import bad
from .params import Json, Params

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_PORTS = (443, 80, 88, 8443)
_LOCAL = ("localhost", "127.0.0.1")


class Webhook(Delivery):
    """The delivery together with the methods that steer it."""

    def set(self, p: Params) -> tuple[bool, str]:
        """setWebhook; an empty url deletes it."""
        url = p.text("url")
        if not url:
            return self.delete(p)
        _check_url(url)
        secret = p.text("secret_token")
        if len(secret) > 256:
            raise bad("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad("secret token contains unallowed characters")
        connections = min(max(p.integer("max_connections", 40), 1), 100)
        self.updates.allow(p.parsed("allowed_updates", "can't parse allowed updates JSON object"))
        if p.flag("drop_pending_updates"):
            self.updates.pending.clear()
        elif (url, secret, connections) == self.target.asked:
            return True, "Webhook is already set"
        self.aim(Target(url, secret, connections))
        return True, "Webhook was set"

    def delete(self, p: Params) -> tuple[bool, str]:
        """deleteWebhook; what was not delivered waits for getUpdates."""
        if p.flag("drop_pending_updates"):
            self.updates.pending.clear()
        was = self.target.url
        self.aim(Target())
        return True, "Webhook was deleted" if was else "Webhook is already deleted"

    def info(self) -> Json:
        """getWebhookInfo."""
        self.updates.drop_expired()
        target, waiting = self.target, len(self.updates.pending)
        info: Json = {"url": target.url, "has_custom_certificate": False, "pending_update_count": waiting}
        if target.url:
            info |= {"max_connections": target.max_connections, "ip_address": "127.0.0.1"}
        if target.last_error:
            info |= {"last_error_date": int(target.last_error_at), "last_error_message": target.last_error}
        if self.updates.allowed is not None:
            info["allowed_updates"] = sorted(self.updates.allowed)
        return info


def _check_url(url: str) -> None:
    """https on an allowed port; the fake alone also takes plain http on this machine."""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise bad("invalid webhook URL specified")
    if parts.hostname in _LOCAL:
        return
    if parts.scheme != "https":
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    if (parts.port or 443) not in _PORTS:
        raise bad("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
