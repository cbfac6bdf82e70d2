"""Rounds of councils: convened, scored, concluded, told."""
