"""Visits to places that make recognised products, and what was found there."""
