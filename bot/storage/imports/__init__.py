"""Lists that were imported: what stands in them, and who claimed it."""
