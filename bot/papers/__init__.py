"""What comes out as a file."""
