"""Inquiries: what was asked of officers, and answered."""
