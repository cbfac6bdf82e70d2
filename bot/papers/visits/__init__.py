"""The papers of visits to producers."""
