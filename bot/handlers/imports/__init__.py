"""Lists of products that offices send, and producers who claim what stands in them."""
