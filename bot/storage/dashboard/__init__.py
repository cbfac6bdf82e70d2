"""The dashboard in the database: browsers that are signed in, and the rows of its tables."""
