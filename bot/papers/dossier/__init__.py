"""The official papers of a product, printed from templates that a clerk can edit in Word."""
