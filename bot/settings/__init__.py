"""The settings: read from the environment once, checked, explained."""
