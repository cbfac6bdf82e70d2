"""A programme's year played day by day in a database of its own: people, what they do, and who is told what when."""
