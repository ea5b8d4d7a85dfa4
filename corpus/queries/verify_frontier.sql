SELECT 'pages ' || url AS "row", 'its crawl ' || crawl_id || ' is not there' AS what
FROM pages WHERE crawl_id IS NOT NULL AND crawl_id NOT IN (SELECT id FROM crawls)
UNION ALL
SELECT 'pages ' || url, 'it waits in the queue of no host' FROM pages WHERE queued = 1 AND host = ''
UNION ALL
SELECT 'pages ' || url, 'it is forgotten, and waits to be asked for' FROM pages WHERE queued = 1 AND outcome = 'forgotten'
UNION ALL
SELECT 'page_parts ' || p.url, 'its page is not known' FROM page_parts p WHERE p.url NOT IN (SELECT url FROM pages)
