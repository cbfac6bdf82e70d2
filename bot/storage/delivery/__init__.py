"""The outbox and the pace of channels, as they stand in the database."""
