"""Visits to places that make recognised products."""
