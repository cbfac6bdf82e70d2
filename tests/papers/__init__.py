"""Pages of the official papers, to be looked at."""
