"""Bare: a Debian with nothing but python3 and make, in which the two commands must run."""
