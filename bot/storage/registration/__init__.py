"""Products and their scores, as SQL."""
