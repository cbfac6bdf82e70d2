"""The papers of a council's round: minutes, notices, tables."""
