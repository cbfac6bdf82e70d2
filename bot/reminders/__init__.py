"""Reminders: who still has something to do, asked again at the moment of sending."""
