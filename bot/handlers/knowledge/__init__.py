"""Questions in free words: answered from what is known, or handed to the commune's officer."""
