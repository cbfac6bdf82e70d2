"""Lists of products and producers as provinces keep them: found in a sheet, read row by row, nothing guessed unsaid."""
