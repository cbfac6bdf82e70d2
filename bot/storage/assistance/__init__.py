"""Officers who type for producers, as SQL."""
