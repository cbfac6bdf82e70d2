"""Notices to many: composed, steered, accounted for."""
