SELECT themes.label AS theme, themes.id AS theme_id, statements.kind, statements.id AS statement_id, statements.text,
       statements.holder, statements.target, statements.addressee, statements.score, articles.id AS article_id,
       articles.url, articles.title AS article, articles.published, articles.author, articles.sample,
       sources.name AS publication
FROM themes
JOIN theme_statements ON theme_statements.theme_id = themes.id
JOIN statements ON statements.id = theme_statements.statement_id
JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id
ORDER BY themes.families DESC, themes.statements DESC, themes.id, theme_statements.rank
