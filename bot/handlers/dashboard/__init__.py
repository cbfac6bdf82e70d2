"""The dashboard of staff: the link that opens it, and what stands on its pages."""
