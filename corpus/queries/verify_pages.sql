SELECT 'pages ' || p.url AS "row", 'its outcome is ' || p.outcome || ', but it has no article' AS what
FROM pages p WHERE p.outcome IN ('stored', 'unchanged') AND p.article_id IS NULL
UNION ALL
SELECT 'articles ' || a.id, 'its relevance is ' || a.relevance || ' without a reason' FROM articles a WHERE a.relevance_reason = ''
