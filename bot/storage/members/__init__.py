"""Who speaks for which producer."""
