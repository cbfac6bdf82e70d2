"""What the adapters owe each other: a channel delivers, the outbox keeps account."""
