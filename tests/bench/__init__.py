"""The bench: what the program takes and gives, beside bare echo bots on the same fake server."""
