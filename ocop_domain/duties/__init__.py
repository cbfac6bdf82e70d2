"""The programme year: duties, when each is due, and who still has something to do."""
