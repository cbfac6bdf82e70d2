"""Progress: how far a unit is against its numbers; the lists of the plans; what plans count of producers."""
