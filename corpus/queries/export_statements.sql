SELECT themes.label AS theme, themes.id AS theme_id, statements.kind, statements.id AS statement_id, statements.text,
       statements.holder, statements.target, statements.addressee, statements.score, articles.id AS article_id,
       articles.url, articles.title AS article, articles.published, articles.author, articles.sample,
       sources.name AS publication
FROM themes
JOIN theme_statements ON theme_statements.theme_id = themes.id
JOIN statements ON statements.id = theme_statements.statement_id
JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id
WHERE (:kind IS NULL OR statements.kind = :kind)
  AND (:side IS NULL OR :side = CASE statements.kind WHEN 'frustration' THEN statements.holder ELSE statements.addressee END)
  AND (:since IS NULL OR articles.published >= :since)
  AND (:theme IS NULL OR theme_statements.theme_id = :theme)
  AND (:min_score IS NULL OR statements.score >= :min_score)
ORDER BY themes.families DESC, themes.statements DESC, themes.id, theme_statements.rank
