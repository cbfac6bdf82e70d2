"""Products that are shown to customers."""
