"""Copies of everything: made while the assistant runs, read back, put in place again."""
