"""What the crawling comparisons share: a made site on loopback, and the crawlers that are set beside ours."""
