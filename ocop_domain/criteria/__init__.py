"""The official criteria as data, the score they give, and the way up to a star."""
