"""Reports: asked for by the level above with their own questions, answered in chat, summed; periodic ones as papers."""
