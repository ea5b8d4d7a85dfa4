SELECT statements.id AS statement_id, statements.text, articles.id AS article_id, articles.url, articles.title AS article,
       articles.published, articles.sample, sources.name AS publication
FROM theme_statements
JOIN statements ON statements.id = theme_statements.statement_id
JOIN articles ON articles.id = statements.article_id
LEFT JOIN sources ON sources.id = articles.source_id
WHERE theme_statements.theme_id = :theme_id AND (:kind IS NULL OR statements.kind = :kind)
  AND (:side IS NULL OR :side = CASE statements.kind WHEN 'frustration' THEN statements.holder ELSE statements.addressee END)
  AND (:since IS NULL OR articles.published >= :since)
  AND (:theme IS NULL OR theme_statements.theme_id = :theme)
  AND (:min_score IS NULL OR statements.score >= :min_score)
ORDER BY theme_statements.rank LIMIT :n
