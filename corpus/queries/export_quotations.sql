SELECT statements.id AS statement_id, statements.text, articles.id AS article_id, articles.url, articles.title AS article,
       articles.published, articles.sample, sources.name AS publication
FROM theme_statements
JOIN statements ON statements.id = theme_statements.statement_id
JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id
WHERE theme_statements.theme_id = ? ORDER BY theme_statements.rank LIMIT ?
