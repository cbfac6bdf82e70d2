"""Notices to many, moved on by themselves."""
