"""Reminders, broadcasts and the outbox that delivers them; APScheduler ticks."""
