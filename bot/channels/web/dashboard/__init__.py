"""The dashboard as pages of the web channel: plain HTML that works without a script."""
