"""The six steps of OCOP: what each is, who does what, where a product is; its principles and what it stands on."""
