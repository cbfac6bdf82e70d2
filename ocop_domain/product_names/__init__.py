"""What a product is, read from the name that people give it."""

from ocop_domain.product_names.reading import NameReading, is_only_a_name, kinds_of

__all__ = ["NameReading", "is_only_a_name", "kinds_of"]
