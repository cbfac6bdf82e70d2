"""An officer types for a producer without a phone."""
