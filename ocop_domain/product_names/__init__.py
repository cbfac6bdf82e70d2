"""What a product is, read from the name that people give it."""

from ocop_domain.product_names.reading import NameReading, kinds_of

__all__ = ["NameReading", "kinds_of"]
