"""A form that is being filled in, as SQL."""
