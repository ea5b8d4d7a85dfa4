WITH counted AS (
  SELECT ts.theme_id, o.object, count(*) AS statements, count(DISTINCT coalesce(a.family_id, a.id)) AS families
  FROM theme_statements ts JOIN statement_objects o ON o.statement_id = ts.statement_id
  JOIN statements s ON s.id = ts.statement_id JOIN articles a ON a.id = s.article_id GROUP BY 1, 2
)
SELECT 'theme_objects ' || t.theme_id || ', ' || t.object AS "row",
       t.statements || ' sentences of ' || t.families || ' articles, counted again ' || coalesce(c.statements, 0) || ' of ' || coalesce(c.families, 0) AS what
FROM theme_objects t LEFT JOIN counted c ON c.theme_id = t.theme_id AND c.object = t.object
WHERE t.statements IS NOT c.statements OR t.families IS NOT c.families
