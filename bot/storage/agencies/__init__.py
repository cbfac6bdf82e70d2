"""Agencies: where to ask them, and who speaks for them."""
