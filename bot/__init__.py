"""The chat assistant: what is asked, what is answered, how it reaches people."""
