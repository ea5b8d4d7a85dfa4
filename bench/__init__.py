"""Measured comparisons, each a ratio against what a user would run instead, in one run on one machine."""
