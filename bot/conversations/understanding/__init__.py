"""What somebody meant by what they typed: decided once, before any route or form. Pure."""
