"""What handlers know, as it was read."""
