"""Torture: the house is killed at any instant, and told every kind of nonsense."""
