"""Registering a product, and the own products."""
