"""A programme's years from idea to certificate: everybody at their phones, nothing written past the conversation."""
