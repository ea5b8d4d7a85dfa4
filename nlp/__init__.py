"""From an article's text to statements, statistics and themes."""
