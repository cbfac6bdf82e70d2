"""Several people for one producer, one person for several."""
