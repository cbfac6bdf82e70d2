"""A person, their phones and their personal data in the database."""
