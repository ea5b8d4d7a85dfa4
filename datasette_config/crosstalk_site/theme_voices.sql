-- Every theme's counts at once: sentences, articles, copies, publications; and its articles by side in each role.
SELECT statements.theme_id, 'all' AS role, '' AS side, count(*) AS statements,
       count(DISTINCT coalesce(articles.family_id, articles.id)) AS families,
       count(DISTINCT articles.id) AS articles, count(DISTINCT articles.source_id) AS sources
FROM statements JOIN articles ON articles.id = statements.article_id WHERE theme_id IS NOT NULL GROUP BY 1
UNION ALL
SELECT statements.theme_id, 'holder', coalesce(holder, 'none'), 0,
       count(DISTINCT coalesce(articles.family_id, articles.id)), 0, 0
FROM statements JOIN articles ON articles.id = statements.article_id WHERE theme_id IS NOT NULL GROUP BY 1, 3
UNION ALL
SELECT statements.theme_id, 'target', coalesce(target, 'none'), 0,
       count(DISTINCT coalesce(articles.family_id, articles.id)), 0, 0
FROM statements JOIN articles ON articles.id = statements.article_id WHERE theme_id IS NOT NULL GROUP BY 1, 3
UNION ALL
SELECT statements.theme_id, 'addressee', coalesce(addressee, 'none'), 0,
       count(DISTINCT coalesce(articles.family_id, articles.id)), 0, 0
FROM statements JOIN articles ON articles.id = statements.article_id WHERE theme_id IS NOT NULL GROUP BY 1, 3
