"""One module a verb; each holds `command`, opens the corpus and calls one function."""
