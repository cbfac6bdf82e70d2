"""A person's account: consent, phones, links, personal data."""
