"""What tests share: a house to test in, and people who use it."""
