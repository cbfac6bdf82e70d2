"""Copies of everything: made while the house runs, read back, put in place again."""
