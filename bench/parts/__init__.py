"""The comparisons, a module each: `PART` says what it measures and does it."""
