"""The outbox's sender: replies at once and in order, notices at each platform's pace."""
