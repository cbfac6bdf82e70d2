"""The channels: each translates one platform to and from `bot/messages.py`. Only here is an SDK imported."""
