"""The business plan of a product."""
