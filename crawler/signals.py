"""The crawl's own signals, beside Scrapy's."""

#: Sent with `page` by whoever meets a page outside the steps (a robots.txt), and with `page` once its row is written.
page_met, page_recorded = object(), object()
