"""What the assistant can be asked in free words: entries, the index over their wordings, and the facts behind them."""
