"""Item steps in the order of `crawler.settings`: each judges one thing; the last two write to the corpus."""
