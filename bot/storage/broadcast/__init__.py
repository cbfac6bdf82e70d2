"""Notices to many, as they stand in the database."""
