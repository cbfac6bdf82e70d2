"""The rehearsal: a whole list of products, played by producers."""
