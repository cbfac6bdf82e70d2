"""Self-scoring by the official criteria, and the way to a star."""
