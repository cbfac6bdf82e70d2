"""Rounds of councils."""
