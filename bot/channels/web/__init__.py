"""The web chat: one page that the program serves itself; a producer needs no account."""
