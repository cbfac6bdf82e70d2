"""What tests share: an assistant to test in, and people who use it."""
