"""A season in the middle, made by the acts of people: what the demonstration shows to whoever opens it first."""
