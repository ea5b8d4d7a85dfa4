-- Text families of each side's complaints: how many it voices at all, whom it blames, and when.
SELECT 'all' AS what, holder AS side, NULL AS target, NULL AS year,
       count(DISTINCT coalesce(articles.family_id, articles.id)) AS families
FROM statements JOIN articles ON articles.id = statements.article_id
WHERE kind = 'frustration' AND holder IN ('cmo', 'cio', 'both') /* years */ GROUP BY holder
UNION ALL
SELECT 'blame', holder, coalesce(target, 'none'), NULL, count(DISTINCT coalesce(articles.family_id, articles.id))
FROM statements JOIN articles ON articles.id = statements.article_id
WHERE kind = 'frustration' AND holder IN ('cmo', 'cio', 'both') /* years */ GROUP BY holder, 3
UNION ALL
SELECT 'year', holder, NULL, articles.year, count(DISTINCT coalesce(articles.family_id, articles.id))
FROM statements JOIN articles ON articles.id = statements.article_id
WHERE kind = 'frustration' AND holder IN ('cmo', 'cio') AND articles.year BETWEEN 1980 AND 2100 /* years */ GROUP BY holder, 4
