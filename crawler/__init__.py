"""The crawler: from the web, or from files, to articles in the corpus."""
