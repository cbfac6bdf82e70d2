"""Telegram: python-telegram-bot as the typed client; intake, order and sending are our own and durable."""
