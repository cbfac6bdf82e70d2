"""Answers with numbers, read whole as people write and say them: what is left unread is asked about, never dropped."""
