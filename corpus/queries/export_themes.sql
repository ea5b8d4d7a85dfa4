SELECT themes.label AS name, themes.kind, themes.description AS definition, themes.families AS articles,
       themes.articles - themes.families AS copies, themes.statements, themes.sources AS publications,
       by_cmo AS "by marketing (CMO)", by_cio AS "by IT (CIO)", by_both AS "by both", by_org AS "by the firm",
       by_other AS "by others", by_none AS "side not told", first_year AS "first year", last_year AS "last year",
       themes.keywords, coalesce(themes.code, 'new') AS code, themes.id AS theme_id, count(statements.id) FILTER (
         WHERE (:kind IS NULL OR statements.kind = :kind)
         AND (:side IS NULL OR :side = CASE statements.kind WHEN 'frustration' THEN statements.holder ELSE statements.addressee END)
         AND (:since IS NULL OR articles.published >= :since)
         AND (:theme IS NULL OR theme_statements.theme_id = :theme)
         AND (:min_score IS NULL OR statements.score >= :min_score)
       ) AS "statements matching"
FROM themes
LEFT JOIN theme_statements ON theme_statements.theme_id = themes.id
LEFT JOIN statements ON statements.id = theme_statements.statement_id
LEFT JOIN articles ON articles.id = statements.article_id
GROUP BY themes.id
HAVING "statements matching" > 0 OR (:kind IS NULL AND :side IS NULL AND :since IS NULL AND :theme IS NULL AND :min_score IS NULL)
ORDER BY themes.families DESC, themes.statements DESC, themes.id
