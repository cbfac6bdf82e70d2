"""What handlers of several features share: names, dates, pages of a list, whom to tell."""
