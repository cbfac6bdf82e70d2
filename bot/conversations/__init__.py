"""What is asked, in which order: forms as data, and the engine that walks them. Pure."""
