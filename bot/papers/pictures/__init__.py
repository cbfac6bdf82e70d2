"""Pictures: cards, the timeline, and the page that they are drawn on."""
