SELECT statements.* FROM statements JOIN articles ON articles.id = statements.article_id
WHERE (:kind IS NULL OR statements.kind = :kind)
  AND (:side IS NULL OR :side = CASE statements.kind WHEN 'frustration' THEN statements.holder ELSE statements.addressee END)
  AND (:since IS NULL OR articles.published >= :since)
  AND (:theme IS NULL OR statements.id IN (SELECT statement_id FROM theme_statements WHERE theme_id = :theme))
  AND (:min_score IS NULL OR statements.score >= :min_score)
ORDER BY statements.article_id, statements.position, statements.kind, statements.id
