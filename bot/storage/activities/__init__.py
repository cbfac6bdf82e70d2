"""Activities, and who is invited to them."""
