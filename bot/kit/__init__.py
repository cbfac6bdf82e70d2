"""Small tools that every layer may use. Nothing here knows OCOP, a chat or a database."""
