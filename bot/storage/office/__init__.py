"""What waits for officials, as SQL."""
