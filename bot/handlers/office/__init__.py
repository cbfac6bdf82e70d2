"""What officials do with what producers send: the queue, the review, the list that is handed up."""
