"""An echo bot of python-telegram-bot with its own AIORateLimiter, which is told to write to many people.

`loop` sends one after the other, `at_once` hands everything to the limiter, as its manual suggests.
"""

import asyncio
import logging
import sys

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, Application, CommandHandler, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says the same again."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def telling(way: str, text: str, first: int, count: int):  # type: ignore[no-untyped-def]
    """The handler of /tell."""

    async def one(context: ContextTypes.DEFAULT_TYPE, chat: int) -> None:
        try:
            await context.bot.send_message(chat, text)
        except TelegramError as error:
            logging.warning("%s: %s", chat, error)

    async def everybody(context: ContextTypes.DEFAULT_TYPE) -> None:
        if way == "at_once":
            await asyncio.gather(*(one(context, chat) for chat in range(first, first + count)))
        else:
            for chat in range(first, first + count):
                await one(context, chat)

    async def tell(_update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        context.application.create_task(everybody(context))

    return tell


def main(api_url: str, token: str, port: str, *what: str) -> None:
    """Serves until it is told to stop."""
    way, text, first, count = what
    logging.basicConfig(level=logging.WARNING)
    limiter = AIORateLimiter(max_retries=5)
    builder = Application.builder().token(token).base_url(f"{api_url}/bot").rate_limiter(limiter)
    application = builder.concurrent_updates(True).build()
    application.add_handler(CommandHandler("tell", telling(way, text, int(first), int(count))))
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_webhook(
        listen="127.0.0.1",
        port=int(port),
        url_path="hook",
        secret_token="bench",
        webhook_url=f"http://127.0.0.1:{port}/hook",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
