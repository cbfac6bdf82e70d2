"""Progress: what is counted of applications and producers, and the reports that are asked for and answered."""
