"""Steps that bring a database from any earlier state to today's tables."""
