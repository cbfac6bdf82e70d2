"""Products that staff show to customers at fairs, as their producers agreed."""
