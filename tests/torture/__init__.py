"""Torture: the assistant is killed at any instant, and told every kind of nonsense."""
