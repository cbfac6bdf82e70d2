"""Filling in a form: the engine asks, the draft keeps; files that come with it or unasked."""
