"""What is printed where an officer types for a producer."""
